/** What stands in the books right now, by procedure: parked, waiting, and how old the oldest is that is not settled. */
import type { Transaction } from '../database/database.js';

export interface Standing {
  readonly procedure: string;
  readonly parked: number;
  /** Not settled because something is misconfigured or away; goes on by itself. What is held for its order is none of it. */
  readonly waiting: number;
  /** Of these, the ones on the delay ladder. */
  readonly delayed: number;
  /** When the oldest message was accepted that a worker has had and that is not settled. */
  readonly oldestAt: Date | undefined;
}

interface Unsettled {
  readonly procedure: string;
  readonly waiting: number;
  readonly delayed: number;
  readonly oldest: Date;
}

/** Of procedures that have something standing. Reads what is open alone, by the indexes of it. */
export async function readStanding(transaction: Transaction, tenant: string): Promise<readonly Standing[]> {
  const parked = await transaction.query<{ procedure: string; count: number }>(
    `SELECT procedure_id AS procedure, count(*)::int AS count FROM submission
     WHERE tenant_id = $1 AND state = 'parked' GROUP BY procedure_id`,
    [tenant],
  );
  const unsettled = await transaction.query<Unsettled>(
    `SELECT procedure_id AS procedure, min(accepted_at) AS oldest,
       count(*) FILTER (WHERE waiting->>'code' <> 'order.held')::int AS waiting,
       count(*) FILTER (WHERE waiting->>'code' <> 'order.held' AND waiting->>'kind' = 'unavailable-message')::int AS delayed
     FROM message WHERE tenant_id = $1 AND settled_at IS NULL GROUP BY procedure_id`,
    [tenant],
  );
  const parkedOf = new Map(parked.map(({ procedure, count }) => [procedure, count]));
  const unsettledOf = new Map(unsettled.map((one) => [one.procedure, one]));
  return [...new Set([...parkedOf.keys(), ...unsettledOf.keys()])].map((procedure) => {
    const { waiting = 0, delayed = 0, oldest: oldestAt } = unsettledOf.get(procedure) ?? {};
    return { procedure, parked: parkedOf.get(procedure) ?? 0, waiting, delayed, oldestAt };
  });
}

/**
 * When the oldest message was accepted that no worker has had: the first one that the gateways told of behind the last one
 * that a worker had; they tell by the minute, so that it may be a minute younger. Right as long as messages come out of a lane in the order in which they went in; ask it only about
 * procedures in whose lanes something waits.
 */
export async function oldestUnseen(
  transaction: Transaction,
  tenant: string,
  procedures: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (procedures.length === 0) return new Map();
  const rows = await transaction.query<{ procedure: string; at: Date | null }>(
    `SELECT procedure, (
       SELECT min(greatest(first_at, seen)) FROM intake_tally
       WHERE tenant_id = $1 AND procedure_id = procedure AND minute >= date_trunc('minute', seen) AND last_at > seen
     ) AS at
     FROM unnest($2::uuid[]) AS asked(procedure), LATERAL (
       SELECT coalesce(max(accepted_at), '2000-01-01') AS seen FROM message WHERE tenant_id = $1 AND procedure_id = procedure
     ) AS last`,
    [tenant, procedures],
  );
  return new Map(rows.flatMap(({ procedure, at }) => (at === null ? [] : [[procedure, at] as const])));
}
