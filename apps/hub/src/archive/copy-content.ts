/** Copies content from one store to another. What is there already stays: an address says what the bytes are. */
import { finished } from 'node:stream/promises';
import { HubError } from '../errors/hub-error.js';
import type { ContentStore, StoredBytes } from './content-store.js';
import type { CopiedSegments } from './copy-segments.js';
import type { Place } from './segments.js';

const COPIED_AT_ONCE = 8;

export interface ContentAddress {
  readonly tenant: string;
  readonly sha256: string;
}

/** Content that somebody needs, wherever it is. */
export interface NeededContent extends ContentAddress {
  readonly place?: Place;
}

export interface BadCopy extends ContentAddress {
  readonly problem: 'missing' | 'corrupt';
}

export interface CopyReport {
  /** Looked at, and newly copied of these. */
  readonly files: number;
  readonly copied: number;
  readonly copiedBytes: number;
  readonly bad: readonly BadCopy[];
}

/** Every copy is hashed while it is read. */
export async function copyContent(
  from: ContentStore,
  to: ContentStore,
  addresses: AsyncIterable<NeededContent>,
  segments: CopiedSegments,
  onProgress: (files: number, copiedBytes: number) => void,
): Promise<CopyReport> {
  const sums = { files: 0, copied: 0, copiedBytes: 0, bad: [] as BadCopy[] };
  const source = addresses[Symbol.asyncIterator]();
  const copying = async (): Promise<void> => {
    for (let next = await source.next(); next.done !== true; next = await source.next()) {
      const { place } = next.value;
      const result = await (place === undefined
        ? copyOne(from, to, next.value)
        : problemIn(to, segments, { ...next.value, place }));
      sums.files += 1;
      if (result === 'missing' || result === 'corrupt')
        sums.bad.push({ tenant: next.value.tenant, sha256: next.value.sha256, problem: result });
      else if (result !== undefined) {
        sums.copied += 1;
        sums.copiedBytes += result.sizeBytes;
      }
      onProgress(sums.files, sums.copiedBytes);
    }
  };
  try {
    await Promise.all(Array.from({ length: COPIED_AT_ONCE }, copying));
  } finally {
    // When one has failed, the others end with what they have in hand.
    await source.return?.();
  }
  return sums;
}

async function copyOne(
  from: ContentStore,
  to: ContentStore,
  { tenant, sha256 }: ContentAddress,
): Promise<StoredBytes | BadCopy['problem'] | undefined> {
  if (await to.has(tenant, sha256)) return undefined;
  try {
    return await to.put(tenant, from.read(tenant, sha256) as AsyncIterable<Buffer>);
  } catch (error) {
    return problemOf(error);
  }
}

/** @throws the error itself when it says nothing about the content */
export function problemOf(error: unknown): BadCopy['problem'] {
  if (!(error instanceof HubError) || error.kind === 'unavailable-shared') throw error;
  return error.code === 'content.missing' ? 'missing' : 'corrupt';
}

/** What was copied earlier was read then. */
async function problemIn(
  store: ContentStore,
  segments: CopiedSegments,
  { tenant, sha256, place }: ContentAddress & { readonly place: Place },
): Promise<BadCopy['problem'] | undefined> {
  if (!segments.reaches(place)) return 'missing';
  if (!segments.fresh.has(place.segment)) return undefined;
  try {
    await finished(store.read(tenant, sha256, undefined, place).resume());
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** Each address once, as it was found first. */
export function allBad(...reports: readonly CopyReport[]): readonly BadCopy[] {
  const byAddress = new Map(reports.flatMap(({ bad }) => bad).map((one) => [`${one.tenant}/${one.sha256}`, one]));
  return [...byAddress.values()];
}
