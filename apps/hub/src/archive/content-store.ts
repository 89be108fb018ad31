import type { Readable } from 'node:stream';
import type { Body, Place, Segments } from './segments.js';

export interface StoredBytes {
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** A range of bytes, both ends included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that are there, as they are listed. */
export interface ListedBytes extends StoredBytes {
  readonly tenant: string;
  /** When they were last put. */
  readonly renewedAt: Date;
}

/** Bytes that were set aside, and are erased unless somebody needs them first. */
export interface SetAside extends ListedBytes {
  readonly setAsideAt: Date;
  /** Tells several of the same bytes apart. */
  readonly name: string;
}

export interface Space {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** All that the front door needs of the content store. */
export type ContentIntake = Pick<ContentStore, 'put' | 'read'>;

/**
 * Where the bytes of documents and large messages are, addressed by tenant and SHA-256. A store shared by tenants would
 * tell one of them what another has. Written once, verified when read, durable when `put` or `append` resolves.
 */
export abstract class ContentStore {
  /** For housekeeping and backup. */
  abstract readonly segments: Segments;

  /**
   * Takes bytes in as they stream; nothing remains when the source throws. Bytes that are there already are renewed: they
   * are not set aside for as long as if they were new.
   *
   * @throws HubError `unavailable-shared` with `content.unavailable`: disk full, read-only, gone
   */
  abstract put(tenant: string, source: AsyncIterable<Buffer>): Promise<StoredBytes>;

  /**
   * Takes small bodies in, all with one write. Who gets their places has to keep them: nothing else says where they are.
   * What nobody keeps is wiped by the sweep, days later. None of them has a place when it throws.
   *
   * @returns their places, same order
   * @throws HubError `unavailable-shared` with `content.unavailable`
   */
  abstract append(tenant: string, bodies: readonly Body[]): Promise<readonly Place[]>;

  /**
   * The stream ends with HubError `content.corrupt` when the bytes are not the ones that were stored; a range is
   * checked by its length only, unless it is of bytes that have a place.
   *
   * @param place of bytes that were appended
   * @throws HubError `defect` with `content.missing`
   */
  abstract read(tenant: string, sha256: string, range?: ByteRange, place?: Place): Readable;

  /** Whether there is a file of these bytes. */
  abstract has(tenant: string, sha256: string): Promise<boolean>;

  /** All bytes of all tenants, without those that are set aside. */
  abstract list(): AsyncIterable<ListedBytes>;

  /**
   * Puts bytes aside that nobody seems to need, unless they were put again since. A `put` at the same moment wins: what it
   * renewed comes back, also when this process dies in between. Reading them brings them back, too.
   *
   * @returns whether they are set aside
   */
  abstract setAside(tenant: string, sha256: string, notSince: Date): Promise<boolean>;

  abstract listSetAside(): AsyncIterable<SetAside>;

  /** As if they had never been set aside; renewed. */
  abstract bringBack(bytes: SetAside): Promise<void>;

  /** For good. Bytes of the same address that are not set aside stay. */
  abstract erase(bytes: SetAside): Promise<void>;

  /** What the disk has that it lies on. */
  abstract space(): Promise<Space>;

  /** Removes what a `put` left behind that never ended. */
  abstract dropUnfinished(before: Date): Promise<number>;
}
