// A hub is backed up while messages come in, and lost a moment later. What is restored from the backup is whole, knows
// what was sent before, and goes on counting where it was; what came later is sent again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { sha256 } from './fixtures.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { createDatabase, query, type TestDatabase } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import { Procedure } from './harness/procedure.js';
import { newBroker, startSetUp } from './harness/provided.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

/** How many documents there are before the first backup: of each message the message itself and its plans. */
const DOCUMENTS = Number(process.env['FACHWERK_RESTORE_DOCUMENTS'] ?? 80);
const PLANS = DOCUMENTS < 1_000 ? 1 : 9;
const MESSAGES = Math.ceil(DOCUMENTS / (PLANS + 1));
/** While it is filled, and while it is backed up. */
const [FILLERS, SENDERS] = [16, 4];
const FILES = 20;
/** Far above what any part of it takes. */
const EACH_MS = 120_000 + DOCUMENTS * 200;
vi.setConfig({ testTimeout: EACH_MS });

interface Sent {
  readonly key: string;
  readonly id: string;
}

let line: CommandLine;
let folder: string;
beforeAll(async () => {
  line = await CommandLine.open();
});
afterAll(() => line.close());

describe.each(['rabbitmq', 'embedded'] as const)('with %s', (kind) => {
  let hub: HubProcess;
  let restored: HubProcess;
  let key: string;
  let removeOld: () => Promise<void>;
  let database: TestDatabase | undefined;
  /** Of the old hub's command line, and of the new one's. */
  let oldEnv: CommandSettings;
  let newEnv: HubSettings & CommandSettings;
  const sent = new Map<string, Sent>();
  /** At the old hub, before the first backup. */
  let person: SignedIn;
  /** Ids of the messages that the backup has. */
  const known = new Set<string>();
  let report: Awaited<ReturnType<CommandLine['json']>>['answer'];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fachwerk-backup-'));
    if (kind === 'rabbitmq') {
      const setUp = await startSetUp('rabbitmq');
      hub = setUp.hub;
      removeOld = () => setUp.remove();
      oldEnv = {
        DATABASE_URL: setUp.database.url,
        MIGRATE_DATABASE_URL: setUp.database.migrateUrl,
        DATA_DIR: hub.dataDir,
      };
      const { databaseUrl, hubLogin } = inject('servers');
      database = await createDatabase(databaseUrl, hubLogin);
      newEnv = { DATABASE_URL: database.url, MIGRATE_DATABASE_URL: database.migrateUrl };
    } else {
      hub = await HubProcess.start({ DEMO: 'true' });
      removeOld = () => hub.remove();
      oldEnv = { DATA_DIR: hub.dataDir };
      newEnv = {};
    }
    newEnv = { ...newEnv, DATA_DIR: await mkdtemp(join(tmpdir(), 'fachwerk-restored-')) };
    key = `Bearer ${await hub.keyOf('building-permits')}`;
  }, 120_000);
  afterAll(async () => {
    await restored?.remove();
    await removeOld();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const senderOf = (of: HubProcess): Procedure => new Procedure(of.baseUrl, 'building-permits', key);
  const send = (to: Procedure, name: string): Promise<string> =>
    to.sendUntilAccepted(permit(name, { parcel: `Flur ${Number(name) % FILES}` }), {
      key: name,
      mime: 'application/json',
      attachments: plansOf(name).map((bytes, at) => ({ name: `plan-${at}.pdf`, mime: 'application/pdf', bytes })),
    });

  it('is backed up while messages come in, the second time only with what is new', async () => {
    const sender = senderOf(hub);
    person = await hub.signedIn();
    let begun = performance.now();
    let next = 0;
    let stopped = false;
    const keepSending = async (_: unknown, sending: number): Promise<void> => {
      while (!stopped && (sending < SENDERS || sent.size < MESSAGES)) {
        const name = String((next += 1));
        sent.set(name, { key: name, id: await send(sender, name) });
      }
    };
    const senders = Array.from({ length: FILLERS }, keepSending);
    try {
      await until('some were sent', () => sent.size >= MESSAGES, EACH_MS);
      tell(`${sent.size} messages sent`, begun);
      begun = performance.now();
      const first = await line.json(oldEnv, 'backup', folder);
      tell(`backup of ${first.answer?.rows} rows and ${first.answer?.files} files, while messages came in`, begun);
      begun = performance.now();
      expect(first).toMatchObject({ code: 0, answer: { bad: [] } });
      const second = await line.json(oldEnv, 'backup', folder);
      tell(`the next backup, of ${second.answer?.copied} more files`, begun);
      expect(second).toMatchObject({ code: 0, answer: { bad: [] } });
      expect(second.answer.copied).toBeLessThan(second.answer.files);
      expect(second.answer.rows).toBeGreaterThan(first.answer.rows);
      const before = sent.size;
      await until('more were sent', () => sent.size >= before + 30);
    } finally {
      stopped = true;
      await Promise.all(senders);
    }
    const senderDone = performance.now();
    await sender.booksWhen('all are filed', ({ filed }) => filed === sent.size, EACH_MS);
    tell(`${sent.size} messages sent; the rest of them filed`, senderDone);
  });

  it('is restored, and every file is verified', async () => {
    await hub.stop();
    let begun = performance.now();
    const { code, answer, error } = await line.json(newEnv, 'restore', folder);
    tell(`restore of ${answer?.files} files`, begun);
    begun = performance.now();
    expect({ code, error }).toEqual({ code: 0, error: undefined });
    report = answer;
    expect(report).toMatchObject({ bad: [] });
    expect(report.files).toBeGreaterThan(0);
    const verified = await line.json(newEnv, 'verify', '--all');
    expect(verified).toMatchObject({ code: 0, answer: { bad: [] } });
    expect(verified.answer.checked).toBe(verified.answer.versions);
    expect(verified.answer.checked).toBeGreaterThan(0);
    tell(`${verified.answer.checked} versions read and compared`, begun);
  });

  it('knows what it has, byte by byte, and names all that it has not', async () => {
    restored = await HubProcess.start({
      ...newEnv,
      ...(kind === 'rabbitmq' ? { AMQP_URL: await newBroker() } : {}),
    });
    const sender = senderOf(restored);
    const { repeat } = report as { repeat: { procedure: string; from: string; waiting: number; unsettled: number }[] };
    const permits = repeat.find(({ procedure }) => procedure === 'building-permits')!;
    const filed = new Set<string>();
    if (kind === 'embedded')
      await sender.booksWhen('what waited is filed', ({ queue }) => queue.ready + queue.unsettled === 0, EACH_MS);
    await inShares([...sent.values()], async ({ id, key: name }) => {
      const message = await sender.message(id);
      const acceptedAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
      if (message.state !== 'filed') {
        expect(acceptedAt, id).toBeGreaterThanOrEqual(Date.parse(permits.from));
        return;
      }
      filed.add(id);
      const { documents } = message.receipt as { documents: { fileName: string; content: string; sha256: string }[] };
      expect(documents).toHaveLength(PLANS + 1);
      for (const document of documents) expect(sha256(await sender.content(document.content))).toBe(document.sha256);
      for (const [at, plan] of plansOf(name).entries()) {
        const document = documents.find(({ fileName }) => fileName === `plan-${at}.pdf`)!;
        expect(sha256(await sender.content(document.content))).toBe(sha256(plan));
      }
    });
    for (const { id } of sent.values()) if (filed.has(id)) known.add(id);
    expect(known.size).toBeGreaterThanOrEqual(30);
    expect(known.size).toBeLessThan(sent.size);
    // A backup knows who there is, and not who was signed in.
    const again = new SignedIn(restored.baseUrl, person.browser);
    expect((await again.get('/v1/session')).status).toBe(401);
    expect((await again.signIn(...(await hub.operatorLogin()))).status).toBe(200);
    if (database !== undefined) await expectNumbersNamed(oldEnv['MIGRATE_DATABASE_URL']!, database.migrateUrl, report);
  });

  it('takes everything again: what it had is recognised, the rest is filed, and file references have no gap', async () => {
    const sender = senderOf(restored);
    const begun = performance.now();
    const again = await inShares([...sent.values()], async ({ key: name }) =>
      sender.settled(await send(sender, name), EACH_MS),
    );
    tell(`${sent.size} messages sent again, ${sent.size - known.size} of them filed anew`, begun);
    expect(again.filter(({ state }) => state !== 'filed')).toEqual([]);
    const repeated = [...sent.values()].filter(({ id }, position) => again[position]!.duplicateOf === id);
    expect(repeated.map(({ id }) => id)).toEqual([...known]);
    const files = (await sender.get('/v1/case-files?limit=500')).body.caseFiles as { reference: string }[];
    const numbers = files.map(({ reference }) => Number(reference.split('-').at(-1))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: FILES }, (_, index) => index + 1));
    if (database === undefined) return;
    const [counts] = await query<Record<string, number>>(
      database.migrateUrl,
      `SELECT (SELECT count(*)::int FROM submission WHERE state = 'filed') AS filed,
         (SELECT count(*)::int FROM document_version) AS versions, (SELECT count(DISTINCT key)::int FROM submission) AS keys,
         (SELECT count(*)::int FROM history WHERE action = 'created' AND record_kind = 'document') AS created`,
    );
    const documents = sent.size * (PLANS + 1);
    expect(counts).toEqual({ filed: sent.size, keys: sent.size, versions: documents, created: documents });
  });
});

/** Other bytes for each message and each of its plans. */
function plansOf(name: string): readonly Buffer[] {
  return Array.from({ length: PLANS }, (_, at) => Buffer.from(`%PDF-1.7 plan ${at} of ${name}`));
}

/** In the long form somebody wants to know how long each part took. */
function tell(what: string, begun: number): void {
  console.log(`${what}: ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
}

async function inShares<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < all.length; start += 16)
    results.push(...(await Promise.all(all.slice(start, start + 16).map(work))));
  return results;
}

/** Every number that the old hub had and the restored one has not is in one of the ranges. */
async function expectNumbersNamed(
  oldUrl: string,
  newUrl: string,
  { repeat }: { repeat: { ranges: { epoch: string; firstSeq: number; lastSeq: number | null }[] }[] },
): Promise<void> {
  const stamps = `SELECT epoch, seq::int FROM message`;
  const known = new Set(
    (await query<{ epoch: string; seq: number }>(newUrl, stamps)).map((one) => JSON.stringify(one)),
  );
  const lost = (await query<{ epoch: string; seq: number }>(oldUrl, stamps)).filter(
    (stamp) => !known.has(JSON.stringify(stamp)),
  );
  expect(lost.length).toBeGreaterThan(0);
  const ranges = repeat.flatMap((one) => one.ranges);
  const unnamed = lost.filter(
    ({ epoch, seq }) =>
      !ranges.some((one) => one.epoch === epoch && one.firstSeq <= seq && (one.lastSeq === null || seq <= one.lastSeq)),
  );
  expect(unnamed).toEqual([]);
}
