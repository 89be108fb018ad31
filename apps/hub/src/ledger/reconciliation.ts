import type { Database, Transaction } from '../database/database.js';

/** Numbers of messages that are in flight, as one gateway counted them. */
export interface StampRange {
  readonly gateway: string;
  readonly epoch: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly count: number;
  /** Beginning and end of the time in which they were accepted, to the precision of the gateway's tally. */
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** A worker has seen a later number of the same gateway. */
  readonly overtaken: boolean;
}

/** The books of one procedure for one day: `accepted = filed + rejected + parked + inFlight`. */
export interface Books {
  /** Every `202`: accepted and duplicates. */
  readonly received: number;
  readonly duplicates: number;
  /** By submission. */
  readonly accepted: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly inFlight: number;
  /** In flight and known to a worker: waiting, delayed, released, or held. */
  readonly waiting: number;
  /** Of these, the ones that wait for an earlier message of the same order key. */
  readonly held: number;
  /** Of these, the ones that a worker had last before a time at which they should have come back. */
  readonly overdue: readonly StampRange[];
  /** When a worker last had a message of them; null when there is none. */
  readonly triedAt: Date | null;
  /** In flight, and no worker has seen them yet. */
  readonly unseen: readonly StampRange[];
  /** Numbers that a gateway took behind its last tally and that nobody has seen since: it stopped before it could tell. */
  readonly undecided: readonly StampRange[];
}

/** How many were accepted and no worker has seen yet. */
export function countUnseen(
  database: Database,
  { tenant, procedure, from, to }: { tenant: string; procedure: string; from: Date; to: Date },
): Promise<number> {
  return database.inTenant(tenant, async (transaction) => {
    const ranges = await readUnseen(transaction, [tenant, procedure, from, to]);
    return ranges.reduce((sum, { count }) => sum + count, 0);
  });
}

interface Counts {
  readonly seen: string;
  readonly duplicates: string;
  readonly filed: string;
  readonly rejected: string;
  readonly parked: string;
  readonly waiting: string;
  readonly held: string;
  readonly triedAt: Date | null;
}

/** Until when an unsettled message is not overdue. */
export interface DueBefore {
  /** For those that went back to their lane. */
  readonly inLane: Date;
  /** For those on the delay ladder. */
  readonly delayed: Date;
}

/**
 * @param from beginning of the day, included
 * @param to beginning of the next day
 */
export async function readBooks(
  database: Database,
  tenant: string,
  procedure: string,
  from: Date,
  to: Date,
  due: DueBefore,
): Promise<Books> {
  return database.inTenant(
    tenant,
    async (transaction) => {
      const counts = await readCounts(transaction, [tenant, procedure, from, to]);
      const unseen = await readUnseen(transaction, [tenant, procedure, from, to]);
      const undecided = await readUndecided(transaction, [tenant, procedure, from, to]);
      const overdue = await readOverdue(transaction, [tenant, procedure, from, to], due);
      const seen = Number(counts.seen);
      const notSeen = unseen.reduce((sum, { count }) => sum + count, 0);
      const duplicates = Number(counts.duplicates);
      const waiting = Number(counts.waiting);
      return {
        received: seen + notSeen,
        duplicates,
        accepted: seen + notSeen - duplicates,
        filed: Number(counts.filed),
        rejected: Number(counts.rejected),
        parked: Number(counts.parked),
        inFlight: waiting + notSeen,
        waiting,
        held: Number(counts.held),
        overdue,
        triedAt: counts.triedAt,
        unseen,
        undecided,
      };
      // One view for all questions; a message filed in between would be counted twice or not at all.
    },
    'whole-transaction',
  );
}

type Scope = readonly [tenant: string, procedure: string, from: Date, to: Date];

async function readCounts(transaction: Transaction, scope: Scope): Promise<Counts> {
  const [counts] = await transaction.query<Counts>(
    `SELECT count(*) AS seen,
       count(*) FILTER (WHERE duplicate_of IS NOT NULL) AS duplicates,
       count(*) FILTER (WHERE duplicate_of IS NULL AND message.settled_at IS NOT NULL AND state = 'filed') AS filed,
       count(*) FILTER (WHERE duplicate_of IS NULL AND message.settled_at IS NOT NULL AND state = 'rejected') AS rejected,
       count(*) FILTER (WHERE duplicate_of IS NULL AND message.settled_at IS NOT NULL AND state = 'parked') AS parked,
       count(*) FILTER (WHERE duplicate_of IS NULL AND (message.settled_at IS NULL OR state = 'accepted')) AS waiting,
       count(*) FILTER (WHERE duplicate_of IS NULL AND message.settled_at IS NULL AND waiting->>'code' = 'order.held') AS held,
       max(tried_at) AS "triedAt"
     FROM message LEFT JOIN submission ON submission.tenant_id = message.tenant_id AND submission.id = message.submission_id
     WHERE message.tenant_id = $1 AND message.procedure_id = $2 AND message.accepted_at >= $3 AND message.accepted_at < $4`,
    scope,
  );
  return counts!;
}

/** What the gateways say they accepted, less what was refused after all, less what the workers have seen. */
async function readUnseen(transaction: Transaction, scope: Scope): Promise<readonly StampRange[]> {
  return toRanges(
    await transaction.query<RawRange>(
      `WITH seen AS (
         SELECT epoch, range_agg(int8range(seq, seq, '[]')) AS numbers FROM message
         WHERE tenant_id = $1 AND procedure_id = $2 AND accepted_at >= $3 AND accepted_at < $4 GROUP BY epoch
       ), tallied AS (
         SELECT gateway, epoch, minute, first_at, last_at,
           int8multirange(int8range(first_seq, last_seq, '[]')) - voided AS numbers
         FROM intake_tally WHERE tenant_id = $1 AND procedure_id = $2 AND minute >= $3 AND minute < $4
       )
       SELECT tallied.gateway, tallied.epoch, tallied.first_at AS "firstAt", tallied.last_at AS "lastAt",
         lower(part) AS "firstSeq", upper(part) - 1 AS "lastSeq", coalesce(upper(seen.numbers) > upper(part), false) AS overtaken
       FROM tallied LEFT JOIN seen USING (epoch),
         unnest(tallied.numbers - coalesce(seen.numbers, '{}'::int8multirange)) AS part
       ORDER BY tallied.first_at, tallied.gateway, lower(part)`,
      scope,
    ),
  );
}

/** Between the last tally of a gateway and the last of its numbers that a worker has seen. */
async function readUndecided(transaction: Transaction, scope: Scope): Promise<readonly StampRange[]> {
  return toRanges(
    await transaction.query<RawRange>(
      `WITH today AS (
         SELECT gateway, epoch, min(seq) AS first_seq, max(seq) AS last_seq, min(accepted_at) AS first_at, max(accepted_at) AS last_at
         FROM message WHERE tenant_id = $1 AND procedure_id = $2 AND accepted_at >= $3 AND accepted_at < $4
         GROUP BY gateway, epoch
       ), told AS (
         SELECT epoch, max(last_seq) AS last_seq, max(last_at) AS last_at
         FROM intake_tally WHERE tenant_id = $1 AND procedure_id = $2 AND epoch IN (SELECT epoch FROM today) GROUP BY epoch
       ), behind AS (
         SELECT today.gateway, epoch, coalesce(told.last_seq, 0) + 1 AS first_seq, today.last_seq,
           coalesce(told.last_at, today.first_at) AS first_at, today.last_at
         FROM today LEFT JOIN told USING (epoch) WHERE today.last_seq > coalesce(told.last_seq, 0)
       ), seen AS (
         SELECT epoch, range_agg(int8range(seq, seq, '[]')) AS numbers FROM message JOIN behind USING (epoch)
         WHERE tenant_id = $1 AND procedure_id = $2 AND accepted_at >= behind.first_at - interval '1 day' AND accepted_at < $4 GROUP BY epoch
       )
       SELECT behind.gateway, epoch, first_at AS "firstAt", last_at AS "lastAt", lower(part) AS "firstSeq", upper(part) - 1 AS "lastSeq",
         true AS overtaken
       FROM behind LEFT JOIN seen USING (epoch),
         unnest(int8multirange(int8range(first_seq, last_seq, '[]')) - coalesce(seen.numbers, '{}'::int8multirange)) AS part
       ORDER BY behind.gateway, lower(part)`,
      scope,
    ),
  );
}

/** Seen by a worker, not settled, and not seen again when it should have been. Neighbouring numbers are one range. */
async function readOverdue(
  transaction: Transaction,
  scope: Scope,
  { inLane, delayed }: DueBefore,
): Promise<readonly StampRange[]> {
  return toRanges(
    await transaction.query<RawRange>(
      `SELECT gateway, epoch, min(seq) AS "firstSeq", max(seq) AS "lastSeq", min(accepted_at) AS "firstAt",
         max(accepted_at) AS "lastAt", true AS overtaken
       FROM (
         SELECT gateway, epoch, seq, accepted_at, seq - row_number() OVER (PARTITION BY epoch ORDER BY seq) AS island
         FROM message
         WHERE tenant_id = $1 AND procedure_id = $2 AND accepted_at >= $3 AND accepted_at < $4 AND settled_at IS NULL
           AND duplicate_of IS NULL AND waiting->>'code' IS DISTINCT FROM 'order.held'
           AND tried_at < CASE waiting->>'kind' WHEN 'unavailable-message' THEN $6::timestamptz ELSE $5::timestamptz END
       ) AS due
       GROUP BY gateway, epoch, island ORDER BY min(accepted_at), gateway`,
      [...scope, inLane, delayed],
    ),
  );
}

interface RawRange {
  readonly gateway: string;
  readonly epoch: string;
  readonly firstSeq: string;
  readonly lastSeq: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly overtaken: boolean;
}

function toRanges(rows: readonly RawRange[]): readonly StampRange[] {
  return rows.map((row) => {
    const firstSeq = Number(row.firstSeq);
    const lastSeq = Number(row.lastSeq);
    return { ...row, firstSeq, lastSeq, count: lastSeq - firstSeq + 1 };
  });
}
