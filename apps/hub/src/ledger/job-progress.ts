/** How a job goes on: who carries it out, what became of what was sent, what is next. */
import type { Database, Transaction } from '../database/database.js';
import { changeJob, type Job } from './jobs.js';
import type { LedgerError } from './state.js';

/** A process that says nothing for so long has died; another one goes on. */
const HELD_SECONDS = 30;

export interface HeldJob extends Pick<Job, 'id' | 'action' | 'reason' | 'ratePerMinute' | 'createdBy' | 'wave'> {
  readonly tenant: string;
}

/** Takes over what nobody carries out, and says again what this process does. Times are those of the database. */
export async function holdJobs(database: Database, process: string): Promise<readonly HeldJob[]> {
  const open = await database.asSystem((transaction) =>
    transaction.query<{ tenant: string }>(
      `SELECT DISTINCT tenant_id AS tenant FROM decision_job WHERE state = 'running'`,
    ),
  );
  const held: HeldJob[] = [];
  for (const { tenant } of open) {
    const own = await database.inTenant(tenant, (transaction) =>
      transaction.query<HeldJob>(
        `UPDATE decision_job SET held_by = $2, held_until = now() + interval '${HELD_SECONDS} seconds'
         WHERE tenant_id = $1 AND state = 'running' AND (held_by = $2 OR held_by IS NULL OR held_until < now())
         RETURNING tenant_id AS tenant, id, action, reason, rate_per_minute AS "ratePerMinute", created_by AS "createdBy", wave`,
        [tenant, process],
      ),
    );
    held.push(...own);
  }
  return held;
}

/** Lets go of what this process carries out; another one goes on at once. */
export async function letGoOfJobs(database: Database, jobs: readonly HeldJob[], process: string): Promise<void> {
  for (const { tenant, id } of jobs) {
    await database.inTenant(tenant, (transaction) =>
      transaction.query(
        'UPDATE decision_job SET held_by = NULL, held_until = NULL WHERE tenant_id = $1 AND id = $2 AND held_by = $3',
        [tenant, id, process],
      ),
    );
  }
}

/** Locks a job for one step of it. @returns false when it does not run any more, or another process has it */
export async function lockJob(transaction: Transaction, { tenant, id }: HeldJob, process: string): Promise<boolean> {
  const rows = await transaction.query(
    `SELECT FROM decision_job WHERE tenant_id = $1 AND id = $2 AND state = 'running' AND held_by = $3 FOR UPDATE`,
    [tenant, id, process],
  );
  return rows.length > 0;
}

export interface ItemResult {
  readonly position: number;
  readonly messageId: string;
  /** `held`: it waits for an earlier message of its order key. */
  readonly state: 'filed' | 'rejected' | 'parked' | 'waiting' | 'held';
  readonly error: LedgerError | null;
  /** It stands still, or was rejected, for what it stood still for before, or for what another one of this job does. */
  readonly repeats: boolean;
}

/** Writes down what became of what was sent, in the order in which it was. */
export async function settleItems(
  transaction: Transaction,
  { tenant, id }: HeldJob,
  now: Date,
): Promise<readonly ItemResult[]> {
  return transaction.query<ItemResult>(
    `WITH found AS (
       SELECT item.position, item.cause_id AS before,
         -- Settled as a repetition, it shares what became of its submission, which may stand still under another message.
         CASE WHEN message.settled_at IS NOT NULL THEN nullif(submission.state, 'accepted')
           WHEN message.waiting->>'code' = 'order.held' THEN 'held'
           WHEN stopped.state IS NOT NULL THEN 'waiting' END AS state,
         CASE WHEN message.settled_at IS NULL THEN message.waiting ELSE submission.error END AS error
       FROM decision_job_item AS item
       JOIN message ON message.tenant_id = $1 AND message.id = item.message_id AND message.accepted_at = item.accepted_at
       LEFT JOIN submission ON submission.tenant_id = $1 AND submission.id = message.submission_id
       LEFT JOIN stopped_message AS stopped ON stopped.tenant_id = $1 AND stopped.message_id = item.message_id
       WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.state = 'sent'
     ), result AS (
       SELECT position, before, state, error, CASE WHEN state NOT IN ('filed', 'held') THEN fachwerk_cause_id($1, error) END AS cause
       FROM found WHERE state IS NOT NULL
     ), earlier AS (
       SELECT DISTINCT result_cause_id AS cause FROM decision_job_item
       WHERE tenant_id = $1 AND job_id = $2 AND result_cause_id IS NOT NULL
     ), told AS (
       UPDATE decision_job_item AS item
       SET state = result.state, error = result.error, result_cause_id = result.cause, at = $3
       FROM result WHERE item.tenant_id = $1 AND item.job_id = $2 AND item.position = result.position
       RETURNING item.position, item.message_id
     )
     SELECT position, told.message_id AS "messageId", state, error,
       state NOT IN ('filed', 'held') AND (cause = before OR cause IN (SELECT cause FROM earlier)
         OR row_number() OVER (PARTITION BY cause ORDER BY position) > 1) AS repeats
     FROM result JOIN told USING (position) ORDER BY position`,
    [tenant, id, now],
  );
}

export async function stopJob(
  transaction: Transaction,
  { tenant, id }: HeldJob,
  { messageId, error }: ItemResult,
  at: Date,
): Promise<void> {
  await transaction.query('UPDATE decision_job SET stopped = $3 WHERE tenant_id = $1 AND id = $2', [
    tenant,
    id,
    JSON.stringify({ messageId, error }),
  ]);
  await changeJob(transaction, tenant, id, { from: ['running'], to: 'stopped', at });
}

export interface OpenItems {
  readonly sent: number;
  readonly pending: number;
  /** Of the pending ones, those that belong to a wave that has begun. */
  readonly pendingInWave: number;
}

export async function openItemsOf(transaction: Transaction, { tenant, id }: HeldJob): Promise<OpenItems> {
  const [open] = await transaction.query<OpenItems>(
    `SELECT count(*) FILTER (WHERE item.state = 'sent')::int AS sent,
       count(*) FILTER (WHERE item.state = 'pending')::int AS pending,
       count(*) FILTER (WHERE item.state = 'pending' AND position <= wave_end)::int AS "pendingInWave"
     FROM decision_job_item AS item JOIN decision_job AS job ON job.tenant_id = $1 AND job.id = $2
     WHERE item.tenant_id = $1 AND job_id = $2 AND item.state IN ('sent', 'pending')`,
    [tenant, id],
  );
  return open!;
}

/** @param sizeMax of the wave */
export async function beginWave(transaction: Transaction, { tenant, id }: HeldJob, sizeMax: number): Promise<void> {
  await transaction.query(
    `UPDATE decision_job SET wave = wave + 1, wave_end = coalesce((
       SELECT max(position) FROM (SELECT position FROM decision_job_item
         WHERE tenant_id = $1 AND job_id = $2 AND state = 'pending' ORDER BY position LIMIT $3) AS next), wave_end)
     WHERE tenant_id = $1 AND id = $2`,
    [tenant, id, sizeMax],
  );
}

export interface NextItem {
  readonly position: number;
  readonly messageId: string;
}

/** The next ones of the wave. */
export function nextItems(database: Database, { tenant, id }: HeldJob, count: number): Promise<readonly NextItem[]> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query<NextItem>(
      `SELECT position, message_id AS "messageId"
       FROM decision_job_item AS item JOIN decision_job AS job ON job.tenant_id = $1 AND job.id = $2
       WHERE item.tenant_id = $1 AND job_id = $2 AND item.state = 'pending' AND position <= wave_end AND job.state = 'running'
       ORDER BY position LIMIT $3`,
      [tenant, id, count],
    ),
  );
}

/**
 * In the transaction that decides about the message. Refuses when the job does not run any more, so that nothing is
 * decided behind the back of whoever paused it.
 */
export async function markItem(
  transaction: Transaction,
  { tenant, id }: HeldJob,
  { position }: NextItem,
  state: 'sent' | 'rejected',
  now: Date,
): Promise<boolean> {
  const rows = await transaction.query(
    `UPDATE decision_job_item AS item SET state = $4, at = $5 FROM decision_job AS job
     WHERE item.tenant_id = $1 AND job_id = $2 AND position = $3 AND item.state = 'pending'
       AND job.tenant_id = $1 AND job.id = $2 AND job.state = 'running' RETURNING position`,
    [tenant, id, position, state, now],
  );
  return rows.length > 0;
}

/** It could not be decided: somebody else did, or what was sent is not kept any more. */
export async function skipItem(
  database: Database,
  { tenant, id }: HeldJob,
  { position }: NextItem,
  error: LedgerError,
  now: Date,
): Promise<void> {
  await database.inTenant(tenant, (transaction) =>
    transaction.query(
      `UPDATE decision_job_item SET state = 'skipped', error = $4, at = $5
       WHERE tenant_id = $1 AND job_id = $2 AND position = $3 AND state = 'pending'`,
      [tenant, id, position, JSON.stringify(error), now],
    ),
  );
}
