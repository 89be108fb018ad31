import { createHash } from 'node:crypto';
import type { Database } from '../database/database.js';
import { acceptedKeys, lookUpKeys, type AcceptedKey, type KeyRange } from '../ledger/known-keys.js';
import { countUnseen } from '../ledger/reconciliation.js';
import type { SubmissionState } from '../ledger/state.js';

/** So many keys are looked up at once. */
const BATCH = 2_000;

/** How many there are, and the first of them. */
export interface Named<Item> {
  readonly count: number;
  readonly first: readonly Item[];
}

export interface ListComparison {
  /** Different keys of the list. */
  readonly listed: number;
  /** Lines that name a key once more. */
  readonly repeated: number;
  /** Of the list, and accepted in the range: by their state. */
  readonly here: Readonly<Record<SubmissionState, number>>;
  /** Of the list, and accepted at another time. */
  readonly elsewhere: Named<{ readonly key: string; readonly acceptedAt: Date }>;
  /** Of the list, and not known. */
  readonly missing: Named<{ readonly key: string }>;
  /** Accepted in the range, and not in the list; a key that came with several contents counts for each. */
  readonly extra: Named<AcceptedKey>;
  /** Accepted in the range, and no worker has read the key yet: what is missing may be among them. */
  readonly withoutKey: number;
}

/**
 * The list of a sender, held against what the hub has accepted. The list may have a million keys: it is looked up as it
 * comes in, and remembered by a hash of eight bytes each.
 *
 * @param limit of what is named of each kind
 */
export async function compareList(
  database: Database,
  range: KeyRange,
  list: AsyncIterable<string>,
  limit: number,
): Promise<ListComparison> {
  const own = new Set<bigint>();
  const here = { filed: 0, parked: 0, accepted: 0, rejected: 0 };
  const elsewhere = new Naming<{ key: string; acceptedAt: Date }>(limit);
  const missing = new Naming<{ key: string }>(limit);
  const extra = new Naming<AcceptedKey>(limit);
  let repeated = 0;
  for await (const batch of inBatches(list)) {
    const fresh = batch.filter((key) => isNew(own, key));
    repeated += batch.length - fresh.length;
    const known = new Map((await lookUpKeys(database, range, fresh)).map((found) => [found.key, found]));
    for (const key of fresh) {
      const found = known.get(key);
      if (found === undefined) missing.add({ key });
      else if (found.state === null) elsewhere.add({ key, acceptedAt: found.acceptedAt });
      else here[found.state] += 1;
    }
  }
  let withoutKey = await countUnseen(database, range);
  for await (const page of acceptedKeys(database, range)) {
    for (const accepted of page) {
      if (accepted.key === null) withoutKey += 1;
      else if (!own.has(hashOf(accepted.key))) extra.add(accepted);
    }
  }
  return { listed: own.size, repeated, here, elsewhere, missing, extra, withoutKey };
}

class Naming<Item> implements Named<Item> {
  count = 0;
  readonly first: Item[] = [];

  constructor(private readonly limit: number) {}

  add(item: Item): void {
    this.count += 1;
    if (this.first.length < this.limit) this.first.push(item);
  }
}

async function* inBatches(list: AsyncIterable<string>): AsyncGenerator<readonly string[]> {
  let batch: string[] = [];
  for await (const key of list) {
    if (batch.push(key) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function isNew(own: Set<bigint>, key: string): boolean {
  const before = own.size;
  return own.add(hashOf(key)).size > before;
}

/** Of a million keys two are equal by it once in some ten million lists. */
function hashOf(key: string): bigint {
  return createHash('sha256').update(key).digest().readBigUInt64BE();
}
