import type { Transaction } from '../database/database.js';
import type { SubmissionState } from './state.js';

/** A submission that is settled in this transaction. */
export interface Outcome {
  readonly procedure: string;
  readonly state: Exclude<SubmissionState, 'accepted'>;
  /** An operator has released it, run it again or corrected it. */
  readonly touched: boolean;
  readonly connector?: string;
  /** Of the connector that read it, in this process; undefined when none did. */
  readonly connectorVersion?: string | undefined;
}

const MINUTE_MS = 60_000;

/**
 * Counts what was settled, in the transaction that settles it: one that is repeated counts once. The last table of those
 * who write several: its rows are locked for as short a time as can be.
 *
 * @param writer stands for this process; two that write at the same time have rows of their own
 */
export function countOutcomes(
  transaction: Transaction,
  tenant: string,
  writer: string,
  at: Date,
  outcomes: readonly Outcome[],
): void {
  if (outcomes.length === 0) return;
  const procedures = [...new Set(outcomes.map(({ procedure }) => procedure))].toSorted();
  const countsOf = (counts: (outcome: Outcome) => boolean): readonly number[] =>
    procedures.map((id) => outcomes.filter((outcome) => outcome.procedure === id && counts(outcome)).length);
  const readBy = (id: string): Outcome | undefined =>
    outcomes.find((one) => one.procedure === id && one.connectorVersion !== undefined);
  transaction.send(
    {
      name: 'count-outcomes',
      text: `INSERT INTO outcome_tally AS known (tenant_id, minute, writer, procedure_id, filed, filed_untouched, rejected, parked,
          connector, connector_version)
        SELECT $1, $2, $3, procedure, filed, untouched, rejected, parked, connector, version
        FROM unnest($4::uuid[], $5::int[], $6::int[], $7::int[], $8::int[], $9::text[], $10::text[])
          AS new(procedure, filed, untouched, rejected, parked, connector, version)
        ON CONFLICT (tenant_id, minute, procedure_id, writer) DO UPDATE
          SET filed = known.filed + excluded.filed, filed_untouched = known.filed_untouched + excluded.filed_untouched,
            rejected = known.rejected + excluded.rejected, parked = known.parked + excluded.parked,
            connector = CASE WHEN known.connector_version IS NULL THEN excluded.connector ELSE known.connector END,
            connector_version = coalesce(known.connector_version, excluded.connector_version)`,
    },
    [
      tenant,
      new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS),
      writer,
      procedures,
      countsOf(({ state }) => state === 'filed'),
      countsOf(({ state, touched }) => state === 'filed' && !touched),
      countsOf(({ state }) => state === 'rejected'),
      countsOf(({ state }) => state === 'parked'),
      procedures.map((id) => readBy(id)?.connector),
      procedures.map((id) => readBy(id)?.connectorVersion),
    ],
  );
}
