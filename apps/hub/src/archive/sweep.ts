/** Removes content that nobody needs any more: first set aside, then, a day later, erased. When in doubt it stays. */
import type { Database } from '../database/database.js';
import { unreferenced, type ContentReferences } from './content-references.js';
import type { ContentStore, ListedBytes, SetAside } from './content-store.js';
import { sweepSegments, type SegmentSweep } from './sweep-segments.js';

const DAY_MS = 86_400_000;
/** Content is put before its message is accepted, and it may take its time until all of a message has arrived. */
const REST_MS = 7 * DAY_MS;
const ARRIVAL_MS = DAY_MS;
const SET_ASIDE_MS = DAY_MS;
/** Addresses that are looked up at once: each look-up reads the tables as a whole. */
const LOOKED_UP_AT_ONCE = 100_000;

export interface SweepParts {
  readonly database: Database;
  readonly store: ContentStore;
  readonly references: ContentReferences;
  /** When the oldest message was accepted that is still on its way. */
  readonly oldestUnsettled: () => Promise<Date | undefined>;
  readonly now: () => Date;
  /** Ends it early; what was done until then is as good as a shorter sweep. */
  readonly signal?: AbortSignal;
}

export interface Swept {
  readonly count: number;
  readonly sizeBytes: number;
}

export interface SweepReport {
  readonly dryRun: boolean;
  /** Only content that was put before this may go. */
  readonly before: string;
  /** What keeps content that is old enough otherwise: a message on its way since. */
  readonly oldestUnsettled: string | null;
  readonly looked: Swept;
  readonly setAside: Swept;
  readonly erased: Swept;
  readonly broughtBack: Swept;
  /** Content of tenants that this database does not know; perhaps it is the wrong database. */
  readonly ofOthers: Swept;
  readonly unfinished: number;
  /** What has no file of its own. */
  readonly segments: SegmentSweep;
}

/** @param dryRun only says what would be done */
export async function sweepContent(parts: SweepParts, dryRun: boolean): Promise<SweepReport> {
  const oldest = await parts.oldestUnsettled();
  const now = await earlierNow(parts);
  const before = new Date(Math.min(now - REST_MS, (oldest?.getTime() ?? now) - ARRIVAL_MS));
  const tenants = await parts.database.asSystem((transaction) =>
    transaction.query<{ id: string }>('SELECT id FROM tenant'),
  );
  const sweep = new Sweep(parts, new Set(tenants.map(({ id }) => id)), before, now, dryRun);
  await sweep.lookAtSetAside();
  await sweep.lookAtAll();
  const unfinished = dryRun ? 0 : await parts.store.dropUnfinished(before);
  const { looked, setAside, erased, broughtBack, ofOthers } = sweep;
  const segments = await sweepSegments({
    ...parts,
    segments: parts.store.segments,
    tenants: sweep.tenants,
    before,
    now: new Date(now),
    notedBefore: new Date(now - SET_ASIDE_MS),
    dryRun,
  });
  const told = { before: before.toISOString(), oldestUnsettled: oldest?.toISOString() ?? null };
  return { dryRun, ...told, looked, setAside, erased, broughtBack, ofOthers, unfinished, segments };
}

/** What is erased does not come back: one clock that is ahead is not enough for it. */
async function earlierNow({ database, now }: SweepParts): Promise<number> {
  const [row] = await database.asSystem((transaction) => transaction.query<{ now: Date }>('SELECT now()'));
  return Math.min(now().getTime(), row!.now.getTime());
}

class Sweep {
  readonly looked = { count: 0, sizeBytes: 0 };
  readonly setAside = { count: 0, sizeBytes: 0 };
  readonly erased = { count: 0, sizeBytes: 0 };
  readonly broughtBack = { count: 0, sizeBytes: 0 };
  readonly ofOthers = { count: 0, sizeBytes: 0 };

  constructor(
    private readonly parts: SweepParts,
    readonly tenants: ReadonlySet<string>,
    private readonly before: Date,
    private readonly now: number,
    private readonly dryRun: boolean,
  ) {}

  /** A message that was on its way may have come meanwhile, or be known of only now. */
  async lookAtSetAside(): Promise<void> {
    const { store } = this.parts;
    for await (const found of this.unneeded(store.listSetAside())) {
      const { bytes, needed } = found;
      if (needed || bytes.renewedAt >= this.before) {
        count(this.broughtBack, bytes);
        if (!this.dryRun) await store.bringBack(bytes);
      } else if (this.now - bytes.setAsideAt.getTime() >= SET_ASIDE_MS) {
        count(this.erased, bytes);
        if (!this.dryRun) await store.erase(bytes);
      }
    }
  }

  async lookAtAll(): Promise<void> {
    const { store } = this.parts;
    for await (const { bytes, needed } of this.unneeded(this.oldOnes())) {
      if (needed) continue;
      if (this.dryRun || (await store.setAside(bytes.tenant, bytes.sha256, this.before))) count(this.setAside, bytes);
    }
  }

  private async *oldOnes(): AsyncGenerator<ListedBytes> {
    for await (const bytes of this.parts.store.list()) {
      this.parts.signal?.throwIfAborted();
      count(this.looked, bytes);
      if (!this.tenants.has(bytes.tenant)) count(this.ofOthers, bytes);
      if (bytes.renewedAt < this.before) yield bytes;
    }
  }

  /** Says of each whether somebody needs it. Lists come tenant by tenant; content of unknown tenants is needed. */
  private async *unneeded<T extends ListedBytes>(
    source: AsyncIterable<T>,
  ): AsyncGenerator<{ bytes: T; needed: boolean }> {
    let share: T[] = [];
    for await (const bytes of source) {
      const full = share.length >= LOOKED_UP_AT_ONCE || (share[0] !== undefined && share[0].tenant !== bytes.tenant);
      if (full) {
        yield* await this.judged(share);
        share = [];
      }
      share.push(bytes);
    }
    yield* await this.judged(share);
  }

  private async judged<T extends ListedBytes>(share: readonly T[]): Promise<readonly { bytes: T; needed: boolean }[]> {
    const tenant = share[0]?.tenant;
    if (tenant === undefined) return [];
    if (!this.tenants.has(tenant)) return share.map((bytes) => ({ bytes, needed: true }));
    const { database, references } = this.parts;
    const addresses = share.map(({ sha256 }) => sha256);
    const free = new Set(await unreferenced(database, tenant, addresses, references));
    return share.map((bytes) => ({ bytes, needed: !free.has(bytes.sha256) }));
  }
}

function count(sum: { count: number; sizeBytes: number }, { sizeBytes }: ListedBytes | SetAside): void {
  sum.count += 1;
  sum.sizeBytes += sizeBytes;
}
