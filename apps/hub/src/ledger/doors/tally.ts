import type { Transaction } from '../../database/database.js';
import type { Door, DoorError } from './door.js';

/** What one process counted in one minute, so far. */
export interface DoorCount {
  readonly procedure: string;
  readonly door: Door;
  readonly minute: Date;
  readonly counter: string;
  readonly accepted: number;
  readonly answered: number;
  readonly refused: number;
  readonly bytes: number;
  readonly codes: Readonly<Record<string, number>>;
}

export interface LineCount {
  readonly procedure: string;
  readonly door: Door;
  readonly contactAt: Date | null;
  readonly error: DoorError | null;
  readonly errorAt: Date | null;
}

/** Of one error, as JSON. */
const ERROR_LENGTH_MAX = 4_000;
const TEXT_LENGTH_MAX = 300;

/**
 * Counts replace what their counter had before. Of contacts and errors the latest stays, whichever process tells it: their
 * rows are locked in one order, so that no two processes wait for each other.
 */
export function writeDoorCounts(
  transaction: Transaction,
  tenant: string,
  counts: readonly DoorCount[],
  contacts: readonly LineCount[],
): void {
  const valuesOf = <Row, Value>(rows: readonly Row[], value: (row: Row) => Value): readonly Value[] => rows.map(value);
  if (counts.length > 0)
    transaction.send(COUNTS, [
      tenant,
      valuesOf(counts, ({ procedure }) => procedure),
      valuesOf(counts, ({ door }) => door),
      valuesOf(counts, ({ minute }) => minute),
      valuesOf(counts, ({ counter }) => counter),
      valuesOf(counts, ({ accepted }) => accepted),
      valuesOf(counts, ({ answered }) => answered),
      valuesOf(counts, ({ refused }) => refused),
      valuesOf(counts, ({ bytes }) => bytes),
      valuesOf(counts, ({ codes }) => JSON.stringify(codes)),
    ]);
  if (contacts.length === 0) return;
  const sorted = contacts.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  transaction.send(CONTACTS, [
    tenant,
    valuesOf(sorted, ({ procedure }) => procedure),
    valuesOf(sorted, ({ door }) => door),
    valuesOf(sorted, ({ contactAt }) => contactAt),
    valuesOf(sorted, ({ error }) => (error === null ? null : kept(error))),
    valuesOf(sorted, ({ errorAt }) => errorAt),
  ]);
}

const COUNTS = `INSERT INTO door_tally (tenant_id, procedure_id, door, minute, counter, accepted, answered, refused, bytes, codes)
  SELECT $1, told.* FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::uuid[], $6::int[], $7::int[], $8::int[],
    $9::bigint[], $10::jsonb[]) AS told
  ON CONFLICT (tenant_id, minute, procedure_id, door, counter) DO UPDATE
    SET accepted = excluded.accepted, answered = excluded.answered, refused = excluded.refused, bytes = excluded.bytes,
      codes = excluded.codes`;

const CONTACTS = `INSERT INTO door_contact AS known (tenant_id, procedure_id, door, contact_at, error, error_at)
  SELECT $1, told.* FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::jsonb[], $6::timestamptz[]) AS told
  ON CONFLICT (tenant_id, procedure_id, door) DO UPDATE
    SET contact_at = greatest(known.contact_at, excluded.contact_at),
      error = CASE WHEN known.error_at IS NULL OR excluded.error_at >= known.error_at THEN excluded.error ELSE known.error END,
      error_at = greatest(known.error_at, excluded.error_at)`;

function keyOf({ procedure, door }: LineCount): string {
  return `${procedure}/${door}`;
}

/** What a sender wrote may be in a sentence; it is cut, and without what the database takes no text with. */
function kept({ code, message, values = {} }: DoorError): string {
  const short = (text: string): string => text.replaceAll(/\0|\p{Surrogate}/gu, '').slice(0, TEXT_LENGTH_MAX);
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'string' ? short(value) : value,
  ]);
  const whole = JSON.stringify({ code, message: short(message), values: Object.fromEntries(entries) });
  return whole.length > ERROR_LENGTH_MAX ? JSON.stringify({ code, message: short(message) }) : whole;
}
