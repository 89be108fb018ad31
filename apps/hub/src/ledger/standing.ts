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

type Stopped = Omit<Standing, 'oldestAt'>;

/** Of procedures that have something standing. Reads what is open alone, by the indexes of it. */
export async function readStanding(transaction: Transaction, tenant: string): Promise<readonly Standing[]> {
  const [stopped, unsettled] = await Promise.all([
    readStopped(transaction, tenant),
    transaction.query<{ procedure: string; oldestAt: Date }>(
      `SELECT procedure_id AS procedure, min(accepted_at) AS "oldestAt" FROM message
       WHERE tenant_id = $1 AND settled_at IS NULL GROUP BY procedure_id`,
      [tenant],
    ),
  ]);
  const stoppedOf = new Map(stopped.map((one) => [one.procedure, one]));
  const oldestOf = new Map(unsettled.map(({ procedure, oldestAt }) => [procedure, oldestAt]));
  return [...new Set([...stoppedOf.keys(), ...oldestOf.keys()])].map((procedure) => {
    const { parked = 0, waiting = 0, delayed = 0 } = stoppedOf.get(procedure) ?? {};
    return { procedure, parked, waiting, delayed, oldestAt: oldestOf.get(procedure) };
  });
}

/** Counted by cause first, from the index alone: there are many messages, and few causes. */
function readStopped(transaction: Transaction, tenant: string): Promise<readonly Stopped[]> {
  return transaction.query<Stopped>(
    `SELECT procedure_id AS procedure, coalesce(sum(count) FILTER (WHERE state = 'parked'), 0)::int AS parked,
       coalesce(sum(count) FILTER (WHERE state = 'waiting'), 0)::int AS waiting,
       coalesce(sum(count) FILTER (WHERE state = 'waiting' AND kind = 'unavailable-message'), 0)::int AS delayed
     FROM (
       SELECT state, cause_id, procedure_id, count(*)::int AS count FROM stopped_message WHERE tenant_id = $1 GROUP BY 1, 2, 3
     ) AS stopped JOIN cause ON cause.tenant_id = $1 AND cause.id = cause_id
     GROUP BY procedure_id`,
    [tenant],
  );
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
