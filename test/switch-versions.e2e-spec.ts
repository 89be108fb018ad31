// Versions of a connector are installed side by side. Under load a procedure is switched to one and back: every worker
// reads with it within a second, nothing is lost, and each attempt says which version it was.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import { addProcedures, note, Packages } from './harness/packages.js';
import type { Answer, Procedure, SendOptions } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';
import { zipOf } from './harness/zip.js';

const PASSWORD = 'correct horse battery';
const EFFECTIVE_MS_MAX = 1_000;
const NOTES = '/v1/procedures/notes';
const DRAFTS = '/v1/procedures/drafts';
const json = { mime: 'application/json' };
const table: object[] = [];
afterAll(() => console.table(table));

describe.each(exchanges)('versions of a connector, with the exchange on %s', (exchange) => {
  let packages: Packages;
  let folders: readonly string[];
  let setUp: SetUp;
  /** Of their own: none of them is told by the process that makes the change. */
  let workers: readonly HubProcess[];
  let sender: Procedure;
  let drafts: Procedure;
  let ada: SignedIn;
  let sent = 0;

  beforeAll(async () => {
    packages = await Packages.make();
    const versioned = (version: string): string => `return filed(message, settings, \`by ${version}\`);`;
    const [first, newer, demanding, retired, narrow, wide] = await Promise.all(
      [
        { version: '1.9.0' },
        { version: '1.10.0' },
        { version: '1.11.0', requires: 'registry', stability: 'retired' },
        { version: '2.0.0', stability: 'retired' },
      ]
        .map((facts) => packages.add({ name: 'notes', translate: versioned(facts.version), ...facts }))
        .concat(draftsIn(packages)),
    );
    folders = [first!, newer!, demanding!, retired!, narrow!, wide!];
    const CONNECTORS = folders.join(',');
    setUp = await startSetUp(exchange, { CONNECTORS, ROLES: 'gateway,records,operator' });
    workers = await Promise.all([1, 2].map(() => HubProcess.start(workerOf(setUp, { CONNECTORS }))));
    [sender, drafts] = (await addProcedures(setUp, folders, [
      { name: 'notes', connector: 'notes' },
      { name: 'drafts', connector: 'drafts' },
    ])) as [Procedure, Procedure];
    await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
      const tenant = (await administration.tenantId('demo'))!;
      await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
    });
    ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@demo', PASSWORD);
  }, 180_000);
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.remove()));
    await setUp.remove();
    await packages.remove();
  });

  const switchTo = async (connectorVersion: string | null, path = NOTES): Promise<Answer> => {
    const { revision } = (await ada.get(path)).body;
    return ada.request('PATCH', path, { revision, connectorVersion });
  };

  /** When the journal says that the last switch was made. */
  const writtenAt = async (): Promise<number> =>
    Date.parse((await ada.get('/v1/journal?subject=procedure/notes&limit=1')).body.entries[0].at);

  /** Messages one after the other, by several senders, for so long as the work takes. */
  const underLoad = async (work: () => Promise<void>): Promise<void> => {
    let goesOn = true;
    const senders = Array.from({ length: 4 }, async () => {
      while (goesOn) {
        sent += 1;
        const number = `N-${sent}`;
        await sender.sendUntilAccepted(note(number), { ...json, key: number });
      }
    });
    await work();
    goesOn = false;
    await Promise.all(senders);
  };

  it('the newest that is not retired reads the messages of a procedure without one of its own', async () => {
    const { body } = await ada.get('/v1/connectors/notes');
    expect(body.version).toBe('1.10.0');
    expect(body.installed).toEqual([
      { version: '2.0.0', stability: 'retired', source: 'package', procedures: [] },
      { version: '1.11.0', stability: 'retired', source: 'package', procedures: [] },
      { version: '1.10.0', stability: 'pilot', source: 'package', procedures: ['notes'] },
      { version: '1.9.0', stability: 'pilot', source: 'package', procedures: [] },
    ]);
    expect((await ada.get(NOTES)).body).toMatchObject({ connectorVersion: null, connector: { version: '1.10.0' } });
  });

  it('are switched under load and back, each within a second in every worker, and nothing is lost', async () => {
    await underLoad(async () => {
      await enough(setUp, '1.10.0');
      for (const [version, wanted] of [
        ['1.9.0', '1.9.0'],
        [null, '1.10.0'],
      ] as const) {
        const { revision } = (await ada.get(NOTES)).body;
        const since = Date.now();
        const answer = await ada.request('PATCH', NOTES, { revision, connectorVersion: version });
        expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { connectorVersion: version } });
        const answered = Date.now();
        await until(
          'the other version reads',
          async () => (await attempts(setUp, answered + EFFECTIVE_MS_MAX)).length > 20,
        );
        const others = (await attempts(setUp, since)).filter((row) => row.version !== wanted);
        const last = Math.max(since, ...others.map(({ startedAt }) => startedAt.getTime()));
        table.push({
          exchange,
          to: wanted,
          'answered after, ms': answered - since,
          'the last of them after it was written down, ms': last - (await writtenAt()),
          'read by the other since': others.length,
          'after the answer, ms': last - answered,
        });
        expect(last - answered).toBeLessThan(EFFECTIVE_MS_MAX);
      }
    });
    const books = await sender.booksWhen('all are settled', ({ filed }) => filed === sent, 120_000);
    expect(books).toMatchObject({
      accepted: sent,
      filed: sent,
      parked: 0,
      inFlight: 0,
      balanced: true,
      missing: { count: 0 },
    });
    const rows = await attempts(setUp, 0);
    expect(new Set(rows.map(({ version }) => version))).toEqual(new Set(['1.9.0', '1.10.0']));
    expect(rows).toHaveLength(sent);
  }, 240_000);

  it('what was filed by which is in the documents, as the attempts say', async () => {
    const url = setUp.database.migrateUrl;
    const filed = await query(url, 'SELECT subject, count(*)::int FROM document GROUP BY 1 ORDER BY 1');
    const read = await query(
      url,
      `SELECT 'by ' || connector_version AS subject, count(*)::int FROM attempt WHERE outcome = 'filed' GROUP BY 1 ORDER BY 1`,
    );
    expect(filed).toHaveLength(2);
    expect(filed).toEqual(read);
  });

  it('on the way back nothing is refused for good that was accepted for the newer one', async () => {
    const operator = await setUp.hub.operator();
    await Promise.all(workers.map((worker) => worker.stop()));
    const send = async (body: Buffer | string, options: SendOptions = json): Promise<string> => {
      const answer = await drafts.send(body, options);
      expect(answer.status, JSON.stringify(answer.body)).toBe(202);
      return answer.body.id;
    };
    // Recognised by the newer one only, translated by it only, in a container that only it takes.
    const zip = zipOf([{ name: 'memo.xml', bytes: '<memo xmlns="urn:drafts"/>' }]);
    const waiting = [
      await send(note('later')),
      await send(note('D-2', 'late')),
      await send(zip, { mime: 'application/zip', key: 'memo' }),
    ] as const;
    const good = await send(note('D-3'));

    expect((await switchTo('1.0.0', DRAFTS)).status).toBe(200);
    const own = await send(note('never'));
    await Promise.all(workers.map((worker) => worker.start()));
    expect(await drafts.settled(good)).toMatchObject({ state: 'filed' });
    for (const [id, code] of [
      [waiting[0], 'json.schema'],
      [waiting[1], 'drafts.late'],
      [waiting[2], 'container.no-message'],
    ] as const) {
      const parked = await drafts.settled(id);
      expect(parked).toMatchObject({
        state: 'parked',
        error: { kind: 'conflict', code: 'procedure.connector-changed', whoActs: 'operator' },
      });
      const { de, en } = parked.error.sentence;
      expect(de).toBe(
        `Die Nachricht wurde für den Konnektor drafts 2.0.0 angenommen. Das Fachverfahren hat jetzt drafts 1.0.0, der sie nicht annimmt (${code}).`,
      );
      expect(en).toBe(
        `The message was accepted for the connector drafts 2.0.0. The procedure has drafts 1.0.0 now, which does not take it (${code}).`,
      );
    }
    // What was accepted for the version that reads it, is its sender's mistake.
    expect(await drafts.settled(own)).toMatchObject({ state: 'rejected', error: { code: 'json.schema' } });

    expect((await switchTo('2.0.0', DRAFTS)).status).toBe(200);
    await until('all know', async () => (await Promise.all([setUp.hub, ...workers].map(knowsTwo))).every(Boolean));
    for (const id of waiting) {
      await operator.post(`/v1/messages/${id}/release`);
      expect(await drafts.settled(id)).toMatchObject({ state: 'filed' });
    }
    const books = await drafts.booksWhen('all are settled', ({ filed }) => filed === 4);
    expect(books).toMatchObject({
      accepted: 5,
      rejected: 1,
      parked: 0,
      inFlight: 0,
      balanced: true,
      missing: { count: 0 },
    });
  }, 120_000);

  it('a switch is refused that the settings do not fit, that nobody has installed, or that somebody overtook', async () => {
    expect(await switchTo('1.11.0')).toMatchObject({
      status: 422,
      body: { code: 'settings.invalid', problems: [{ path: '/registry' }] },
    });
    const unknown = await switchTo('7.0.0');
    expect(unknown).toMatchObject({ status: 422, body: { code: 'connector.version-unknown' } });
    expect(unknown.body.detail).toContain('2.0.0, 1.11.0, 1.10.0, 1.9.0');
    expect((await switchTo('newest')).status).toBe(400);
    const { revision } = (await ada.get(NOTES)).body;
    expect((await switchTo('1.9.0')).status).toBe(200);
    const late = await ada.request('PATCH', NOTES, { revision, connectorVersion: null });
    expect(late).toMatchObject({ status: 409, body: { code: 'procedure.changed' } });
    const { entries } = (await ada.get('/v1/journal?subject=procedure/notes&actor=ada&limit=1')).body;
    expect(entries[0]).toMatchObject({
      action: 'procedure.changed',
      details: { before: { connectorVersion: null }, after: { connectorVersion: '1.9.0' } },
    });
  });

  it('are listed and switched by the command line', async () => {
    const command = await CommandLine.open();
    const env = { DATABASE_URL: setUp.database.url, CONNECTORS: folders.join(',') };
    const set = ['procedure', 'set', 'notes', '--tenant', 'demo', '--connector-version'];
    const { answer } = await command.json(env, 'connector', 'list');
    const notes = answer.connectors.filter(({ name }: { name: string }) => name === 'notes');
    expect(notes.map(({ version, source }: Record<string, string>) => [version, source])).toEqual(
      ['2.0.0', '1.11.0', '1.10.0', '1.9.0'].map((version) => [version, 'package']),
    );
    expect(await command.json(env, ...set, 'newest')).toMatchObject({ code: 0, answer: { connectorVersion: null } });
    expect((await ada.get(NOTES)).body.connectorVersion).toBeNull();
    expect(await command.json(env, ...set, '1.9.0')).toMatchObject({ code: 0, answer: { connectorVersion: '1.9.0' } });
    expect((await ada.get(NOTES)).body.connectorVersion).toBe('1.9.0');
    const refused = await command.json(env, ...set, '1.11.0');
    expect(refused.code).not.toBe(0);
    expect(refused.error).toMatchObject({ code: 'settings.invalid' });
    expect((await command.json(env, ...set, 'latest')).error).toMatchObject({ code: 'connector.version-unknown' });
    await command.close();
  }, 120_000);

  it('is not lost to a process that starts from what one of the version before wrote on disk', async () => {
    expect((await switchTo('1.9.0')).status).toBe(200);
    const [worker] = workers;
    await until('it knows', () => worker!.knows('"connectorVersion":"1.9.0"'));
    await worker!.stop();
    // With the revision of now, as it is beside this version during an upgrade.
    const file = join(worker!.dataDir, 'access-snapshot.json');
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(/"connectorVersion":[^,]+,/g, ''));
    expect(await worker!.knows('connectorVersion')).toBe(false);
    await worker!.start();
    await until('it has read anew', () => worker!.knows('"connectorVersion":"1.9.0"'));
  });

  it('a version that is gone makes the procedure wait, and it goes on by itself when it is there again', async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    const fewer = await HubProcess.start(workerOf(setUp, { CONNECTORS: folders[1]! }));
    const { id } = (await sender.send(note('GONE'), json)).body;
    const waits = await until('it waits', async () => (await sender.message(id)).waiting);
    expect(waits).toMatchObject({ kind: 'misconfigured', code: 'connector.version-unknown', whoActs: 'operator' });
    await fewer.remove();
    await Promise.all(workers.map((worker) => worker.start()));
    expect(await sender.settled(id, 60_000)).toMatchObject({ state: 'filed' });
  }, 180_000);
});

/** The newer one takes other numbers, another subject, and a memo in a ZIP. */
function draftsIn(packages: Packages): readonly Promise<string>[] {
  const late = `if (message.body.subject === 'late') throw new Rejected('drafts.late', 'Too late.');`;
  const memo = `const body = message.type === 'memo' ? { number: 'memo', subject: 'Memo' } : message.body;`;
  const root = { namespace: 'urn:drafts', element: 'memo' };
  return [
    packages.add({
      name: 'drafts',
      number: { type: 'string', pattern: '^D-' },
      translate: `${late} return filed(message, settings);`,
    }),
    packages.add({
      name: 'drafts',
      version: '2.0.0',
      accepts: [{ type: 'memo', title: 'A memo', root, container: 'zip', namespaces: {} }],
      translate: `${memo} return filed({ body }, settings);`,
    }),
  ];
}

const knowsTwo = (hub: HubProcess): Promise<boolean> => hub.knows('"connectorVersion":"2.0.0"');

function workerOf({ database, brokerUrl, hub }: SetUp, settings: HubSettings): HubSettings {
  const exchange: HubSettings = brokerUrl === undefined ? {} : { AMQP_URL: brokerUrl };
  return {
    ROLES: 'worker',
    DATABASE_URL: database.url,
    CONTENT_DIR: join(hub.dataDir, 'content'),
    ...exchange,
    ...settings,
  };
}

interface Attempt {
  readonly version: string;
  readonly startedAt: Date;
}

/** Of the connector; begun since then. */
function attempts({ database }: SetUp, since: number): Promise<readonly Attempt[]> {
  const text = `SELECT connector_version AS version, started_at AS "startedAt" FROM attempt
    WHERE connector = 'notes' AND started_at >= '${new Date(since).toISOString()}'`;
  return query<{ version: string; startedAt: Date }>(database.migrateUrl, text);
}

function enough(setUp: SetUp, version: string): Promise<boolean> {
  return until(
    'some are read',
    async () => (await attempts(setUp, 0)).filter((row) => row.version === version).length > 50,
  );
}
