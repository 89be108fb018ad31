/**
 * Fills the ledger of the demo tenant as if messages had flowed for two months, in bulk and past triggers: what is read
 * for the overview has its real size, and nothing else is there.
 */
import pg from 'pg';

export interface FlowSize {
  readonly procedures: number;
  readonly messages: number;
  /** Of these, the ones that wait for a person. */
  readonly parked: number;
  /** Of these, the ones that wait for something that is away. */
  readonly waiting: number;
}

/** Every minute has counts, of every procedure. */
const DAYS = 2;

/** @param databaseUrl of a login that may do everything */
export async function fillFlow(databaseUrl: string, size: FlowSize): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fachwerk fill' });
  await client.connect();
  try {
    for (const setting of ['session_replication_role = replica', 'synchronous_commit = off', 'jit = off'])
      await client.query(`SET ${setting}`);
    for (const statement of statements(size)) await client.query(statement);
  } finally {
    await client.end();
  }
}

function statements({ procedures, messages, parked, waiting }: FlowSize): readonly string[] {
  return [
    `SELECT fachwerk_create_partitions((date_trunc('month', now()) - make_interval(months => n))::date) FROM generate_series(0, 3) AS n`,
    `INSERT INTO procedure (tenant_id, id, name, title, connector, settings, created_at)
       SELECT id, gen_random_uuid(), 'flow-' || n, 'Flow ' || n, 'xdomea', '{}', now()
       FROM tenant, generate_series(1, ${procedures}) AS n WHERE name = 'demo'`,
    `CREATE TEMP TABLE flow AS
       SELECT g, tenant_id, procedure.id AS procedure, gen_random_uuid() AS message, gen_random_uuid() AS submission,
         now() - interval '1 minute' - (${messages} - g) * (interval '60 days' / ${messages}) AS at,
         CASE WHEN g % ${Math.ceil(messages / parked)} = 0 THEN 'parked'
           WHEN g % ${Math.ceil(messages / waiting)} = 1 THEN 'accepted' ELSE 'filed' END AS state
       FROM generate_series(1, ${messages}) AS g
         JOIN procedure ON procedure.name = 'flow-' || (1 + (g * 7919::bigint) % ${procedures})`,
    `INSERT INTO submission (tenant_id, id, procedure_id, key, content_hash, state, message_id, accepted_at, filed_attempt, settled_at,
         connector, type, error, receipt, receipt_jws, provisional)
       SELECT tenant_id, submission, procedure, 'key-' || g, sha256(g::text::bytea), state, message, at,
         CASE state WHEN 'filed' THEN gen_random_uuid() END, CASE WHEN state <> 'accepted' THEN at + interval '1 second' END,
         'xdomea', 'aussonderung', CASE state WHEN 'parked' THEN ${ERROR} END,
         CASE state WHEN 'filed' THEN jsonb_build_object('key', g, 'fileReference', repeat('9', 300)) END,
         CASE state WHEN 'filed' THEN repeat(md5(g::text), 20) END, false
       FROM flow ORDER BY g`,
    `INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, submission_id, waiting, seen_at, tried_at,
         settled_at)
       SELECT tenant_id, message, at, procedure, 'gateway-1', 'f1110000-0000-4000-8000-000000000001', g,
         jsonb_build_object('id', message, 'procedure', procedure, 'body', repeat('x', 400)), submission,
         CASE state WHEN 'accepted' THEN ${WAITING} END, at, at, CASE WHEN state <> 'accepted' THEN at + interval '1 second' END
       FROM flow ORDER BY g`,
    `INSERT INTO cause (tenant_id, id, kind, code, stage, first_seen)
       SELECT tenant_id, md5(state || g % 50)::uuid, CASE state WHEN 'parked' THEN 'conflict' ELSE 'unavailable-message' END,
         'flow.cause-' || g % 50, 'file', min(at)
       FROM flow WHERE state <> 'filed' GROUP BY tenant_id, state, g % 50`,
    `INSERT INTO stopped_message (tenant_id, message_id, accepted_at, procedure_id, submission_id, state, cause_id, since, words)
       SELECT tenant_id, message, at, procedure, submission, CASE state WHEN 'parked' THEN 'parked' ELSE 'waiting' END,
         md5(state || g % 50)::uuid, at, ''
       FROM flow WHERE state <> 'filed'`,
    `INSERT INTO outcome_tally (tenant_id, procedure_id, minute, writer, filed, filed_untouched, rejected, parked)
       SELECT procedure.tenant_id, procedure.id, minute, writer, 2, 1, 0, 1
       FROM procedure, ${MINUTES}, unnest(ARRAY[${WRITERS}]::uuid[]) AS writer WHERE procedure.name LIKE 'flow-%'`,
    `INSERT INTO intake_tally (tenant_id, procedure_id, gateway, epoch, minute, first_seq, last_seq, first_at, last_at, voided)
       SELECT procedure.tenant_id, procedure.id, 'gateway-1', 'f1110000-0000-4000-8000-000000000001', minute,
         extract(epoch FROM minute)::bigint, extract(epoch FROM minute)::bigint + 5, minute, minute + interval '59 seconds', '{}'
       FROM procedure, ${MINUTES} WHERE procedure.name LIKE 'flow-%'`,
    `INSERT INTO hour_tally (tenant_id, procedure_id, hour, accepted, filed, filed_untouched, rejected, parked)
       SELECT procedure.tenant_id, procedure.id, hour, 360, 240, 120, 0, 120
       FROM procedure, generate_series(date_trunc('hour', now()) - interval '40 days', date_trunc('hour', now()) - interval '1 hour',
         '1 hour') AS hour WHERE procedure.name LIKE 'flow-%'`,
    'UPDATE access_revision SET revision = revision + 1',
    'VACUUM (ANALYZE) submission, message, cause, stopped_message, outcome_tally, intake_tally, hour_tally',
  ];
}

const ERROR = `'{"kind": "conflict", "code": "archive.case-closed", "stage": "file", "message": "The case is closed."}'::jsonb`;
const WAITING = `'{"kind": "unavailable-message", "code": "rules.unavailable", "stage": "validate", "message": "Away."}'::jsonb`;
const WRITERS = `'f1110000-0000-4000-8000-00000000000a', 'f1110000-0000-4000-8000-00000000000b'`;

const MINUTES = `generate_series(date_trunc('minute', now()) - interval '${DAYS} days', date_trunc('minute', now()), '1 minute') AS minute`;
