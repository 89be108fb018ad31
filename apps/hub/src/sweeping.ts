import { documentContent } from './archive/content-references.js';
import type { ContentStore } from './archive/content-store.js';
import { sweepContent, type SweepReport } from './archive/sweep.js';
import type { Clock } from './config/clock.js';
import type { Database } from './database/database.js';
import { exclusively } from './database/exclusively.js';
import { mailboxContent, messageContent } from './ledger/content-references.js';
import { lastSweep, SWEEP, writeSweep } from './ledger/housekeeping-log.js';
import { oldestUnsettled } from './ledger/unsettled.js';

/** A little less than a day, so that the time of day does not wander. */
const SWEEP_EVERY_MS = 23 * 3_600_000;

/** @returns undefined when it was done within the last day, or another process is doing it */
export async function sweepWhenDue(
  database: Database,
  store: ContentStore,
  clock: Clock,
  signal: AbortSignal,
): Promise<SweepReport | undefined> {
  const last = await lastSweep(database);
  if (last !== undefined && clock.now().getTime() - last.getTime() < SWEEP_EVERY_MS) return undefined;
  return sweepOnce(database, store, clock, false, signal);
}

/**
 * Sweeps the content that neither the archive nor the ledger needs, and writes down what was done.
 *
 * @returns undefined when another process sweeps
 */
export function sweepOnce(
  database: Database,
  store: ContentStore,
  clock: Clock,
  dryRun: boolean,
  signal?: AbortSignal,
): Promise<SweepReport | undefined> {
  return exclusively(database, SWEEP, async () => {
    const references = [...documentContent, ...messageContent, ...mailboxContent];
    const parts = {
      database,
      store,
      references,
      oldestUnsettled: () => oldestUnsettled(database),
      now: () => clock.now(),
    };
    const report = await sweepContent({ ...parts, ...(signal === undefined ? {} : { signal }) }, dryRun);
    if (!dryRun) await writeSweep(database, clock.now(), report);
    return report;
  });
}
