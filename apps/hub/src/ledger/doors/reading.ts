/** What was counted at doors, for people. */
import type { Transaction } from '../../database/database.js';
import type { Door, DoorError } from './door.js';

export interface DoorSums {
  readonly accepted: number;
  readonly answered: number;
  readonly refused: number;
  readonly bytes: number;
}

export interface DoorUse {
  readonly procedure: string;
  readonly door: Door;
  readonly lastHour: DoorSums;
  readonly lastDay: DoorSums;
}

/** How often a code was among what was refused. */
export interface DoorRefusals {
  readonly procedure: string;
  readonly door: Door;
  readonly code: string;
  readonly lastHour: number;
  readonly lastDay: number;
}

export interface DoorContact {
  readonly procedure: string;
  readonly door: Door;
  readonly contactAt: Date | null;
  readonly error: DoorError | null;
  readonly errorAt: Date | null;
}

/** Beginnings of minutes. */
export interface DoorSince {
  readonly hour: Date;
  readonly day: Date;
}

const SUMS = ['accepted', 'answered', 'refused', 'bytes'] as const;

export async function readDoorUses(
  transaction: Transaction,
  tenant: string,
  { hour, day }: DoorSince,
): Promise<readonly DoorUse[]> {
  const rows = await transaction.query<Record<string, string> & { readonly procedure: string; readonly door: Door }>(
    `SELECT procedure_id AS procedure, door, ${SUMS.map(
      (what) => `sum(${what}) AS day_${what}, sum(${what}) FILTER (WHERE minute >= $3) AS hour_${what}`,
    ).join(', ')}
     FROM door_tally WHERE tenant_id = $1 AND minute >= $2 GROUP BY procedure_id, door`,
    [tenant, day, hour],
  );
  return rows.map((row) => ({
    procedure: row.procedure,
    door: row.door,
    lastHour: sumsIn(row, 'hour_'),
    lastDay: sumsIn(row, 'day_'),
  }));
}

/** The most frequent first. */
export function readDoorRefusals(
  transaction: Transaction,
  tenant: string,
  { hour, day }: DoorSince,
): Promise<readonly DoorRefusals[]> {
  return transaction.query<DoorRefusals>(
    `SELECT procedure_id AS procedure, door, code.key AS code, sum(code.value::int)::int AS "lastDay",
       coalesce(sum(code.value::int) FILTER (WHERE minute >= $3), 0)::int AS "lastHour"
     FROM door_tally, jsonb_each_text(codes) AS code
     WHERE tenant_id = $1 AND minute >= $2 AND refused > 0
     GROUP BY procedure_id, door, code.key ORDER BY "lastDay" DESC, code`,
    [tenant, day, hour],
  );
}

export function readDoorContacts(transaction: Transaction, tenant: string): Promise<readonly DoorContact[]> {
  return transaction.query<DoorContact>(
    `SELECT procedure_id AS procedure, door, contact_at AS "contactAt", error, error_at AS "errorAt"
     FROM door_contact WHERE tenant_id = $1`,
    [tenant],
  );
}

export interface DoorStep {
  /** Its beginning, in seconds of Unix time. */
  readonly at: number;
  readonly accepted: number;
  readonly answered: number;
  readonly refused: number;
}

/**
 * In steps of equal length, those in which nothing happened left out.
 *
 * @param span whole steps; from and to are multiples of the step
 * @param of one procedure by its id, or all of the tenant
 */
export async function readDoorSteps(
  transaction: Transaction,
  tenant: string,
  { from, to, stepSeconds }: { readonly from: Date; readonly to: Date; readonly stepSeconds: number },
  { door, procedure }: { readonly door: Door; readonly procedure: string | undefined },
): Promise<readonly DoorStep[]> {
  // Hours where a step has whole ones, minutes where there are none yet.
  const split = stepSeconds % 3_600 === 0 ? later(from, await endOfHours(transaction, tenant)) : from;
  const rows = await transaction.query<Record<string, string> & { readonly at: Date }>(
    `WITH told AS (
       SELECT procedure_id, minute, accepted, answered, refused FROM door_tally
         WHERE tenant_id = $1 AND door = $7 AND minute >= $2 AND minute < $3
       UNION ALL
       SELECT procedure_id, hour, accepted::int, answered::int, refused::int FROM door_hour_tally
         WHERE tenant_id = $1 AND door = $7 AND hour >= $4 AND hour < $2
     )
     SELECT date_bin($5, minute, 'epoch') AS at, sum(accepted) AS accepted, sum(answered) AS answered,
       sum(refused) AS refused
     FROM told WHERE $6::uuid IS NULL OR procedure_id = $6 GROUP BY 1 ORDER BY 1`,
    [tenant, split, to, from, `${stepSeconds} seconds`, procedure ?? null, door],
  );
  return rows.map((row) => {
    const { accepted, answered, refused } = sumsIn(row, '');
    return { at: row.at.getTime() / 1_000, accepted, answered, refused };
  });
}

/** From when on minutes are not in hours yet. */
async function endOfHours(transaction: Transaction, tenant: string): Promise<Date> {
  const [row] = await transaction.query<{ end: Date }>(
    `SELECT hour + interval '1 hour' AS end FROM door_hour_tally WHERE tenant_id = $1 ORDER BY hour DESC LIMIT 1`,
    [tenant],
  );
  return row?.end ?? new Date(0);
}

function sumsIn(row: Readonly<Record<string, unknown>>, prefix: string): DoorSums {
  const sum = (what: string): number => Number(row[prefix + what] ?? 0);
  return { accepted: sum('accepted'), answered: sum('answered'), refused: sum('refused'), bytes: sum('bytes') };
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
