// The catalogue of connectors, what one of them would make of a message today, and the list of a sender held against what
// the hub has.
import { administer } from '@fachwerk/hub/administer';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine, type Ran, type RanAsJson } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { HARMFUL } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };
const MANY = 100_000;

let setUp: SetUp;
let permits: Procedure;
let operator: Procedure;
let cli: CommandLine;
beforeAll(async () => {
  setUp = await startSetUp('database', { TRANSLATE_TIMEOUT_MS: '1000' }, HARMFUL);
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  cli = await CommandLine.open();
});
afterAll(async () => {
  await cli.close();
  await setUp.remove();
});

async function settled(number: string, changes: Parameters<typeof permit>[1] = {}): Promise<Answer['body']> {
  const id = await permits.sendUntilAccepted(permit(number, changes), { ...JSON_TYPE, key: number });
  return permits.settled(id);
}

async function dryRun(id: string, search = ''): Promise<Answer['body']> {
  const { status, body } = await operator.post(`/v1/messages/${id}/dry-run${search}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

const asJson = (...args: readonly string[]): Promise<RanAsJson> => cli.json({}, ...args, '--demo', setUp.hub.dataDir);
const asText = (...args: readonly string[]): Promise<Ran> => cli.run({}, ...args, '--demo', setUp.hub.dataDir);

const noAdditions = { caseFiles: 0, cases: 0, documents: 0, versions: 0, formats: 0, closings: 0 };

describe('the catalogue of connectors', () => {
  it('lists every connector, who uses it, and what it lacks', async () => {
    const { status, body } = await operator.get('/v1/connectors');
    expect(status).toBe(200);
    expect(body.connectors.map(({ name }: { name: string }) => name)).toEqual(
      catalogue.map(({ manifest }) => manifest.name),
    );
    const xrechnung = body.connectors.find(({ name }: { name: string }) => name === 'xrechnung');
    expect(xrechnung).toMatchObject({ types: 4, schemasMissing: 4, procedures: ['xrechnung'] });
  });

  it('tells what one accepts, its settings, and examples with what comes of them', async () => {
    const { body } = await operator.get('/v1/connectors/xrechnung');
    const { manifest } = catalogue.find((connector) => connector.manifest.name === 'xrechnung')!;
    expect(body).toMatchObject({ version: manifest.version, stability: 'pilot', settings: { type: 'object' } });
    expect(body.types[0]).toEqual({
      type: 'invoice.ubl',
      title: 'UBL 2.1 invoice',
      format: 'xml',
      namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2',
      element: 'Invoice',
      official: { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', entry: 'Invoice' },
    });
    const example = body.examples.find(({ name }: { name: string }) => name === 'demo-ubl-invoice');
    expect(example).toMatchObject({ mime: 'application/xml', outcome: { commands: expect.any(Number) } });
    const refused = body.examples.find(({ name }: { name: string }) => name === 'rejected-ubl-no-number');
    expect(refused.outcome).toEqual({ code: 'xml.value-empty' });
    const whole = await operator.get('/v1/connectors/xrechnung/examples/demo-ubl-invoice');
    expect(whole.body.body).toContain('Invoice');
    expect(whole.body.expected.commands).toHaveLength(example.outcome.commands);
  });

  it.each([
    ['/v1/connectors/no-such', 'connector.not-found'],
    ['/v1/connectors/xrechnung/examples/no-such', 'example.not-found'],
    ['/v1/connectors/xrechnung/examples/..%2f..%2fcontract', 'example.not-found'],
  ])('answers %s with %s', async (path, code) => {
    expect(await operator.get(path)).toMatchObject({ status: 404, body: { code } });
  });

  it('counts what was filed with which version', async () => {
    await settled('V-1');
    await settled('V-2', { parcel: 'Wahren 5' });
    const { body } = await operator.get('/v1/connectors/building-permits');
    const { version } = catalogue.find(({ manifest }) => manifest.name === 'building-permits')!.manifest;
    expect(body.versions).toEqual([{ version, filed: 2, lastAt: expect.any(String) }]);
    const { connectors } = (await operator.get('/v1/connectors')).body;
    expect(connectors.find(({ name }: { name: string }) => name === 'building-permits').filed).toBe(2);
  });
});

describe('a dry run', () => {
  it('of what is filed finds no difference, and adds nothing', async () => {
    const filed = await settled('T-1');
    const before = await counts();
    const tried = await dryRun(filed.id);
    expect(tried).toMatchObject({
      connector: { name: 'building-permits' },
      type: 'permit-granted.v2',
      before: { state: 'filed' },
      result: 'filed',
      key: 'T-1',
      adds: noAdditions,
      comparison: { differences: [], same: 3 },
    });
    expect(tried.commands.map((command: { do: string }) => command.do)).toEqual([
      'open-file',
      'open-case',
      'add-document',
      'close-case',
    ]);
    expect(tried.comparison.filed).toEqual(tried.comparison.today);
    expect(await counts()).toEqual(before);
  });

  it('shows what would be filed otherwise today', async () => {
    const filed = await settled('T-2', { parcel: 'Wahren 6' });
    await setUp.changeSettings('building-permits', { filePlanCode: '100.1' });
    const { comparison, result } = await dryRun(filed.id);
    expect(result).toBe('filed');
    expect(comparison.differences).toEqual([
      {
        is: 'changed',
        record: 'case-file',
        key: 'Wahren 6',
        reference: filed.receipt.fileReference,
        fields: [{ name: 'filePlanCode', before: '632.6', after: '100.1' }],
      },
    ]);
    const ran = await asJson('messages', 'dry-run', filed.id);
    expect(ran).toMatchObject({ code: 0, answer: { comparison } });
    const shown = await asText('messages', 'dry-run', filed.id);
    expect(shown.stdout).toContain('632.6');
    await setUp.changeSettings('building-permits', { filePlanCode: '632.6' });
  });

  it('says why a parked message would be parked again, and which correction would help', async () => {
    const parked = await settled('T-1', { project: 'Tower' });
    expect(parked.state).toBe('parked');
    const tried = await dryRun(parked.id);
    expect(tried).toMatchObject({
      before: { state: 'parked', error: { code: parked.error.code } },
      result: 'refused',
      error: { code: parked.error.code, stage: 'file' },
    });
    expect(tried.comparison).toBeUndefined();
    const corrected = { body: permit('T-3', { parcel: 'Wahren 7' }), reason: 'another number' };
    expect(await operator.post(`/v1/messages/${parked.id}/corrections`, corrected)).toMatchObject({ status: 201 });
    expect(await dryRun(parked.id, '?correction=1')).toMatchObject({
      correction: 1,
      result: 'filed',
      adds: { caseFiles: 1, cases: 1, documents: 1, versions: 1, closings: 1 },
    });
    expect((await permits.message(parked.id)).state).toBe('parked');
    const none = await operator.post(`/v1/messages/${parked.id}/dry-run?correction=2`);
    expect(none).toMatchObject({ status: 404, body: { code: 'correction.not-found' } });
  });

  it('says why what was rejected would be rejected again', async () => {
    const rejected = await settled('T-4', { parcel: '' });
    expect(rejected.state).toBe('rejected');
    const { code } = rejected.error;
    expect(await dryRun(rejected.id)).toMatchObject({
      result: 'refused',
      error: { code },
      before: { error: { code } },
    });
    const ran = await asJson('messages', 'dry-run', rejected.id);
    expect(ran).toMatchObject({ code: 1, error: { code: 'messages.refused' } });
  });

  it('of what harms its reader takes as long as a worker would, and harms nobody', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const filed = await invoices.settled(await invoices.sendUntilAccepted(invoice('OLD-hang'), { key: 'OLD-hang' }));
    expect(filed.state).toBe('filed');
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'conflict' });
    const trying = dryRun(filed.id);
    const meanwhile = await settled('T-5', { parcel: 'Wahren 8' });
    expect(meanwhile.state).toBe('filed');
    expect(await trying).toMatchObject({ result: 'refused', error: { code: 'read.timeout' } });
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    expect(await dryRun(filed.id)).toMatchObject({ result: 'filed', adds: noAdditions });
    // Of what ends the whole process, as the database says it did.
    const ended = await invoices.settled(await invoices.sendUntilAccepted(invoice(''), { key: 'ended' }));
    const code = `UPDATE submission SET error = error || '{"code":"read.process-ended"}' WHERE key = 'ended'`;
    await query(setUp.database.migrateUrl, code);
    const refused = await operator.post(`/v1/messages/${ended.id}/dry-run`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'dry-run.harmful' } });
  });

  it('takes one that never came for unknown', async () => {
    const unknown = await operator.post('/v1/messages/018f3c2a-0000-8000-8000-000000000001/dry-run');
    expect(unknown).toMatchObject({ status: 404, body: { code: 'message.not-found' } });
  });

  async function counts(): Promise<unknown> {
    const tables = ['attempt', 'case_file', 'file_case', 'document_version', 'history', 'record_key', 'journal'];
    const selects = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
    return query(setUp.database.migrateUrl, `SELECT ${selects.join(', ')}`);
  }
});

describe('the list of a sender', () => {
  const path = '/v1/procedures/xrechnung/reconciliation/compare';
  let invoices: Procedure;
  /** What was sent before is not looked at. */
  let since: string;

  beforeAll(async () => {
    since = new Date().toISOString();
    invoices = await setUp.hub.procedure('xrechnung');
    const ids = ['A-1', 'A-2', 'A-3'].map((key) => invoices.sendUntilAccepted(invoice(key), { key }));
    for (const id of await Promise.all(ids)) await invoices.settled(id);
    const rejected = await invoices.sendUntilAccepted(invoice(''), { key: 'A-4' });
    await invoices.settled(rejected);
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
      const other = await administration.createTenant('other', 'Other');
      const procedure = { name: 'xrechnung', title: 'x', connector: 'xrechnung', settings: { filePlanCode: '1' } };
      await administration.createProcedure(other, procedure);
    });
  });

  const compare = (body: string | Buffer, type: string, search = '', who: Procedure = operator): Promise<Answer> =>
    who.request(path + search, { method: 'POST', body, headers: { 'content-type': type } });

  it.each([
    ['text/plain', 'A-1\r\nA-2\n\nLOST\nA-1\nA-4\n'],
    ['text/plain; charset=utf-8', '\uFEFFSchlüssel\nA-1\nA-2\nLOST\nA-1\nA-4'],
    ['text/csv', 'Key;Amount\n"A-1";"a\nb"\nA-2;2\nLOST;3\nA-1;\nA-4;5\n'],
    ['application/json', JSON.stringify(['A-1', 'A-2', 'LOST', 'A-1', 'A-4'])],
  ])('as %s is held against what the hub has', async (type, list) => {
    const { status, body } = await compare(list, type, `?from=${since}`);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({
      procedure: 'xrechnung',
      listed: 4,
      repeated: 1,
      here: { filed: 2, rejected: 1, parked: 0, inFlight: 0 },
      missing: { count: 1, keys: ['LOST'] },
      elsewhere: { count: 0, keys: [] },
      extra: { count: 1, keys: [{ key: 'A-3', state: 'filed', href: expect.stringMatching(/^\/v1\/messages\//) }] },
      withoutKey: 0,
    });
  });

  it('tells another day from a loss', async () => {
    const search = '?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z';
    const { body } = await compare('A-1\nLOST', 'text/plain', search);
    expect(body).toMatchObject({
      here: { filed: 0 },
      elsewhere: { count: 1, keys: [{ key: 'A-1', acceptedAt: expect.any(String) }] },
      missing: { count: 1 },
      extra: { count: 0 },
    });
  });

  it('is for people and for the procedure itself, and not for another one', async () => {
    expect((await compare('A-1', 'text/plain', '', invoices)).status).toBe(200);
    expect(await compare('A-1', 'text/plain', '', permits)).toMatchObject({
      status: 404,
      body: { code: 'procedure.not-found' },
    });
  });

  it.each([
    ['an object', 'application/json', '{"a":1}', ''],
    ['numbers', 'application/json', '[1]', ''],
    ['a picture', 'image/png', 'A-1', ''],
    ['no UTF-8', 'text/plain', Buffer.from([0xff, 0xfe, 0xfd]), ''],
    ['a key that is none', 'text/plain', `A-1\n${'x'.repeat(513)}`, ''],
    ['a limit that is none', 'text/plain', 'A-1', '?limit=0'],
    ['too long a time', 'text/plain', 'A-1', '?from=2026-01-01T00:00:00Z&to=2026-03-01T00:00:00Z'],
  ])('with %s is refused', async (_what, type, list, search) => {
    expect(await compare(list, type, search)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it(`of ${MANY} keys is compared, and shows nothing of another tenant`, { timeout: 120_000 }, async () => {
    await fill('demo', 'M-', MANY);
    await fill('other', 'N-', 1);
    // As the database does by itself, after a minute.
    await query(setUp.database.migrateUrl, 'ANALYZE submission, message');
    // One is lost, one is too much, and one is known to the other tenant alone.
    const list = Array.from({ length: MANY }, (_, number) => `M-${number + 2}`);
    const file = await cli.file('keys.txt', ['A-1', 'A-2', 'A-3', 'A-4', 'N-1', ...list].join('\n'));
    const args = ['reconciliation', '--compare', file, '--procedure', 'xrechnung', '--from', since];
    const ran = await asJson(...args);
    expect(ran.answer).toMatchObject({
      listed: MANY + 5,
      here: { filed: MANY - 1 + 3, rejected: 1 },
      missing: { count: 2, keys: ['N-1', `M-${MANY + 1}`] },
      extra: { count: 1, keys: [{ key: 'M-1' }] },
    });
    expect(ran).toMatchObject({ code: 1, error: { code: 'reconciliation.missing' } });
  });

  it('is shown to people', async () => {
    const file = await cli.file('few.csv', 'Schlüssel;Betrag\nA-1;5\nLOST;6\n');
    const ran = await asText('reconciliation', '--compare', file, '--procedure', 'xrechnung', '--limit', '1');
    expect(ran).toMatchObject({ code: 1, stderr: '1 key of the list missing in the hub.\n' });
    expect(ran.stdout).toMatch(/2 keys listed: 1 filed/);
    expect(ran.stdout).toMatch(/LOST +missing in the hub/);
  });

  /** As if so many had been filed a moment ago. */
  async function fill(name: string, prefix: string, count: number): Promise<void> {
    await query(
      setUp.database.migrateUrl,
      `WITH own AS (SELECT tenant_id, procedure.id FROM procedure JOIN tenant ON tenant.id = tenant_id
          WHERE tenant.name = $1 AND procedure.name = 'xrechnung'),
        new AS (SELECT n, gen_random_uuid() AS message, gen_random_uuid() AS submission, now() AS at
          FROM generate_series(1, $3::int) AS n),
        submitted AS (INSERT INTO submission (tenant_id, id, procedure_id, key, content_hash, state, message_id, accepted_at,
            filed_attempt, settled_at, receipt)
          SELECT tenant_id, submission, own.id, $2 || n, sha256(n::text::bytea), 'filed', message, at, message, at, '{}'
          FROM own, new)
       INSERT INTO message (tenant_id, id, accepted_at, procedure_id, gateway, epoch, seq, envelope, submission_id, seen_at,
         tried_at, settled_at)
       SELECT tenant_id, message, at, own.id, 'fill', own.id, n, '{}', submission, at, at, at FROM own, new`,
      [name, prefix, count],
    );
  }
});
