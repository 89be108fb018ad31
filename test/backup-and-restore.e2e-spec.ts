// A hub is backed up while messages come in, and lost a moment later. What is restored from the backup is whole, knows
// what was sent before, and goes on counting where it was; what came later is sent again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { createDatabase, query, type TestDatabase } from './harness/databases.js';
import { HubProcess, type HubSettings } from './harness/hub-process.js';
import { Procedure } from './harness/procedure.js';
import { newBroker, startSetUp } from './harness/provided.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

const SENDERS = 4;
const FILES = 20;

interface Sent {
  readonly key: string;
  readonly id: string;
  readonly plan: Buffer;
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
  const send = (to: Procedure, name: string, plan: Buffer): Promise<string> =>
    to.sendUntilAccepted(permit(name, { parcel: `Flur ${Number(name) % FILES}` }), {
      key: name,
      mime: 'application/json',
      attachments: [{ name: 'plan.pdf', mime: 'application/pdf', bytes: plan }],
    });

  it('is backed up while messages come in, the second time only with what is new', async () => {
    const sender = senderOf(hub);
    let next = 0;
    let stopped = false;
    const keepSending = async (): Promise<void> => {
      while (!stopped) {
        const name = String((next += 1));
        const plan = Buffer.from(`%PDF-1.7 plan ${name}`);
        sent.set(name, { key: name, id: await send(sender, name, plan), plan });
      }
    };
    const senders = Array.from({ length: SENDERS }, keepSending);
    try {
      await until('some were sent', () => sent.size >= 40);
      const first = await line.json(oldEnv, 'backup', folder);
      expect(first).toMatchObject({ code: 0, answer: { bad: [] } });
      const second = await line.json(oldEnv, 'backup', folder);
      expect(second).toMatchObject({ code: 0, answer: { bad: [] } });
      expect(second.answer.copied).toBeLessThan(second.answer.files);
      expect(second.answer.rows).toBeGreaterThan(first.answer.rows);
      const before = sent.size;
      await until('more were sent', () => sent.size >= before + 30);
    } finally {
      stopped = true;
      await Promise.all(senders);
    }
    await sender.booksWhen('all are filed', ({ filed }) => filed === sent.size);
  }, 120_000);

  it('is restored, and every file is verified', async () => {
    await hub.stop();
    const { code, answer, error } = await line.json(newEnv, 'restore', folder);
    expect({ code, error }).toEqual({ code: 0, error: undefined });
    report = answer;
    expect(report).toMatchObject({ bad: [] });
    expect(report.files).toBeGreaterThan(0);
    const verified = await line.json(newEnv, 'verify', '--all');
    expect(verified).toMatchObject({ code: 0, answer: { bad: [] } });
    expect(verified.answer.checked).toBe(verified.answer.versions);
    expect(verified.answer.checked).toBeGreaterThan(0);
  }, 60_000);

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
      await sender.booksWhen('what waited is filed', ({ queue }) => queue.ready + queue.unsettled === 0);
    await inShares([...sent.values()], async ({ id, plan }) => {
      const message = await sender.message(id);
      const acceptedAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
      if (message.state !== 'filed') {
        expect(acceptedAt, id).toBeGreaterThanOrEqual(Date.parse(permits.from));
        return;
      }
      filed.add(id);
      const document = message.receipt.documents.find(({ fileName }: { fileName: string }) => fileName === 'plan.pdf');
      expect(sha256(await sender.content(document.content))).toBe(sha256(plan));
    });
    for (const { id } of sent.values()) if (filed.has(id)) known.add(id);
    expect(known.size).toBeGreaterThanOrEqual(30);
    expect(known.size).toBeLessThan(sent.size);
    if (database !== undefined) await expectNumbersNamed(oldEnv['MIGRATE_DATABASE_URL']!, database.migrateUrl, report);
  });

  it('takes everything again: what it had is recognised, the rest is filed, and file references have no gap', async () => {
    const sender = senderOf(restored);
    const again = await inShares([...sent.values()], async ({ key: name, plan }) =>
      sender.settled(await send(sender, name, plan)),
    );
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
    const documents = sent.size * 2;
    expect(counts).toEqual({ filed: sent.size, keys: sent.size, versions: documents, created: documents });
  }, 120_000);
});

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
