/** How messages flow: what was accepted and settled when, by the minute and by the hour. */
import type { Transaction } from '../database/database.js';

/** What happened in some time. Accepted is every `202`, a repetition as well; the rest counts submissions. */
export interface Flow {
  readonly accepted: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
}

export interface ProcedureFlow {
  readonly procedure: string;
  /** Since `recent`. */
  readonly recent: Flow;
  /** Since `hour`. */
  readonly lastHour: Flow;
}

/** How many submissions were filed, and how many of them without any operator having had a hand in it. */
export interface Untouched {
  readonly procedure: string;
  readonly filed: number;
  readonly untouched: number;
}

const ACCEPTED = `last_seq - first_seq + 1 - CASE WHEN isempty(voided) THEN 0
    ELSE (SELECT sum(upper(part) - lower(part)) FROM unnest(voided) AS part) END`;

/** Of a tenant (`$1`), by the minute, in `[$2, $3)`. Sums of `int` are quick, those of `bigint` are not. */
const MINUTES = `SELECT procedure_id, minute, 0 AS accepted, filed, rejected, parked
    FROM outcome_tally WHERE tenant_id = $1 AND minute >= $2 AND minute < $3
  UNION ALL
  SELECT procedure_id, minute, (${ACCEPTED})::int, 0, 0, 0
    FROM intake_tally WHERE tenant_id = $1 AND minute >= $2 AND minute < $3`;

/** From when on minutes are not in hours yet: the end of the last hour there is. */
export async function endOfHours(transaction: Transaction, tenant: string): Promise<Date> {
  const [row] = await transaction.query<{ end: Date }>(
    `SELECT hour + interval '1 hour' AS end FROM hour_tally WHERE tenant_id = $1 ORDER BY hour DESC LIMIT 1`,
    [tenant],
  );
  return row?.end ?? new Date(0);
}

/** @param since beginnings of minutes */
export async function readRecentFlow(
  transaction: Transaction,
  tenant: string,
  since: { readonly recent: Date; readonly hour: Date },
): Promise<readonly ProcedureFlow[]> {
  const rows = await transaction.query<Record<string, string> & { readonly procedure: string }>(
    `SELECT procedure_id AS procedure, ${['accepted', 'filed', 'rejected', 'parked']
      .map((what) => `sum(${what}) AS ${what}, sum(${what}) FILTER (WHERE minute >= $4) AS recent_${what}`)
      .join(', ')}
     FROM (${MINUTES}) AS told GROUP BY procedure_id`,
    [tenant, since.hour, 'infinity', since.recent],
  );
  return rows.map((row) => ({
    procedure: row.procedure,
    lastHour: flowIn(row, ''),
    recent: flowIn(row, 'recent_'),
  }));
}

function flowIn(row: Readonly<Record<string, unknown>>, prefix: string): Flow {
  const count = (what: string): number => Number(row[prefix + what] ?? 0);
  return { accepted: count('accepted'), filed: count('filed'), rejected: count('rejected'), parked: count('parked') };
}

/** By hours that are over; they change at most when the next one is. */
export function readUntouchedHours(
  transaction: Transaction,
  tenant: string,
  from: Date,
  to: Date,
): Promise<readonly Untouched[]> {
  return transaction.query<Untouched>(
    `SELECT procedure_id AS procedure, sum(filed)::float8 AS filed, sum(filed_untouched)::float8 AS untouched
     FROM hour_tally WHERE tenant_id = $1 AND hour >= $2 AND hour < $3 GROUP BY procedure_id`,
    [tenant, from, to],
  );
}

export function readUntouchedMinutes(
  transaction: Transaction,
  tenant: string,
  from: Date,
): Promise<readonly Untouched[]> {
  return transaction.query<Untouched>(
    `SELECT procedure_id AS procedure, sum(filed)::float8 AS filed, sum(filed_untouched)::float8 AS untouched
     FROM outcome_tally WHERE tenant_id = $1 AND minute >= $2 GROUP BY procedure_id`,
    [tenant, from],
  );
}

export interface FlowStep extends Flow {
  /** Its beginning, in seconds of Unix time. */
  readonly at: number;
}

/**
 * In steps of equal length, those in which nothing happened left out.
 *
 * @param span whole steps; from and to are multiples of the step
 * @param procedure id; undefined for all of the tenant
 */
export async function readFlowSteps(
  transaction: Transaction,
  tenant: string,
  { from, to, stepSeconds }: { readonly from: Date; readonly to: Date; readonly stepSeconds: number },
  procedure: string | undefined,
): Promise<readonly FlowStep[]> {
  // Hours where a step has whole ones, minutes where there are none yet.
  const split = stepSeconds % 3_600 === 0 ? later(from, await endOfHours(transaction, tenant)) : from;
  const rows = await transaction.query<Record<string, string> & { readonly at: Date }>(
    `WITH told AS (
       SELECT * FROM (${MINUTES}) AS by_minute
       UNION ALL
       SELECT procedure_id, hour, accepted::int, filed::int, rejected::int, parked::int
         FROM hour_tally WHERE tenant_id = $1 AND hour >= $4 AND hour < $2
     )
     SELECT date_bin($5, minute, 'epoch') AS at, sum(accepted) AS accepted, sum(filed) AS filed, sum(rejected) AS rejected,
       sum(parked) AS parked
     FROM told WHERE $6::uuid IS NULL OR procedure_id = $6 GROUP BY 1 ORDER BY 1`,
    [tenant, split, to, from, `${stepSeconds} seconds`, procedure ?? null],
  );
  return rows.map((row) => ({ at: row.at.getTime() / 1_000, ...flowIn(row, '') }));
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
