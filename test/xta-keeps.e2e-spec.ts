// What XTA has said yes to is there: over outages of the database and the broker, over a killed gateway and over sweeps;
// and what is over is let go of.
import { createHash } from 'node:crypto';
import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { SystemClock } from '../apps/hub/src/config/clock.js';
import { Database, type Transaction, type View } from '../apps/hub/src/database/database.js';
import { XtaMailbox } from '../apps/hub/src/ledger/xta/mailbox.js';
import { dropEndedOrders } from '../apps/hub/src/ledger/xta/retention.js';
import { sweepOnce } from '../apps/hub/src/sweeping.js';
import { CommandLine } from './harness/command-line.js';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import type { Procedure } from './harness/procedure.js';
import { newBroker, newDatabase } from './harness/provided.js';
import { TcpProxy } from './harness/tcp-proxy.js';
import { until } from './harness/wait.js';
import { idElement, newId, selector, textIn, TYPE, XtaClient, type Sent } from './harness/xta-requests.js';
import { invoice } from './invoice.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const DAY_MS = 86_400_000;

/** Remembers how often the last transaction read all orders, and how many rows of them it read. */
class ObservedDatabase extends Database {
  read = { whole: 0, rows: 0 };

  override inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    const counted = `SELECT seq_scan::int AS whole, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS rows
      FROM pg_stat_xact_user_tables WHERE relname = 'xta_message'`;
    return super.inTenant(
      tenant,
      async (transaction) => {
        const [before] = await transaction.query<{ whole: number; rows: number }>(counted);
        const result = await work(transaction);
        const [after] = await transaction.query<{ whole: number; rows: number }>(counted);
        this.read = { whole: after!.whole - before!.whole, rows: after!.rows - before!.rows };
        return result;
      },
      view,
    );
  }
}

describe.skipIf(officialSchemasMissing !== undefined)('what XTA has accepted', () => {
  let database: TestDatabase;
  let toDatabase: TcpProxy;
  let toBroker: TcpProxy;
  let hub: HubProcess;
  let procedure: Procedure;
  let sender: XtaClient;
  let reader: XtaClient;
  let app: Database;

  beforeAll(async () => {
    database = await newDatabase();
    toDatabase = await TcpProxy.start(Number(new URL(database.url).port || 5432));
    const broker = await newBroker();
    toBroker = await TcpProxy.start(Number(new URL(broker).port || 5672));
    const settings = { DATABASE_URL: toDatabase.through(database.url), AMQP_URL: toBroker.through(broker) };
    hub = await HubProcess.start({ ...settings, DEMO: 'true' });
    await installSchemas({ FACHWERK_DATA_DIR: hub.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
    await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, xtaParties }) => {
      const tenant = (await administration.tenantId('demo'))!;
      const by = { tenant, name: '(test)' };
      for (const [identifier, name] of [
        ['city', undefined],
        ['invoices', 'xrechnung'],
        ['permits', 'building-permits'],
      ] as const)
        await xtaParties.add(by, { type: TYPE, identifier, procedure: name, services: [] });
    });
    app = new Database({ url: database.url, connectionsMax: 2 });
    procedure = await hub.procedure('xrechnung');
    const client = async (name: string): Promise<XtaClient> =>
      new XtaClient(hub.baseUrl, { authorization: `Bearer ${await hub.keyOf(name)}` });
    sender = await client('xrechnung');
    reader = await client('building-permits');
    await until('the hub knows the schemas', async () => (await sender.ask('checkAccountActive')).status === 200);
  });
  afterAll(async () => {
    await app.close();
    await hub.remove();
    await Promise.all([toDatabase.stop(), toBroker.stop()]);
    await database.drop();
  });

  const to = (name: string, text: string): Sent => {
    const message = { mime: 'application/xml', bytes: Buffer.from(text), fileName: 'm.xml' };
    return { messageId: newId(), author: 'invoices', reader: name, message };
  };
  const isSaid = async (sent: Sent): Promise<boolean> => {
    const { status, number } = await sender.send(sent);
    if (status === 200) return true;
    expect(number).toBe('9030');
    return false;
  };
  const statusOf = async (sent: Sent): Promise<string | undefined> =>
    textIn((await sender.report(sent.messageId)).xml, 'Status');

  it.each(['database', 'broker'] as const)('is filed once when the %s was away and it is sent again', async (away) => {
    const line = away === 'database' ? toDatabase : toBroker;
    const sent = to('city', invoice(`X-${away}`));
    line.cut();
    await until('it is refused', async () => !(await isSaid(sent)));
    line.restore();
    await until('it is accepted', () => isSaid(sent));
    expect(await isSaid(sent)).toBe(true);
    await until('it is filed', async () => (await statusOf(sent)) === '1');
    const { messages } = (await procedure.get('/v1/messages?limit=500')).body;
    const filed = messages.filter(
      ({ key, duplicateOf }: { key: string; duplicateOf?: string }) =>
        key === sent.messageId && duplicateOf === undefined,
    );
    expect(filed).toHaveLength(1);
  });

  it('is there after a gateway was killed in the middle, when it is sent again', async () => {
    const numbers = Array.from({ length: 10 }, (_, number) => number);
    const all = [
      ...numbers.map((number) => to('city', invoice(`K-${number}`))),
      ...numbers.map((number) => to('permits', `<k${number}/>`)),
    ];
    const going = Promise.allSettled(all.map((sent) => sender.send(sent)));
    await until('some of it is written down', async () => {
      const [row] = await query<{ count: number }>(
        database.migrateUrl,
        'SELECT count(*)::int AS count FROM xta_message',
      );
      return row!.count > 4;
    });
    await hub.kill();
    await going;
    await hub.start();
    for (const sent of all) await until('it is accepted', () => isSaid(sent));
    await until('all of it is where it belongs', async () => {
      const states = await Promise.all(all.map(statusOf));
      return states.slice(0, 10).every((state) => state === '1') && states.slice(10).every((state) => state === '0');
    });
    const books = await procedure.booksWhen('all is counted', ({ inFlight }) => inFlight === 0);
    expect(books).toMatchObject({ balanced: true, missing: { count: 0 } });
    const boxed = all.slice(10);
    const { xml } = await reader.list(
      'maxListItems="500"',
      selector(boxed.map(({ messageId }) => idElement(messageId)).join('')),
    );
    for (const { messageId } of boxed) expect(xml.split(messageId)).toHaveLength(2);
    expect((await reader.close(...boxed.map(({ messageId }) => messageId))).status).toBe(200);
  });

  it('is in a backup, with its content', async () => {
    const sent = to('permits', '<saved/>');
    expect(await isSaid(sent)).toBe(true);
    const line = await CommandLine.open();
    const env = { DATABASE_URL: database.url, MIGRATE_DATABASE_URL: database.migrateUrl, DATA_DIR: hub.dataDir };
    const folder = join(line.folder, 'backup');
    expect((await line.json(env, 'backup', folder)).code).toBe(0);
    const files = await readdir(folder, { recursive: true });
    const list = files.find((path) => path.endsWith('documents.list.gz'))!;
    const needed = gunzipSync(await readFile(join(folder, list))).toString();
    const hash = createHash('sha256').update('<saved/>').digest('hex');
    expect(needed).toContain(hash);
    const copied = files.filter((path) => path.endsWith(hash));
    expect(copied).toHaveLength(1);
    await line.close();
    expect((await reader.close(sent.messageId)).status).toBe(200);
  });

  it('is not swept as long as it is in a mailbox, and is when it was closed', async () => {
    const sent = to('permits', '<kept/>');
    expect(await isSaid(sent)).toBe(true);
    const content = join(hub.dataDir, 'content');
    const [row] = await query<{ sha256: string }>(
      database.migrateUrl,
      `SELECT parts->0->>'sha256' AS sha256 FROM xta_message WHERE message_id = $1`,
      [sent.messageId],
    );
    const sweep = async (): Promise<number> => {
      const long = new Date(Date.now() - 30 * DAY_MS);
      for (const entry of await readdir(content, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), long, long);
      const report = await sweepOnce(app, new DiskContentStore(content), new SystemClock(), true);
      return report!.setAside.count;
    };
    const before = await sweep();
    const fetched = await reader.fetch(selector(idElement(sent.messageId)));
    expect(fetched.parts.map(({ bytes }) => bytes.toString())).toEqual(['<kept/>']);
    expect((await reader.close(sent.messageId)).status).toBe(200);
    expect(row!.sha256).toMatch(/^[\da-f]{64}$/);
    expect(await sweep()).toBe(before + 1);
  });

  it('is forgotten when it was over for long enough, and not before', async () => {
    const closed = to('permits', '<closed/>');
    const waiting = to('permits', '<waiting/>');
    const filed = to('city', invoice('L-1'));
    for (const sent of [closed, waiting, filed]) expect(await isSaid(sent)).toBe(true);
    expect((await reader.close(closed.messageId)).status).toBe(200);
    await until('it is filed', async () => (await statusOf(filed)) === '1');
    const drop = (days: number): Promise<number> => dropEndedOrders(app, new Date(), days, AbortSignal.timeout(30_000));
    expect(await drop(90)).toBe(0);
    await query(
      database.migrateUrl,
      `UPDATE xta_message SET created_at = created_at - interval '91 days', closed_at = closed_at - interval '91 days'`,
    );
    // It was sent long ago, and filed a moment ago.
    const all = await query<{ id: string }>(database.migrateUrl, 'SELECT message_id AS id FROM xta_message');
    const gone = await drop(90);
    expect(await statusOf(filed)).toBe('1');
    expect(await statusOf(waiting)).toBe('0');
    expect((await sender.report(closed.messageId)).number).toBe('9070');
    const left = await query<{ id: string }>(database.migrateUrl, 'SELECT message_id AS id FROM xta_message');
    expect(gone).toBe(all.length - left.length);
    await expect(drop(6)).rejects.toMatchObject({ code: '22023' });
  });

  it('is found by an index in a mailbox that nobody empties', async () => {
    const [ids] = await query<{ tenant: string; sender: string; reader: string }>(
      database.migrateUrl,
      `SELECT sender.tenant_id AS tenant, sender.id AS sender, reader.id AS reader
       FROM procedure AS sender JOIN procedure AS reader USING (tenant_id)
       WHERE sender.name = 'xrechnung' AND reader.name = 'building-permits'`,
    );
    await query(
      database.migrateUrl,
      `INSERT INTO xta_message (tenant_id, id, message_id, procedure_id, reader_id, reader_type, reader_identifier,
         content_hash, metadata, relates_to, parts, size_bytes, created_at, accepted_at, visible_from, closed_at)
       SELECT $1, gen_random_uuid(), 'urn:full:' || n, $2, $3, $4, 'permits', sha256('1'), '{}', '{}', '[]', 1,
         now(), now(), now() - n * interval '1 second', CASE WHEN n % 2 = 0 THEN now() END
       FROM generate_series(1, 40000) AS n`,
      [ids!.tenant, ids!.sender, ids!.reader, TYPE],
    );
    await query(database.migrateUrl, 'ANALYZE xta_message');
    const observed = new ObservedDatabase({ url: database.url, connectionsMax: 1 });
    const mailbox = new XtaMailbox(observed);
    const page = await mailbox.page(ids!.tenant, ids!.reader, {}, { limit: 1, now: new Date() });
    expect(page).toMatchObject({ orders: [{ messageId: 'urn:full:39999' }], pending: 10_000 });
    expect(page.orders[0]).not.toHaveProperty('parts');
    expect(observed.read.whole).toBe(0);
    expect(observed.read.rows).toBeLessThan(10_100);
    const chosen = { messageIds: ['urn:full:7'] };
    const one = await mailbox.page(ids!.tenant, ids!.reader, chosen, { limit: 10, now: new Date() });
    expect(one.orders.map(({ messageId }) => messageId)).toEqual(['urn:full:7']);
    expect(observed.read.whole).toBe(0);
    expect(observed.read.rows).toBeLessThan(100);
    await observed.close();
  });
});
