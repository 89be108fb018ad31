// Two cities in one database, with the same names and the same keys of messages: neither learns that the other exists.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Database, sqlState, type Transaction } from '../apps/hub/src/database/database.js';
import {
  createCity,
  createEmptyTenant,
  decideAboutParked,
  doorsAreCounted,
  leaveInMailbox,
  openCity,
  raiseAlert,
  type City,
} from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import { HubProcess } from './harness/hub-process.js';
import type { Answer } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { leaveAtSource } from './harness/xta-source.js';
import { setUpServers } from './harness/soap-target.js';
import { permit } from './permit.js';

const JSON_TYPE = 'application/json';

let database: TestDatabase;
let hub: HubProcess;
let a: City;
let b: City;
/** Has no row in any table but `tenant`. */
let emptyTenant: string;
beforeAll(async () => {
  database = await newDatabase();
  const first = await createCity(database.url, 'adorf');
  const second = await createCity(database.url, 'bedorf');
  // What they have parked then has a turn.
  await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
    for (const { tenant } of [first, second]) await administration.changeOrder(tenant, 'permits', 'by-key');
  });
  for (const { tenant } of [first, second]) await setUpServers(database.url, tenant);
  emptyTenant = await createEmptyTenant(database.url, 'leerdorf');
  hub = await HubProcess.start({
    DATABASE_URL: database.url,
    AMQP_URL: await newBroker(),
    ALERT_LOOK_MS: '500',
  });
  a = await openCity(hub.baseUrl, first);
  // B says the same later, so that it meets everything that A left.
  b = await openCity(hub.baseUrl, second);
  for (const city of [a, b]) await decideAboutParked(city);
  for (const city of [a, b]) await doorsAreCounted(city);
  for (const { name } of [first, second]) await raiseAlert(hub.baseUrl, name);
  for (const { tenant } of [first, second]) await fileFormat(`${hub.dataDir}/content`, tenant);
  await leaveAtSource(database.migrateUrl);
  for (const { tenant } of [first, second]) await leaveInMailbox(database.migrateUrl, tenant);
  // Vouched for by a provider that knows both cities.
  await query(
    database.migrateUrl,
    `INSERT INTO openid_subject SELECT tenant_id, 'https://id.example', 'erika', id FROM person WHERE name = 'erika'`,
  );
});
afterAll(async () => {
  await hub.remove();
  await database.drop();
});

describe('over HTTP', () => {
  it('both cities file the same message, each its own, under the same reference', () => {
    for (const city of [a, b]) {
      expect(city.filed).toMatchObject({
        state: 'filed',
        key: 'T-1',
        receipt: { fileReference: a.filed.receipt.fileReference },
      });
      expect(city.filed.duplicateOf).toBeUndefined();
      expect(city.parked.state).toBe('parked');
    }
    const ids = [a, b].flatMap(({ filed }) => [
      filed.id,
      ...filed.receipt.documents.map(({ id }: { id: string }) => id),
    ]);
    expect(new Set(ids).size).toBe(6);
  });

  it('what the other city has is answered as what nobody has', async () => {
    const nobody = {
      uuid: '9c1f7d52-3a80-4b6e-8f21-0d4c5b6a7e8f',
      message: changed(a.filed.id),
      parked: changed(a.parked.id),
    };
    const [document] = a.filed.receipt.documents;
    const pairs: (readonly [theirs: string, nobodys: string])[] = [
      [`/v1/messages/${a.filed.id}`, `/v1/messages/${nobody.message}`],
      [`/v1/messages/${a.filed.id}/attempts`, `/v1/messages/${nobody.message}/attempts`],
      [`/v1/case-files/${a.filed.receipt.caseFiles[0].id}`, `/v1/case-files/${nobody.uuid}`],
      [`/v1/documents/${document.id}`, `/v1/documents/${nobody.uuid}`],
      [`/v1/documents/${document.id}/content`, `/v1/documents/${nobody.uuid}/content`],
      [`/v1/documents/${document.id}/content?version=1`, `/v1/documents/${nobody.uuid}/content?version=1`],
      [`/v1/case-files?after=${a.filed.receipt.caseFiles[0].id}`, `/v1/case-files?after=${nobody.uuid}`],
      [`/v1/search?q=permit&after=${document.id}`, `/v1/search?q=permit&after=${nobody.uuid}`],
    ];
    for (const who of [b.operator, b.permits, b.invoices]) {
      for (const [theirs, nobodys] of pairs) {
        const [answer, blank] = [comparable(await who.get(theirs)), comparable(await who.get(nobodys))];
        expect(answer, theirs).toEqual(blank);
        expect(answer.status, theirs).toBe(theirs.includes('after=') ? 200 : 404);
      }
      const post = { method: 'POST' };
      const mine = (await a.operator.get('/v1/outbox')).body.deliveries[0];
      const [freed, unfreed] = await Promise.all(
        [mine.id, nobody.uuid].map((id) => who.request(`/v1/outbox/${id}/release`, post)),
      );
      expect(comparable(freed!)).toEqual(comparable(unfreed!));
      expect(freed!.status).toBe(who === b.operator ? 404 : 403);
      const [answer, blank] = await Promise.all(
        [a.parked.id, nobody.parked].map((id) => who.request(`/v1/messages/${id}/release`, post)),
      );
      expect(comparable(answer!)).toEqual(comparable(blank!));
      expect(answer!.status).toBe(who === b.operator ? 404 : 403);
    }
    expect((await a.permits.message(a.parked.id)).state).toBe('parked');
  });

  it('lists, searches and books have the own city alone', async () => {
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const { messages } = (await own.operator.get('/v1/messages?limit=500')).body;
      expect(messages).toHaveLength(3);
      const text = JSON.stringify([
        messages,
        (await own.operator.get('/v1/case-files')).body,
        (await own.operator.get(`/v1/case-files?reference=${other.filed.receipt.fileReference}`)).body,
        (await own.operator.get('/v1/search?q=T-1')).body,
        (await own.operator.get(`/v1/search?q=${other.filed.receipt.fileReference}`)).body,
        (await own.operator.get('/v1/messages?state=parked')).body,
        (await own.operator.get(`/v1/documents/${own.filed.receipt.documents[0].id}`)).body,
        (await own.operator.get('/v1/outbox')).body,
        (await own.operator.get('/v1/alerts')).body,
        (await own.operator.get('/v1/alert-channels')).body,
        (await own.operator.get('/v1/doors/rest')).body,
      ]);
      for (const theirs of [other.tenant, other.filed.id, other.parked.id, other.filed.receipt.caseFiles[0].id])
        expect(text).not.toContain(theirs);
      const books = await own.permits.booksWhen('both are counted', ({ accepted }) => accepted === 2);
      expect(books).toMatchObject({ filed: 1, parked: 1, duplicates: 0, balanced: true });
    }
  });

  it('a key of one city opens no door of the other, though the doors have the same name', async () => {
    // Of another parcel than the one that is parked.
    const sent = await b.permits.send(permit('T-9', { parcel: 'Wahren 4' }), { mime: JSON_TYPE });
    expect(sent.status).toBe(202);
    expect((await a.permits.get(`/v1/messages/${sent.body.id}`)).status).toBe(404);
    expect(await b.permits.settled(sent.body.id)).toMatchObject({ state: 'filed' });
    expect((await a.operator.get('/v1/messages?limit=500')).body.messages).toHaveLength(3);
  });
});

describe('in the database, as the hub', () => {
  /** In an order in which their rows can be inserted. */
  const records = ['file_plan_entry', 'reference_counter', 'case_file', 'file_case', 'document'];
  const archive = [...records, 'document_version', 'document_format'];
  /** Before the ledger, whose triggers write them as well. */
  const still = ['cause', 'cause_note', 'stopped_message', 'decision_job', 'decision_job_item', 'correction'];
  const ledger = ['submission', 'message', 'attempt', 'payload', 'intake_tally', 'turn'];
  const confirm = ['webhook', 'webhook_secret', 'outbox'];
  const client = ['xta_source', 'xta_source_secret', 'xta_left', 'xta_target', 'xta_delivery'];
  const soap = ['soap_target', 'soap_target_secret'];
  const doors = ['door_tally', 'door_hour_tally', 'door_contact'];
  const access = [
    'procedure',
    'api_key',
    'api_key_use',
    'procedure_certificate',
    'person',
    'openid_subject',
    'session',
    'tenant_settings',
    'journal',
  ];
  const alerts = ['alert_rule', 'alert_channel', 'alert', 'alert_pending', 'alert_delivery', 'alert_notice'];
  const xta = ['xta_party', 'xta_message', ...client, ...soap, ...doors];
  const known = [...access, ...archive, 'record_key', 'history', ...still, ...ledger, ...confirm, ...alerts, ...xta];
  let app: Database;
  let tables: readonly string[];
  let partitions: readonly string[];
  beforeAll(async () => {
    app = new Database({ url: database.url, connectionsMax: 2 });
    // Partitions of later months are made by the hub, not by a migration.
    await app.asSystem((transaction) => transaction.query(`SELECT fachwerk_create_partitions('2031-05-01')`));
    // Hours are added up by the database, once they are over.
    await query(
      database.migrateUrl,
      `INSERT INTO hour_tally SELECT tenant_id, id, date_trunc('hour', now()) - interval '1 hour', 1, 1, 1, 0, 0 FROM procedure;
       INSERT INTO door_hour_tally SELECT tenant_id, id, 'rest', date_trunc('hour', now()) - interval '1 hour', 1, 0, 0, 1 FROM procedure`,
    );
    const found = await query<{ name: string; part: boolean }>(
      database.migrateUrl,
      `SELECT relname AS name, relispartition AS part
       FROM information_schema.columns AS field JOIN pg_class ON oid = format('%I.%I', table_schema, table_name)::regclass
       WHERE table_schema = 'public' AND column_name = 'tenant_id' AND relkind IN ('r', 'p') ORDER BY relname`,
    );
    const names = new Set(found.filter(({ part }) => !part).map(({ name }) => name));
    tables = [...known.filter((name) => names.has(name)), ...[...names].filter((name) => !known.includes(name))];
    partitions = found.filter(({ part }) => part).map(({ name }) => name);
  });
  afterAll(() => app.close());

  /** SQLSTATE of what the statement is refused with; everything it did is undone. */
  async function refusal(tenant: string, work: (transaction: Transaction) => Promise<unknown>): Promise<string> {
    const undone = new Error('undone');
    try {
      return await app.inTenant(tenant, async (transaction) => {
        await work(transaction);
        throw undone;
      });
    } catch (error) {
      return error === undone ? 'allowed' : (sqlState(error) ?? String(error));
    }
  }

  async function mayDo(table: string, privilege: string): Promise<boolean> {
    const [row] = await query<{ may: boolean }>(
      database.migrateUrl,
      `SELECT has_table_privilege('fachwerk_app', $1, $2) AS may`,
      [table, privilege],
    );
    return row!.may;
  }

  const rowsOf = (table: string, tenant: string): Promise<readonly { row: Record<string, unknown> }[]> =>
    query(database.migrateUrl, `SELECT to_jsonb(t) AS row FROM ${table} AS t WHERE tenant_id = $1`, [tenant]);
  const insert = (transaction: Transaction, table: string, row: unknown): Promise<unknown> =>
    transaction.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`, [
      JSON.stringify(row),
    ]);

  it('every table with a tenant is one of those that are looked at here, and A has rows in it', async () => {
    expect(tables).toEqual(expect.arrayContaining(known));
    expect(partitions).toEqual(expect.arrayContaining(['message_other', 'attempt_2031_05']));
    for (const table of tables) expect((await rowsOf(table, a.tenant)).length, table).toBeGreaterThan(0);
  });

  it('a tenant sees its own rows alone, and without a tenant there are none', async () => {
    for (const table of tables) {
      const select = `SELECT count(*) FILTER (WHERE tenant_id = $1)::int AS own, count(*)::int AS "all" FROM ${table}`;
      const [seen] = await app.inTenant(b.tenant, (transaction) =>
        transaction.query<{ own: number; all: number }>(select, [b.tenant]),
      );
      expect(seen!.all, table).toBe(seen!.own);
      expect(seen!.own, table).toBe((await rowsOf(table, b.tenant)).length);
      const none = { own: 0, all: 0 };
      expect(await app.inTenant('', (transaction) => transaction.query(select, [b.tenant])), table).toEqual([none]);
      expect(await query(database.url, select, [b.tenant], 'fachwerk_app'), table).toEqual([none]);
    }
  });

  it('a tenant changes nothing of another, gives it nothing, and takes nothing from it', async () => {
    for (const table of tables) {
      for (const [privilege, statement] of [
        ['UPDATE', `UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = $1 RETURNING 1`],
        ['DELETE', `DELETE FROM ${table} WHERE tenant_id = $1 RETURNING 1`],
      ] as const) {
        const touched = (): Promise<unknown[]> =>
          app.inTenant(b.tenant, (transaction) => transaction.query(statement, [a.tenant]));
        if (await mayDo(table, privilege)) expect(await touched(), table).toEqual([]);
        else await expect(touched(), table).rejects.toMatchObject({ code: '42501' });
      }
      const [{ row }] = (await rowsOf(table, a.tenant)) as [{ row: Record<string, unknown> }];
      expect(await refusal(b.tenant, (transaction) => insert(transaction, table, row)), table).toBe('42501');
      const give = `UPDATE ${table} SET tenant_id = $1 WHERE tenant_id = $2`;
      expect(await refusal(b.tenant, (transaction) => transaction.query(give, [a.tenant, b.tenant])), table).toBe(
        '42501',
      );
      expect(await refusal(b.tenant, (transaction) => transaction.query(`TRUNCATE ${table} CASCADE`)), table).toBe(
        '42501',
      );
    }
  });

  it('no constraint tells of another tenant: all its rows fit in, with every id and key the same', async () => {
    // The first three the database makes by itself, from other rows. A certificate is of one procedure over all tenants.
    const others = ['search_entry', 'hour_tally', 'door_hour_tally', 'procedure_certificate'];
    const copied = tables.filter((table) => !others.includes(table));
    const all = await Promise.all(copied.map(async (table) => ({ table, rows: await rowsOf(table, a.tenant) })));
    const copy = async (transaction: Transaction): Promise<void> => {
      for (const { table, rows } of all)
        for (const { row } of rows) await insert(transaction, table, { ...row, tenant_id: emptyTenant });
    };
    expect(await refusal(emptyTenant, copy)).toBe('allowed');
    // A reference to a row of A fails like one to a row that nobody has.
    const [{ row }] = (await rowsOf('document', a.tenant)) as [{ row: Record<string, unknown> }];
    for (const missing of [row['case_file_id'], '9c1f7d52-3a80-4b6e-8f21-0d4c5b6a7e8f']) {
      const document = { ...row, tenant_id: b.tenant, case_file_id: missing, case_id: null };
      expect(await refusal(b.tenant, (transaction) => insert(transaction, 'document', document))).toBe('23503');
    }
  });

  it('but one: whoever shows a certificate is one procedure, and who has it in another tenant is not told', async () => {
    const [{ row }] = (await rowsOf('procedure_certificate', a.tenant)) as [{ row: Record<string, unknown> }];
    const [theirs] = (await rowsOf('procedure_certificate', b.tenant)) as [{ row: Record<string, unknown> }];
    const own = { ...theirs.row, id: '9c1f7d52-3a80-4b6e-8f21-0d4c5b6a7e8f' };
    const taken = { ...own, fingerprint: row['fingerprint'] };
    const refusals = [taken, own].map((one) =>
      refusal(b.tenant, (transaction) => insert(transaction, 'procedure_certificate', one)),
    );
    expect(await Promise.all(refusals)).toEqual(['23505', '23505']);
  });

  it('the secrets of webhooks and sources are not read by whoever works for a tenant', async () => {
    const pair = 'private_key, password';
    const servers = { xta_source_secret: pair, soap_target_secret: pair };
    const secrets = { webhook_secret: 'secret', alert_channel: 'secret', ...servers };
    for (const [table, columns] of Object.entries(secrets)) {
      const read = (transaction: Transaction): Promise<unknown> => transaction.query(`SELECT ${columns} FROM ${table}`);
      expect(await refusal(a.tenant, read), table).toBe('42501');
    }
  });

  it('partitions are not reached but through their table', async () => {
    for (const partition of partitions) {
      for (const role of ['fachwerk_app', 'fachwerk_system']) {
        const read = query(database.url, `SELECT FROM ${partition}`, [], role);
        await expect(read, partition).rejects.toMatchObject({ code: '42501' });
      }
      expect(await refusal(b.tenant, (transaction) => transaction.query(`SELECT FROM ${partition}`))).toBe('42501');
    }
  });

  it('history, attempts and the journal stay as they were written, whoever tries', async () => {
    const kept = ['history', 'attempt', 'journal'];
    const before = await Promise.all(kept.map((table) => rowsOf(table, a.tenant)));
    const written = partitions.filter((name) => name.startsWith('attempt_'));
    for (const table of [...kept, ...written]) {
      const statements = [`UPDATE ${table} SET actor = 'nobody'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`];
      for (const statement of statements) {
        for (const role of ['fachwerk_app', 'fachwerk_system']) {
          await expect(query(database.url, statement, [], role), statement).rejects.toMatchObject({ code: '42501' });
        }
        // A superuser passes row-level security and every grant; a row has to be there for the trigger to see.
        if (statement.startsWith('TRUNCATE') || !written.includes(table))
          await expect(query(database.migrateUrl, statement), statement).rejects.toThrow(/append-only/);
      }
    }
    expect(await Promise.all(kept.map((table) => rowsOf(table, a.tenant)))).toEqual(before);
  });

  it('what is filed is not filed again, whatever the code says', async () => {
    const again = [
      `filed_attempt = gen_random_uuid()`,
      `filed_attempt = NULL, state = 'accepted', receipt = NULL`,
      `receipt = '{}'`,
      `state = 'parked', error = '{}'`,
    ];
    for (const change of again) {
      const statement = `UPDATE submission SET ${change} WHERE state = 'filed'`;
      expect(await refusal(a.tenant, (transaction) => transaction.query(statement)), change).toBe('23505');
      await expect(query(database.migrateUrl, statement), change).rejects.toThrow(/filed already/);
    }
    const moved = `UPDATE submission SET key = 'other' WHERE state = 'filed'`;
    expect(await refusal(a.tenant, (transaction) => transaction.query(moved))).toBe('42501');
  });
});

/** A document with a further format, as no connector of these cities has one. */
async function fileFormat(content: string, tenant: string): Promise<void> {
  const filing = await DirectFiling.on(database, content, tenant, 'invoices');
  const source = { attachment: 'a.pdf' };
  await filing.carryOut({
    attachments: { 'a.pdf': 'as PDF' },
    commands: [
      { do: 'open-file', key: 'F', filePlanCode: '632.6', subject: 'File' },
      {
        do: 'add-document',
        key: 'D',
        in: { file: 'F' },
        subject: 'D',
        content: 'message',
        formats: [{ content: source }],
      },
    ],
  });
  await filing.close();
}

/** The id with its last digit changed: nobody's. */
function changed(id: string): string {
  return id.slice(0, -1) + (id.endsWith('0') ? '1' : '0');
}

/** All of an answer that somebody could compare; what differs at each request is left out. */
function comparable({ status, headers, body }: Answer): { status: number; headers: object; body: unknown } {
  const { date: _date, ...rest } = Object.fromEntries(headers);
  return { status, headers: rest, body };
}
