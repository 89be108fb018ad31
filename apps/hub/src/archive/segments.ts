/**
 * Small bodies are kept together: one after the other in segment files, so that a batch of them is durable with one write.
 * What is in a segment stays where it is; what nobody needs any more is wiped in place.
 */
import type { Readable } from 'node:stream';

/** Where bytes are that have no file of their own. */
export interface Place {
  readonly segment: string;
  readonly position: number;
}

/** What is appended. */
export interface Body {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

export interface ListedSegment {
  readonly tenant: string;
  readonly segment: string;
  readonly sizeBytes: number;
  /** When something was last appended to it, or wiped in it. */
  readonly renewedAt: Date;
}

/** What has a place, from its header to its last byte; or what is left behind the last entry that is whole. */
export interface Entry {
  readonly position: number;
  /** Of the first byte behind it. */
  readonly end: number;
}

/** Entries of a segment that nobody seemed to need, by their positions. */
export interface Note {
  readonly tenant: string;
  readonly segment: string;
  readonly at: Date;
  readonly positions: readonly number[];
}

/** What housekeeping and backup do with segments. Each of it may be interrupted at any moment, and done again. */
export abstract class Segments {
  /** Tenant by tenant. */
  abstract list(): AsyncIterable<ListedSegment>;

  /** In the order of their positions, without those that are wiped. Bytes that are no entry at all are one, up to the end. */
  abstract entries(segment: Pick<ListedSegment, 'tenant' | 'segment'>): Promise<readonly Entry[]>;

  /** Remembers which entries nobody needs. Nothing happens to them: who reads them still finds them. */
  abstract note(note: Note): Promise<void>;

  abstract notes(): AsyncIterable<Note>;

  abstract forget(note: Note): Promise<void>;

  /** Overwrites the bytes for good; everything else keeps its place. */
  abstract wipe(segment: Pick<ListedSegment, 'tenant' | 'segment'>, entries: readonly Entry[]): Promise<void>;

  /** Erases the whole file for good. */
  abstract drop(segment: Pick<ListedSegment, 'tenant' | 'segment'>): Promise<void>;

  /**
   * The whole file up to the size that was listed, as it is: nothing is verified. The stream ends with HubError
   * `content.missing` when it was dropped meanwhile.
   */
  abstract readFile(segment: ListedSegment): Readable;

  /**
   * Takes a whole file in, durable when it resolves; one that is there is replaced at once.
   *
   * @returns how many bytes it has
   */
  abstract putFile(segment: ListedSegment, source: AsyncIterable<Buffer>): Promise<number>;
}
