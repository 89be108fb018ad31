// Retention drops whole months, and never one in which a message waits for somebody. A sweep removes content that nobody
// needs, and nothing else. Both are written down, and nobody changes what was written.
import { readdir, rename, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { RandomIds, type Clock } from '../apps/hub/src/config/clock.js';
import { Database } from '../apps/hub/src/database/database.js';
import { dropCorrectedBodies, dropEndedJobs } from '../apps/hub/src/ledger/decision-retention.js';
import { queueReceipts } from '../apps/hub/src/ledger/outbox.js';
import { sweepWhenDue } from '../apps/hub/src/sweeping.js';
import { createCity, decideAboutParked, openCity, type City } from './harness/cities.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { query, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const DAY_MS = 86_400_000;

let line: CommandLine;
let database: TestDatabase;
let hub: HubProcess;
let city: City;
let env: CommandSettings;
beforeAll(async () => {
  line = await CommandLine.open();
  database = await newDatabase();
  const access = await createCity(database.url, 'adorf');
  hub = await HubProcess.start({ DATABASE_URL: database.url });
  env = { DATABASE_URL: database.url, DATA_DIR: hub.dataDir };
  city = await openCity(hub.baseUrl, access);
});
afterAll(async () => {
  await hub.remove();
  await database.drop();
  await line.close();
});

const run = (statement: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> =>
  query(database.migrateUrl, statement, values);

/** First day of the month that many months ago, `YYYY-MM-DD`. */
function monthAgo(months: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 10);
}

const suffixOf = (month: string): string => month.slice(0, 7).replace('-', '_');

/** Puts what a message left in the ledger into another month, too, as if it had come then. */
async function alsoIn(month: string, messageId: string): Promise<void> {
  await run(`SELECT fachwerk_create_partitions($1::date)`, [month]);
  for (const table of ['message', 'attempt', 'payload']) {
    const id = table === 'message' ? 'id' : 'message_id';
    await run(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(m, jsonb_build_object('accepted_at', $1::date + interval '5 days'))).*
       FROM ${table} AS m WHERE ${id} = $2 AND accepted_at > now() - interval '1 day'`,
      [month, messageId],
    );
  }
}

async function partitionsOf(month: string): Promise<readonly string[]> {
  const rows = await run(
    `SELECT relname AS name FROM pg_class WHERE relispartition AND relname ~ $1 AND relkind = 'r'`,
    [`^(message|attempt|payload)_${suffixOf(month)}$`],
  );
  return rows.map(({ name }) => String(name).slice(0, -8)).toSorted();
}

describe('retention', () => {
  const [allOver, kept, payloadOver, payloadKept] = [20, 19, 6, 7].map(monthAgo) as [string, string, string, string];

  it('drops what is over when a worker starts, and keeps a month in which a message waits', async () => {
    await alsoIn(allOver, city.filed.id);
    await alsoIn(payloadOver, city.filed.id);
    await alsoIn(kept, city.parked.id);
    await alsoIn(payloadKept, city.parked.id);
    await until('the gateway has told its numbers', async () => (await run('SELECT FROM intake_tally')).length > 0);
    await run(
      `INSERT INTO intake_tally SELECT (jsonb_populate_record(t, jsonb_build_object('minute', $1::date, 'epoch', gen_random_uuid(),
         'first_seq', 1, 'last_seq', 9, 'voided', '{[4,5]}'))).* FROM intake_tally AS t LIMIT 1`,
      [allOver],
    );
    await hub.stop();
    await hub.start();
    expect(hub.log.filter((entry) => entry.includes('not looked after'))).toEqual([]);
    expect(await partitionsOf(allOver)).toEqual([]);
    expect(await partitionsOf(kept)).toEqual(['attempt', 'message', 'payload']);
    expect(await partitionsOf(payloadOver)).toEqual(['attempt', 'message']);
    expect(await partitionsOf(payloadKept)).toEqual(['attempt', 'message', 'payload']);
    expect(await partitionsOf(monthAgo(-3))).toEqual(['attempt', 'message', 'payload']);
    const { entries } = (await line.json(env, 'housekeeping')).answer;
    expect(entries.map(({ facts }: { facts: unknown }) => facts)).toEqual(
      expect.arrayContaining([
        { what: 'payload', month: allOver.slice(0, 7), payload: 1, dropped: true },
        { what: 'message', month: allOver.slice(0, 7), message: 1, attempt: 1, tallied: 7, dropped: true },
        { what: 'payload', month: payloadOver.slice(0, 7), payload: 1, dropped: true },
      ]),
    );
    expect(entries).toHaveLength(3);
    expect(hub.log.join('\n')).toContain('a month of the ledger stays');
    const metrics = await (await fetch(`${hub.baseUrl}/metrics`)).text();
    expect(metrics).toContain(`fachwerk_months_kept{what="payload",month="${payloadKept.slice(0, 7)}"} 1`);
  });

  it('drops it once nobody waits any more', async () => {
    await run(`UPDATE submission SET state = 'rejected' WHERE state = 'parked'`);
    await hub.stop();
    await hub.start();
    expect(await partitionsOf(kept)).toEqual([]);
    expect(await partitionsOf(payloadKept)).toEqual(['attempt', 'message']);
    expect((await line.json(env, 'housekeeping')).answer.entries).toHaveLength(6);
  });

  it('drops nothing that is young, for nobody, and nobody changes the list', async () => {
    const asHub = (statement: string): Promise<unknown> => query(database.url, statement, [], 'fachwerk_system');
    for (const month of [0, 1].map(monthAgo).filter((_, ago) => ago === 0 || new Date().getUTCDate() <= 7))
      await expect(asHub(`SELECT fachwerk_drop_month('message', '${month}')`)).rejects.toMatchObject({ code: '22023' });
    await expect(asHub(`SELECT fachwerk_drop_month('submission', '2020-01-01')`)).rejects.toMatchObject({
      code: '22023',
    });
    await expect(
      query(database.url, `SELECT fachwerk_drop_month('message', '2020-01-01')`, [], 'fachwerk_app'),
    ).rejects.toMatchObject({ code: '42501' });
    for (const statement of [
      `DELETE FROM housekeeping_log`,
      `UPDATE housekeeping_log SET at = now()`,
      `TRUNCATE housekeeping_log`,
    ])
      await expect(run(statement), statement).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the sweep', () => {
  const put = async (tenant: string, text: string, daysAgo: number): Promise<string> => {
    const store = new DiskContentStore(join(hub.dataDir, 'content'));
    const { sha256 } = await store.put(tenant, Readable.from([Buffer.from(text)]) as unknown as AsyncIterable<Buffer>);
    await age(tenant, sha256, daysAgo);
    return sha256;
  };
  const pathOf = (tenant: string, sha256: string): string =>
    join(hub.dataDir, 'content', tenant, sha256.slice(0, 2), sha256);
  const age = async (tenant: string, sha256: string, daysAgo: number): Promise<void> => {
    const then = new Date(Date.now() - daysAgo * DAY_MS);
    await utimes(pathOf(tenant, sha256), then, then);
  };
  const isThere = (tenant: string, sha256: string): Promise<boolean> =>
    stat(pathOf(tenant, sha256)).then(
      () => true,
      () => false,
    );
  const sweep = async (...options: string[]): Promise<Record<string, never>> => {
    const { code, answer, error } = await line.json(env, 'content', 'sweep', ...options);
    expect({ code, error }).toEqual({ code: 0, error: undefined });
    return answer;
  };

  let old: string;
  let young: string;
  let foreign: string;
  const stranger = '7d0f4b7e-52a3-4f0e-9a55-5b9e6d2a1c11';
  const needed: string[] = [];
  beforeAll(async () => {
    old = await put(city.tenant, 'nobody needs this', 9);
    young = await put(city.tenant, 'perhaps on its way', 6);
    foreign = await put(stranger, 'of another database', 900);
    const rows = await run(
      `SELECT encode(sha256, 'hex') AS sha256 FROM document_version WHERE segment IS NULL
       UNION SELECT part->>'sha256' FROM message, jsonb_array_elements(envelope->'attachments') AS part`,
    );
    needed.push(...rows.map(({ sha256 }) => String(sha256)));
    for (const sha256 of needed) await age(city.tenant, sha256, 900);
  });

  it('only says what it would do when it is dry', async () => {
    expect(await sweep('--dry-run')).toMatchObject({ dryRun: true, setAside: { count: 1 }, ofOthers: { count: 1 } });
    expect(await isThere(city.tenant, old)).toBe(true);
  });

  it('takes nothing that was put before a message which is still on its way', async () => {
    await run(
      `INSERT INTO intake_tally SELECT (jsonb_populate_record(t, jsonb_build_object('minute', now() - interval '9 days',
         'first_at', now() - interval '9 days', 'epoch', gen_random_uuid(), 'first_seq', 1, 'last_seq', 1))).*
       FROM intake_tally AS t LIMIT 1`,
    );
    expect(await sweep()).toMatchObject({ setAside: { count: 0 }, oldestUnsettled: expect.any(String) });
    await run(`DELETE FROM intake_tally WHERE minute < now() - interval '1 day'`);
  });

  it('sets aside what nobody needs, and nothing else', async () => {
    expect(await sweep()).toMatchObject({ setAside: { count: 1, sizeBytes: 17 }, erased: { count: 0 } });
    expect(await isThere(city.tenant, old)).toBe(false);
    expect(await isThere(city.tenant, young)).toBe(true);
    expect(await isThere(stranger, foreign)).toBe(true);
    expect(needed.length).toBeGreaterThanOrEqual(1);
    for (const sha256 of needed) expect(await isThere(city.tenant, sha256), sha256).toBe(true);
    expect((await line.json(env, 'verify', '--all')).code).toBe(0);
  });

  it('brings back what somebody needs after all, and erases the rest a day later', async () => {
    const [document] = needed as [string];
    const trash = join(hub.dataDir, 'content', city.tenant, 'trash');
    const yesterday = Date.now() - 1.1 * DAY_MS;
    const [entry] = await readdir(trash);
    await rename(join(trash, entry!), join(trash, entry!.replace(/[.]\d+[.]/, `.${yesterday.toFixed(0)}.`)));
    await rename(pathOf(city.tenant, document), join(trash, `${document}.${yesterday.toFixed(0)}.${stranger}`));
    expect(await sweep('--dry-run')).toMatchObject({ erased: { count: 1 }, broughtBack: { count: 1 } });
    expect(await sweep()).toMatchObject({ erased: { count: 1, sizeBytes: 17 }, broughtBack: { count: 1 } });
    expect(await readdir(trash)).toEqual([]);
    expect(await isThere(city.tenant, document)).toBe(true);
    const { entries } = (await line.json(env, 'housekeeping', '--limit', '1')).answer;
    expect(entries).toMatchObject([{ job: 'content-swept', facts: { erased: { count: 1 } } }]);
  });

  it('is due once a day, and not again after a restart', async () => {
    const app = new Database({ url: database.url, connectionsMax: 4 });
    const store = new DiskContentStore(join(hub.dataDir, 'content'));
    const later = (hours: number): Clock => ({ now: () => new Date(Date.now() + hours * 3_600_000) });
    const { signal } = new AbortController();
    expect(await sweepWhenDue(app, store, later(0), signal)).toBeUndefined();
    expect(await sweepWhenDue(app, store, later(24), signal)).toMatchObject({ dryRun: false });
    await expect(sweepWhenDue(app, store, later(48), AbortSignal.abort())).rejects.toThrow('aborted');
    await app.close();
  });

  it('is done by one process at a time', async () => {
    const swept = await Promise.all([1, 2, 3].map(() => line.json(env, 'content', 'sweep')));
    for (const { code, error } of swept) if (code !== 0) expect(error?.code).toBe('housekeeping.busy');
    expect(swept.some(({ code }) => code === 0)).toBe(true);
  });
});

describe('the outbox', () => {
  /** The row of a message, as if its delivery had come to this so many days ago. */
  const ended = (id: string, state: string, daysAgo: number): Promise<unknown> =>
    run(
      `UPDATE outbox SET state = $2, attempts = 3, ended_at = now() - make_interval(days => $3), leased_until = NULL,
         last_error = CASE $2 WHEN 'stopped' THEN '{"code":"webhook.gone","message":"","at":"2026-01-01T00:00:00Z"}'::jsonb END,
         created_at = now() - make_interval(days => $3)
       WHERE submission_id = (SELECT submission_id FROM message WHERE id = $1 LIMIT 1)`,
      [id, state, daysAgo],
    );
  const idsOf = async (): Promise<readonly string[]> =>
    (await city.operator.get('/v1/outbox?limit=100')).body.deliveries.map(
      (row: { messageId: string }) => row.messageId,
    );
  const delivered: string[] = [];
  let stopped: string;
  let waiting: string;
  let young: string;

  it('lets go of what was delivered or stopped long ago, and the message still tells of it', async () => {
    const send = async (name: string): Promise<string> => {
      const id = await city.permits.sendUntilAccepted(permit(name), { mime: 'application/json' });
      return (await city.permits.settled(id)).id;
    };
    delivered.push(city.filed.id, await send('O-1'));
    [stopped, waiting, young] = [await send('O-2'), await send('O-3'), await send('O-4')];
    await run(`UPDATE webhook SET active = false`);
    for (const id of delivered) await ended(id, 'delivered', 91);
    await ended(stopped, 'stopped', 91);
    await ended(young, 'delivered', 89);
    await run(
      `UPDATE outbox SET created_at = now() - interval '400 days' WHERE submission_id =
         (SELECT submission_id FROM message WHERE id = $1)`,
      [waiting],
    );
    const before = await idsOf();
    expect(before).toEqual(expect.arrayContaining([...delivered, stopped, waiting, young]));
    await hub.stop();
    await hub.start();
    const gone = [...delivered, stopped];
    const after = await until('the old ones are gone', async () => {
      const ids = await idsOf();
      return !gone.some((id) => ids.includes(id)) && ids;
    });
    expect(after.toSorted()).toEqual(before.filter((id) => !gone.includes(id)).toSorted());

    for (const id of delivered) {
      const { confirmation } = await city.permits.message(id);
      expect(confirmation).toMatchObject({ state: 'delivered', attempts: 3, lastError: null, nextAt: null });
      expect(Date.now() - Date.parse(confirmation.endedAt)).toBeGreaterThan(90 * DAY_MS);
    }
    expect((await city.permits.message(stopped)).confirmation).toMatchObject({
      state: 'stopped',
      lastError: { code: 'webhook.gone' },
      endedAt: expect.any(String),
    });
    expect((await city.permits.message(waiting)).confirmation).toMatchObject({ state: 'pending', endedAt: null });
    const { entries } = (await line.json(env, 'housekeeping', '--limit', '1')).answer;
    expect(entries).toMatchObject([{ job: 'deliveries-dropped', facts: { delivered: 2, stopped: 1, submissions: 3 } }]);
  });

  it('does not tell again what it has let go of', async () => {
    const [row] = await run(
      `SELECT submission_id AS submission, procedure_id AS procedure FROM message WHERE id = $1 LIMIT 1`,
      [stopped],
    );
    const { submission, procedure } = row as { submission: string; procedure: string };
    const facts = {
      submission,
      procedure,
      connector: 'building-permits',
      connectorVersion: undefined,
      type: undefined,
    };
    const error = { kind: 'rejected', code: 'xml.empty', stage: 'validate', message: '', connector: '' } as const;
    const app = new Database({ url: database.url, connectionsMax: 1 });
    const queue = (settlement: Parameters<typeof queueReceipts>[3][number]): Promise<void> =>
      app.inTenant(city.tenant, async (transaction) =>
        queueReceipts(transaction, city.tenant, new Date(), [settlement], new RandomIds()),
      );
    const rows = async (): Promise<number> =>
      (await run('SELECT FROM outbox WHERE submission_id = $1', [submission])).length;
    await run(`UPDATE submission SET confirmation = confirmation || '{"outcome":"rejected"}' WHERE id = $1`, [
      submission,
    ]);
    await queue({ ...facts, state: 'rejected', error });
    expect(await rows()).toBe(0);
    await run(`UPDATE submission SET confirmation = confirmation || '{"outcome":"filed"}' WHERE id = $1`, [submission]);
    await queue({ ...facts, state: 'rejected', error });
    expect(await rows()).toBe(1);
    await app.close();
  });

  it('lets go of nothing young, and for nobody else', async () => {
    const drop = (role: string, days: number): Promise<unknown> =>
      query(database.url, `SELECT fachwerk_drop_deliveries(now() - make_interval(days => ${days}), 1)`, [], role);
    await expect(drop('fachwerk_system', 6)).rejects.toMatchObject({ code: '22023' });
    await expect(drop('fachwerk_app', 90)).rejects.toMatchObject({ code: '42501' });
    const app = new Database({ url: database.url, connectionsMax: 1 });
    const gone = await app.inTenant(city.tenant, (transaction) =>
      transaction.query('DELETE FROM outbox RETURNING outcome, state'),
    );
    await app.close();
    // The refusal of the test before, which nobody was told yet.
    expect(gone).toEqual([{ outcome: 'rejected', state: 'pending' }]);
    await expect(query(database.url, 'DELETE FROM outbox', [], 'fachwerk_system')).rejects.toMatchObject({
      code: '42501',
    });
  });
});

describe('what decisions leave behind', () => {
  let app: Database;
  let parked: string;
  beforeAll(async () => {
    app = new Database({ url: database.url, connectionsMax: 1 });
    const { body } = await city.permits.send(permit('T-1', { project: 'Bridge' }), { mime: 'application/json' });
    parked = body.id;
    await decideAboutParked({ ...city, parked: await city.permits.settled(parked) });
  });
  afterAll(() => app.close());

  it('is dropped with what became of the messages when a job ended long ago; the journal keeps who decided', async () => {
    const [job] = (await city.operator.get('/v1/jobs')).body.jobs;
    const drop = (days: number): Promise<number> => dropEndedJobs(app, new Date(), days, AbortSignal.timeout(60_000));
    expect(await drop(400)).toBe(0);
    await run(`UPDATE decision_job SET ended_at = now() - interval '401 days' WHERE id = $1`, [job.id]);
    await expect(drop(6)).rejects.toMatchObject({ code: '22023' });
    expect(await drop(400)).toBe(1);
    expect((await city.operator.get(`/v1/jobs/${job.id}`)).status).toBe(404);
    expect(await run('SELECT FROM decision_job_item WHERE job_id = $1', [job.id])).toEqual([]);
    const noted = await run(`SELECT action FROM journal WHERE subject_id = $1`, [job.id]);
    expect(noted).toEqual([{ action: 'job.created' }]);
    const { entries } = (await line.json(env, 'housekeeping', '--limit', '1')).answer;
    expect(entries).toMatchObject([{ job: 'jobs-dropped', facts: { jobs: 1, messages: 1 } }]);
  });

  it('goes with the body that was sent, and who corrected it stays', async () => {
    const corrections = `/v1/messages/${parked}/corrections`;
    await run('ALTER TABLE correction DISABLE TRIGGER guard');
    await run(`UPDATE correction SET created_at = now() - interval '8 days' WHERE message_id = $1`, [parked]);
    await run('ALTER TABLE correction ENABLE TRIGGER guard');
    expect(await dropCorrectedBodies(app)).toBe(0);
    expect((await city.operator.request(`${corrections}/1/payload`, {})).body).toBe('{}');
    await run('DELETE FROM payload WHERE message_id = $1', [parked]);
    expect(await dropCorrectedBodies(app)).toBe(1);
    expect(await dropCorrectedBodies(app)).toBe(0);
    expect(await city.operator.get(`${corrections}/1/payload`)).toMatchObject({
      status: 410,
      body: { code: 'message.payload-gone' },
    });
    expect((await city.operator.get(corrections)).body.corrections).toMatchObject([{ number: 1, reason: 'a try' }]);
  });
});
