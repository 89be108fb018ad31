/** Parks messages in bulk, in groups, as triggers would have it; for a benchmark of what operators look at. */
import pg from 'pg';
import { DAY, epochOf, talliesOf } from './fill-stamps.js';

export interface StoppedOptions {
  readonly messages: number;
  readonly groups: number;
}

/** @param databaseUrl of a login that may do everything; the tenant `demo` has its procedures */
export async function fillStopped(databaseUrl: string, { messages, groups }: StoppedOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fachwerk fill' });
  await client.connect();
  try {
    for (const setting of ['session_replication_role = replica', 'synchronous_commit = off', 'jit = off'])
      await client.query(`SET ${setting}`);
    await client.query('DROP TABLE IF EXISTS fill_stopped');
    await client.query(DRAFTS, [messages, groups]);
    for (const statement of [SUBMISSIONS, MESSAGES, PAYLOADS, ATTEMPTS, STOPPED, TALLIES])
      await client.query(statement);
    await client.query('DROP TABLE fill_stopped');
    await client.query('VACUUM (ANALYZE) submission, message, payload, attempt, cause, stopped_message');
  } finally {
    await client.end();
  }
}

/** Over thirty days; the first groups have most of the messages. Ids begin with the time, as those of gateways do. */
const DRAFTS = `
  CREATE UNLOGGED TABLE fill_stopped AS
  SELECT *, ${epochOf('gateway-parked')} AS epoch, row_number() OVER (PARTITION BY ${DAY} ORDER BY at) AS seq,
    (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '8' || substr(md5(n || 'p'), 1, 3) || '8'
      || substr(md5(n || 'p'), 4, 15))::uuid AS message,
    jsonb_build_object('kind', 'conflict', 'code', CASE WHEN nth % 2 = 0 THEN 'archive.file-closed' ELSE 'archive.content-differs' END,
      'stage', 'file', 'message', 'It cannot be added.', 'target', '903.4/2026-' || nth, 'connector', connector, 'connectorVersion', '1.1.0',
      'values', jsonb_build_object('key', 'PARKED-' || n, 'reference', '903.4/2026-' || nth)) AS error
  FROM (
    SELECT n, floor($2::int * power(random(), 2))::int AS nth, gen_random_uuid() AS submission, procedure.tenant_id, procedure.id AS procedure_id,
      procedure.connector, date_trunc('milliseconds', now() - random() * interval '30 days') AS at
    FROM generate_series(1, $1::int) AS n, procedure JOIN tenant ON tenant.id = procedure.tenant_id
    WHERE tenant.name = 'demo' AND procedure.name = 'xrechnung'
  ) AS drawn`;

const SUBMISSIONS = `
  INSERT INTO submission (tenant_id, id, procedure_id, key, content_hash, state, message_id, accepted_at, settled_at, connector,
    connector_version, type, error, provisional)
  SELECT tenant_id, submission, procedure_id, 'PARKED-' || n, sha256(convert_to(n::text, 'UTF8')), 'parked', message, at,
    at + interval '80 ms', connector, '1.1.0', 'invoice.ubl', error, false
  FROM fill_stopped`;

const MESSAGES = `
  INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, submission_id, seen_at, tried_at, settled_at)
  SELECT tenant_id, message, at, procedure_id, 'gateway-parked', epoch, seq,
    jsonb_build_object('id', message, 'tenant', tenant_id, 'procedure', procedure_id, 'version', 1, 'connector', connector, 'acceptedAt', at::text,
      'attachments', '[]'::jsonb, 'body', jsonb_build_object('mime', 'application/xml', 'inline', true, 'syntax', 'xml', 'sizeBytes', 2000,
        'sha256', encode(sha256(convert_to(n::text, 'UTF8')), 'hex')),
      'stamp', jsonb_build_object('seq', seq, 'epoch', epoch, 'gateway', 'gateway-parked')),
    submission, at + interval '60 ms', at + interval '60 ms', at + interval '80 ms'
  FROM fill_stopped`;

const PAYLOADS = `
  INSERT INTO payload (tenant_id, message_id, accepted_at, body, sha256)
  SELECT tenant_id, message, at, convert_to('<Invoice><ID>PARKED-' || n || '</ID>' || (SELECT string_agg('<Line><Name>' || substr(md5(n || 'l' || i), 1, 12)
      || ' Lieferung</Name><Amount>' || (n * i) % 9973 || '.00</Amount></Line>', '') FROM generate_series(1, 20) AS i) || '</Invoice>', 'UTF8'),
    sha256(convert_to(n::text, 'UTF8'))
  FROM fill_stopped`;

const ATTEMPTS = `
  INSERT INTO attempt (tenant_id, id, accepted_at, message_id, submission_id, outcome, stage, code, error, connector, connector_version, actor,
    started_at, ended_at)
  SELECT tenant_id, gen_random_uuid(), at, message, submission, 'parked', 'file', error->>'code', error, connector, '1.1.0', 'worker',
    at + interval '40 ms', at + interval '80 ms'
  FROM fill_stopped`;

const STOPPED = `
  SELECT count(fachwerk_stop((tenant_id, message, at, procedure_id, submission, 'parked', fachwerk_cause_id(tenant_id, error),
    at + interval '80 ms', '')::stopped_message, error, 'PARKED-' || n)::text)
  FROM fill_stopped`;

const TALLIES = talliesOf('fill_stopped', 'gateway-parked');
