import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { onDisk } from './disk-errors.js';
import { syncFolder, type DiskFolders } from './disk-folders.js';
import { encodeHeader, HEADER_BYTES } from './segment-format.js';
import type { Body, Place } from './segments.js';

const SEGMENT_BYTES = 64 * 1024 * 1024;
/** Far less than the days after which a sweep takes a segment for finished. */
const SEGMENT_MS = 12 * 3_600_000;

interface Segment {
  readonly id: string;
  /** What of it is durable, and named by those who appended it. */
  sizeBytes: number;
  /** By the clock that nobody sets. */
  readonly since: number;
}

interface Appending {
  readonly bodies: readonly Body[];
  readonly resolve: (places: readonly Place[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends to segments of its own only: two processes never write to the same file. After an error the file is never
 * continued, because nobody knows what of it is on the disk.
 */
export class DiskSegmentWriter {
  private readonly segments = new Map<string, Segment>();
  /** By tenant; what comes while a write is under way goes into the next one together. */
  private readonly waiting = new Map<string, Appending[]>();

  constructor(private readonly folders: DiskFolders) {}

  append(tenant: string, bodies: readonly Body[]): Promise<readonly Place[]> {
    return new Promise((resolve, reject) => {
      const waiting = this.waiting.get(tenant);
      if (waiting !== undefined) {
        waiting.push({ bodies, resolve, reject });
        return;
      }
      this.waiting.set(tenant, [{ bodies, resolve, reject }]);
      void this.writeAll(tenant);
    });
  }

  private async writeAll(tenant: string): Promise<void> {
    const waiting = this.waiting.get(tenant)!;
    while (waiting.length > 0) {
      const share = waiting.splice(0);
      try {
        const places = await onDisk(() =>
          this.write(
            tenant,
            share.flatMap(({ bodies }) => bodies),
          ),
        );
        let first = 0;
        for (const { bodies, resolve } of share) resolve(places.slice(first, (first += bodies.length)));
      } catch (error) {
        for (const { reject } of share) reject(error);
      }
    }
    this.waiting.delete(tenant);
  }

  private async write(tenant: string, bodies: readonly Body[]): Promise<readonly Place[]> {
    const segment = this.segmentOf(tenant);
    const { id, sizeBytes: before } = segment;
    const path = this.folders.segment(tenant, id);
    try {
      await writeAt(path, before, bodies);
    } catch (error) {
      this.segments.delete(tenant);
      await undo(path, before);
      throw error;
    }
    return bodies.map(({ bytes }) => {
      const place = { segment: id, position: segment.sizeBytes };
      segment.sizeBytes += HEADER_BYTES + bytes.length;
      return place;
    });
  }

  private segmentOf(tenant: string): Segment {
    const known = this.segments.get(tenant);
    const now = performance.now();
    if (known !== undefined && known.sizeBytes < SEGMENT_BYTES && now - known.since < SEGMENT_MS) return known;
    const segment = { id: randomUUID(), sizeBytes: 0, since: now };
    this.segments.set(tenant, segment);
    return segment;
  }
}

async function writeAt(path: string, position: number, bodies: readonly Body[]): Promise<void> {
  const folder = dirname(path);
  const isNew = position === 0;
  const created = isNew ? await mkdir(folder, { recursive: true, mode: 0o700 }) : undefined;
  const bytes = Buffer.concat(bodies.flatMap(({ sha256, bytes: body }) => [encodeHeader(sha256, body.length), body]));
  const file = await open(path, isNew ? 'wx' : 'r+', 0o600);
  try {
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
      written += bytesWritten;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
  if (isNew) await syncFolder(folder);
  if (created !== undefined) for (const above of [dirname(folder), dirname(dirname(folder))]) await syncFolder(above);
}

/** Nobody was told of these bytes: on a full disk they are in the way. What cannot be undone is left to the sweep. */
async function undo(path: string, sizeBytes: number): Promise<void> {
  await (sizeBytes === 0 ? rm(path, { force: true }) : truncate(path, sizeBytes)).catch(() => undefined);
}
