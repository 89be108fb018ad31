import type { Database } from '../database/database.js';

/** The numbers a gateway used for one procedure in one minute. */
export interface TallyRow {
  readonly tenant: string;
  readonly procedure: string;
  readonly minute: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly voided: readonly number[];
}

export interface TallyMessage {
  readonly version: 1;
  readonly gateway: string;
  readonly epoch: string;
  readonly entries: readonly TallyRow[];
}

/** Writes down what a gateway says it accepted. A tally that comes twice changes nothing. */
export async function writeTally(database: Database, tally: TallyMessage): Promise<void> {
  const tenants = new Set(tally.entries.map(({ tenant }) => tenant));
  for (const tenant of tenants) {
    const entries = tally.entries.filter((entry) => entry.tenant === tenant);
    await database.inTenant(tenant, (transaction) =>
      transaction.query(
        `INSERT INTO intake_tally AS known (tenant_id, procedure_id, gateway, epoch, minute, first_seq, last_seq, first_at,
           last_at, voided)
         SELECT $1, procedure, $2, $3, minute, first_seq, last_seq, first_at, last_at, voided::int8multirange
         FROM unnest($4::uuid[], $5::timestamptz[], $6::bigint[], $7::bigint[], $8::timestamptz[], $9::timestamptz[], $10::text[])
           AS new(procedure, minute, first_seq, last_seq, first_at, last_at, voided)
         ORDER BY procedure, minute
         ON CONFLICT (tenant_id, procedure_id, epoch, minute) DO UPDATE
           SET first_seq = least(known.first_seq, excluded.first_seq), last_seq = greatest(known.last_seq, excluded.last_seq),
             first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at),
             voided = known.voided + excluded.voided`,
        [
          tenant,
          tally.gateway,
          tally.epoch,
          entries.map(({ procedure }) => procedure),
          entries.map(({ minute }) => minute),
          entries.map(({ firstSeq }) => firstSeq),
          entries.map(({ lastSeq }) => lastSeq),
          entries.map(({ firstAt }) => firstAt),
          entries.map(({ lastAt }) => lastAt),
          entries.map(({ voided }) => `{${voided.map((seq) => `[${seq},${seq}]`).join(',')}}`),
        ],
      ),
    );
  }
}
