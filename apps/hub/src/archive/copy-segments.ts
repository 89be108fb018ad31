/** Copies segments from one store to another, as whole files: one that has grown since is copied anew. */
import { HubError } from '../errors/hub-error.js';
import type { ListedSegment, Place, Segments } from './segments.js';

/** The segments of the store that was copied to. */
export class CopiedSegments {
  copiedBytes = 0;
  /** Newly copied: nobody has read in them yet. */
  readonly fresh = new Set<string>();
  private readonly sizes = new Map<string, number>();

  get count(): number {
    return this.sizes.size;
  }

  add({ segment }: ListedSegment, sizeBytes: number): void {
    this.sizes.set(segment, sizeBytes);
  }

  /** Whether it is as long as its source was, or longer: a source that is shorter now lost something. */
  hasAll({ segment, sizeBytes }: ListedSegment): boolean {
    return (this.sizes.get(segment) ?? -1) >= sizeBytes;
  }

  reaches({ segment, position }: Place): boolean {
    return (this.sizes.get(segment) ?? 0) > position;
  }
}

export async function copySegments(
  from: Segments,
  to: Segments,
  onProgress: (segments: number, copiedBytes: number) => void,
): Promise<CopiedSegments> {
  const copied = new CopiedSegments();
  for await (const segment of to.list()) copied.add(segment, segment.sizeBytes);
  for await (const segment of from.list()) {
    if (copied.hasAll(segment)) continue;
    const sizeBytes = await copyOne(from, to, segment);
    if (sizeBytes === undefined) continue;
    copied.add(segment, sizeBytes);
    copied.fresh.add(segment.segment);
    copied.copiedBytes += sizeBytes;
    onProgress(copied.fresh.size, copied.copiedBytes);
  }
  return copied;
}

/** Undefined when a sweep has erased it since it was listed. */
async function copyOne(from: Segments, to: Segments, segment: ListedSegment): Promise<number | undefined> {
  try {
    return await to.putFile(segment, from.readFile(segment) as AsyncIterable<Buffer>);
  } catch (error) {
    if (error instanceof HubError && error.code === 'content.missing') return undefined;
    throw error;
  }
}
