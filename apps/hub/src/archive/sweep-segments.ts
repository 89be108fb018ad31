/**
 * What nobody needs in segments is noted by one sweep, and wiped by one that comes a day later or more, if nobody needs it
 * then, either. A segment goes as a whole when nothing of it is needed.
 */
import type { Database } from '../database/database.js';
import { positionsIn, type ContentReferences } from './content-references.js';
import type { Entry, ListedSegment, Note, Segments } from './segments.js';

export interface SegmentSweepParts {
  readonly database: Database;
  readonly segments: Segments;
  readonly references: ContentReferences;
  readonly tenants: ReadonlySet<string>;
  /** Nobody appends to a segment that was last appended to before this. */
  readonly before: Date;
  readonly now: Date;
  /** Notes that were made before this are acted on. */
  readonly notedBefore: Date;
  readonly signal?: AbortSignal;
  /** Only says what would be done. */
  readonly dryRun: boolean;
}

export interface SegmentSweep {
  /** Whole files. */
  readonly looked: { count: number; sizeBytes: number };
  /** Entries. */
  readonly noted: { count: number; sizeBytes: number };
  readonly wiped: { count: number; sizeBytes: number };
  /** Whole files. */
  readonly erased: { count: number; sizeBytes: number };
  /** Files of tenants that this database does not know. */
  readonly ofOthers: { count: number; sizeBytes: number };
}

export async function sweepSegments(parts: SegmentSweepParts): Promise<SegmentSweep> {
  const nothing = (): { count: number; sizeBytes: number } => ({ count: 0, sizeBytes: 0 });
  const sums: SegmentSweep = {
    looked: nothing(),
    noted: nothing(),
    wiped: nothing(),
    erased: nothing(),
    ofOthers: nothing(),
  };
  const notes = await notesOf(parts.segments);
  for await (const segment of parts.segments.list()) {
    parts.signal?.throwIfAborted();
    count(parts.tenants.has(segment.tenant) ? sums.looked : sums.ofOthers, segment.sizeBytes);
    const own = notes.get(segment.segment) ?? [];
    notes.delete(segment.segment);
    if (!parts.tenants.has(segment.tenant)) continue;
    await sweepOne(parts, segment, own, sums);
  }
  // Their segments are gone.
  if (!parts.dryRun) for (const note of [...notes.values()].flat()) await parts.segments.forget(note);
  return sums;
}

async function sweepOne(
  parts: SegmentSweepParts,
  segment: ListedSegment,
  notes: readonly Note[],
  sums: SegmentSweep,
): Promise<void> {
  const { segments, dryRun } = parts;
  // Something came in since: whoever noted this had a wrong clock.
  const isOld = segment.renewedAt < parts.before;
  if (isOld && notes.some(({ at }) => at >= parts.notedBefore)) return;
  if (isOld) {
    const noted = new Set(notes.flatMap(({ positions }) => positions));
    await (notes.length > 0 ? actOn(parts, segment, noted, sums) : look(parts, segment, sums));
  }
  if (!dryRun) for (const note of notes) await segments.forget(note);
}

async function look(parts: SegmentSweepParts, segment: ListedSegment, sums: SegmentSweep): Promise<void> {
  const { entries, free } = await judged(parts, segment);
  if (free.length === 0 && entries.length > 0) return;
  for (const { position, end } of free) count(sums.noted, end - position);
  const positions = free.map(({ position }) => position);
  const { tenant, segment: id } = segment;
  if (!parts.dryRun) await parts.segments.note({ tenant, segment: id, at: parts.now, positions });
}

async function actOn(
  parts: SegmentSweepParts,
  segment: ListedSegment,
  noted: ReadonlySet<number>,
  sums: SegmentSweep,
): Promise<void> {
  const { segments, dryRun } = parts;
  const { entries, free, isNamed } = await judged(parts, segment);
  const wiping = free.filter(({ position }) => noted.has(position));
  if (wiping.length === entries.length && !isNamed) {
    count(sums.erased, segment.sizeBytes);
    if (!dryRun) await segments.drop(segment);
    return;
  }
  for (const { position, end } of wiping) count(sums.wiped, end - position);
  if (!dryRun && wiping.length > 0) await segments.wipe(segment, wiping);
}

/** All entries, and those of them that no row names; whether any row names the segment at all. */
async function judged(
  { database, segments, references }: SegmentSweepParts,
  segment: ListedSegment,
): Promise<{ readonly entries: readonly Entry[]; readonly free: readonly Entry[]; readonly isNamed: boolean }> {
  const entries = await segments.entries(segment);
  const named = await positionsIn(database, segment, references);
  let next = 0;
  const free = entries.filter(({ position, end }) => {
    while (next < named.length && named[next]! < position) next += 1;
    return next >= named.length || named[next]! >= end;
  });
  return { entries, free, isNamed: named.length > 0 };
}

async function notesOf(segments: Segments): Promise<Map<string, Note[]>> {
  const bySegment = new Map<string, Note[]>();
  for await (const note of segments.notes())
    bySegment.set(note.segment, [...(bySegment.get(note.segment) ?? []), note]);
  return bySegment;
}

function count(sum: { count: number; sizeBytes: number }, sizeBytes: number): void {
  sum.count += 1;
  sum.sizeBytes += sizeBytes;
}
