/** Decisions about many messages: what was selected, how far it got, and what became of each message. */
import type { Database, Transaction } from '../database/database.js';
import type { LedgerError } from './state.js';
import { stoppedSource, type StoppedFilter } from './stopped.js';

export const JOB_ACTIONS = ['release', 'discard', 'hand-back'] as const;
export type JobAction = (typeof JOB_ACTIONS)[number];

export const JOB_STATES = [
  'awaiting-approval',
  'running',
  'paused',
  'stopped',
  'done',
  'cancelled',
  'refused',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** `untouched` was not sent before the job ended, `left` was on its way then; another job may have both. */
export const ITEM_STATES = [
  'pending',
  'sent',
  'filed',
  'rejected',
  'parked',
  'waiting',
  'held',
  'skipped',
  'untouched',
  'left',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** How many messages are sent before the outcome of all of them is known; the last one holds for what follows. */
export const WAVES = [1, 5, 50, 500] as const;

/** Named one by one, or all that stand still and match. */
export interface Selection {
  readonly messages?: readonly string[];
  readonly filter?: StoppedFilter;
}

export interface Job {
  readonly id: string;
  readonly action: JobAction;
  readonly state: JobState;
  readonly selection: Selection;
  readonly reason: string | null;
  readonly ratePerMinute: number;
  readonly total: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly endedAt: Date | null;
  readonly wave: number;
  readonly waveEnd: number;
  /** The message that stopped it, and why that one stands still. */
  readonly stopped: { readonly messageId: string; readonly error: LedgerError } | null;
  readonly counts: Readonly<Partial<Record<ItemState, number>>>;
}

export interface JobItem {
  readonly position: number;
  readonly messageId: string;
  /** The sender's, where it is known. */
  readonly key: string | null;
  readonly acceptedAt: Date;
  readonly state: ItemState;
  readonly error: LedgerError | null;
  readonly at: Date | null;
}

/** What a job would do. */
export interface Preview {
  readonly procedures: readonly { readonly id: string; readonly count: number }[];
  readonly causes: readonly { readonly id: string; readonly count: number }[];
  readonly total: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
  /** Selected, but in another job that is not over. */
  readonly inOtherJobs: number;
}

export interface NewJob {
  readonly id: string;
  readonly action: JobAction;
  readonly selection: Selection;
  readonly reason: string | undefined;
  readonly ratePerMinute: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Somebody else has to agree. */
  readonly twoPeople: boolean;
}

const COUNTS = `(SELECT jsonb_object_agg(state, count) FROM (SELECT state, count(*) FROM decision_job_item AS item
    WHERE item.tenant_id = job.tenant_id AND job_id = job.id GROUP BY state) AS counted)`;
const COLUMNS = `job.id, action, state, selection, reason, rate_per_minute AS "ratePerMinute", total,
  created_by AS "createdBy", created_at AS "createdAt", decided_by AS "decidedBy", decided_at AS "decidedAt",
  ended_at AS "endedAt", wave, wave_end AS "waveEnd", stopped, coalesce(${COUNTS}, '{}') AS counts`;

/** In another job that is not over. */
const TAKEN = `EXISTS (SELECT FROM decision_job_item AS item WHERE item.tenant_id = $1
  AND item.message_id = stopped_message.message_id AND item.state IN ('pending', 'sent'))`;

export async function previewJob(transaction: Transaction, tenant: string, selection: Selection): Promise<Preview> {
  const { sql, values } = stoppedSource(tenant, selection);
  const rows = await transaction.query<{
    procedure: string;
    cause: string;
    count: number;
    oldest: Date;
    newest: Date;
    taken: number;
  }>(
    `SELECT procedure_id AS procedure, cause_id AS cause, count(*) FILTER (WHERE NOT taken)::int AS count,
       min(accepted_at) FILTER (WHERE NOT taken) AS oldest, max(accepted_at) FILTER (WHERE NOT taken) AS newest,
       count(*) FILTER (WHERE taken)::int AS taken
     FROM (SELECT *, ${TAKEN} AS taken FROM ${sql}) AS chosen
     GROUP BY procedure_id, cause_id`,
    [...values],
  );
  const sumBy = (key: 'procedure' | 'cause'): { id: string; count: number }[] => {
    const sums = new Map<string, number>();
    for (const row of rows) if (row.count > 0) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.count);
    return [...sums].map(([id, count]) => ({ id, count })).toSorted((one, other) => other.count - one.count);
  };
  const times = (key: 'oldest' | 'newest'): Date[] => rows.flatMap((row) => row[key] ?? []);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    procedures: sumBy('procedure'),
    causes: sumBy('cause'),
    total,
    oldest: times('oldest').toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null,
    newest: times('newest').toSorted((one, other) => other.getTime() - one.getTime())[0] ?? null,
    inOtherJobs: rows.reduce((sum, { taken }) => sum + taken, 0),
  };
}

/** Writes down what is selected now, oldest first. @returns how many messages that is; a job without any is not made */
export async function createJob(transaction: Transaction, tenant: string, job: NewJob): Promise<number> {
  const { sql, values } = stoppedSource(tenant, job.selection);
  const { id, action, selection, reason, ratePerMinute, createdBy, createdAt, twoPeople } = job;
  await transaction.query(
    `INSERT INTO decision_job (tenant_id, id, action, state, selection, reason, rate_per_minute, total, created_by, created_at, two_people)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)`,
    [
      tenant,
      id,
      action,
      twoPeople ? 'awaiting-approval' : 'running',
      JSON.stringify(selection),
      reason ?? null,
      ratePerMinute,
      createdBy,
      createdAt,
      twoPeople,
    ],
  );
  const [counted] = await transaction.query<{ total: number }>(
    `WITH items AS (
       INSERT INTO decision_job_item (tenant_id, job_id, position, message_id, accepted_at, procedure_id, cause_id, state)
       SELECT $1, $${values.length + 1}, row_number() OVER (ORDER BY accepted_at, message_id), message_id, accepted_at,
         procedure_id, cause_id, 'pending'
       FROM ${sql} AND NOT ${TAKEN}
       -- Somebody else was faster with some of them.
       ON CONFLICT (tenant_id, message_id) WHERE state IN ('pending', 'sent') DO NOTHING
       RETURNING position
     ) SELECT count(*)::int AS total FROM items`,
    [...values, id],
  );
  const total = counted?.total ?? 0;
  await transaction.query('UPDATE decision_job SET total = $3 WHERE tenant_id = $1 AND id = $2', [tenant, id, total]);
  return total;
}

export async function findJob(transaction: Transaction, tenant: string, id: string): Promise<Job | undefined> {
  const [found] = await transaction.query<Job>(
    `SELECT ${COLUMNS} FROM decision_job AS job WHERE tenant_id = $1 AND id = $2`,
    [tenant, id],
  );
  return found;
}

export interface JobFilter {
  readonly state?: JobState;
  /** Jobs that had messages of this cause. */
  readonly cause?: string;
  readonly after?: string;
  readonly limit: number;
}

/** Newest first. */
export function listJobs(database: Database, tenant: string, filter: JobFilter): Promise<readonly Job[]> {
  const { state = null, cause = null, after = null, limit } = filter;
  return database.inTenant(tenant, (transaction) =>
    transaction.query<Job>(
      `SELECT ${COLUMNS} FROM decision_job AS job
       WHERE tenant_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR job.id < $3)
         AND ($4::uuid IS NULL OR EXISTS (SELECT FROM decision_job_item AS item
           WHERE item.tenant_id = $1 AND item.job_id = job.id AND item.cause_id = $4))
       ORDER BY job.id DESC LIMIT $5`,
      [tenant, state, after, cause, limit],
    ),
  );
}

/** Those that are not over, and those that ended within the last minute, by the clock of the database. Oldest first. */
export function listOpenJobs(database: Database, tenant: string): Promise<readonly Job[]> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query<Job>(
      `SELECT ${COLUMNS} FROM decision_job AS job
       WHERE tenant_id = $1 AND (ended_at IS NULL OR ended_at > now() - interval '1 minute') ORDER BY job.id LIMIT 100`,
      [tenant],
    ),
  );
}

export function listItems(
  database: Database,
  tenant: string,
  job: string,
  filter: { readonly state?: ItemState; readonly after?: number; readonly limit: number },
): Promise<readonly JobItem[]> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query<JobItem>(
      `WITH page AS MATERIALIZED (
         SELECT position, message_id, accepted_at, state, error, at FROM decision_job_item
         WHERE tenant_id = $1 AND job_id = $2 AND ($3::text IS NULL OR state = $3) AND position > $4
         ORDER BY position LIMIT $5)
       SELECT page.position, page.message_id AS "messageId", submission.key, page.accepted_at AS "acceptedAt", page.state,
         page.error, page.at
       FROM page
       LEFT JOIN message ON message.tenant_id = $1 AND message.id = page.message_id
         AND message.accepted_at = page.accepted_at
       LEFT JOIN submission ON submission.tenant_id = $1 AND submission.id = message.submission_id
       ORDER BY page.position`,
      [tenant, job, filter.state ?? null, filter.after ?? 0, filter.limit],
    ),
  );
}

/** From one of some states into another. @returns false when it was in none of them */
export async function changeJob(
  transaction: Transaction,
  tenant: string,
  id: string,
  change: { readonly from: readonly JobState[]; readonly to: JobState; readonly at: Date; readonly decidedBy?: string },
): Promise<boolean> {
  const ends = change.to === 'cancelled' || change.to === 'refused' || change.to === 'stopped' || change.to === 'done';
  const rows = await transaction.query(
    `UPDATE decision_job SET state = $4, decided_by = coalesce($5, decided_by),
       decided_at = CASE WHEN $5::text IS NULL THEN decided_at ELSE $6::timestamptz END,
       ended_at = CASE WHEN $7 THEN $6::timestamptz END
     WHERE tenant_id = $1 AND id = $2 AND state = ANY ($3) RETURNING id`,
    [tenant, id, change.from, change.to, change.decidedBy ?? null, change.at, ends],
  );
  if (rows.length > 0 && ends) await leaveRest(transaction, tenant, id);
  return rows.length > 0;
}

/** What a job that is over has not seen the end of is free for another one. */
async function leaveRest(transaction: Transaction, tenant: string, id: string): Promise<void> {
  await transaction.query(
    `UPDATE decision_job_item SET state = CASE state WHEN 'pending' THEN 'untouched' ELSE 'left' END
     WHERE tenant_id = $1 AND job_id = $2 AND state IN ('pending', 'sent')`,
    [tenant, id],
  );
}

/**
 * A job that stopped by itself goes on, from the first wave: with what it had not touched, and behind that with what it
 * sent and what stands still again. What does not stand still any more, or is in another job, stays as it is.
 *
 * @returns how many messages that is; undefined when the job has not stopped
 * @throws SQLSTATE 23505 when another job takes one of them at the same time
 */
export async function restartJob(transaction: Transaction, tenant: string, id: string): Promise<number | undefined> {
  const restarted = await transaction.query(
    `UPDATE decision_job SET state = 'running', ended_at = NULL, stopped = NULL, wave = 0, wave_end = 0, held_by = NULL
     WHERE tenant_id = $1 AND id = $2 AND state = 'stopped' RETURNING id`,
    [tenant, id],
  );
  if (restarted.length === 0) return undefined;
  const [counted] = await transaction.query<{ count: number }>(
    `WITH again AS (
       SELECT item.position, item.state = 'untouched' AS untouched, stopped_message.cause_id,
         (SELECT max(position) FROM decision_job_item WHERE tenant_id = $1 AND job_id = $2)
           + row_number() OVER (PARTITION BY item.state = 'untouched' ORDER BY item.position) AS behind
       FROM decision_job_item AS item
       JOIN stopped_message ON stopped_message.tenant_id = $1 AND stopped_message.message_id = item.message_id
       WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.state IN ('untouched', 'left', 'parked', 'waiting')
         AND NOT ${TAKEN}
     ), changed AS (
       UPDATE decision_job_item AS item
       -- What it stands still for now: that again is the repeat that stops the job.
       SET state = 'pending', error = NULL, result_cause_id = NULL, at = NULL, cause_id = again.cause_id,
         position = CASE WHEN untouched THEN item.position ELSE behind END
       FROM again WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.position = again.position
       RETURNING 1
     ) SELECT count(*)::int AS count FROM changed`,
    [tenant, id],
  );
  return counted!.count;
}
