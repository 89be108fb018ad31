// `fachwerk bench` as somebody runs it: what it says agrees with the books of the hub, and what is lost it finds.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root, schemas } from './fixtures.js';
import { CommandLine, type RanAsJson } from './harness/command-line.js';
import type { TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { requireOfficial } from './harness/official.js';
import { newBroker, newDatabase, startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { purgeOnceThereAre } from './harness/purge.js';
import { until } from './harness/wait.js';
import { officialSchemasMissing, packageFolders } from './schemas.js';

const problemsOf = schemas.check('cli/bench.json');
let command: CommandLine;
beforeAll(async () => (command = await CommandLine.open()));
afterAll(() => command.close());

describe('fachwerk bench', () => {
  let setUp: SetUp;
  beforeAll(async () => (setUp = await startSetUp('rabbitmq')));
  afterAll(() => setUp.remove());

  const bench = async (procedure: string, ...options: readonly string[]): Promise<RanAsJson> => {
    const demo = ['--demo', setUp.hub.dataDir, '--procedure', procedure];
    const ran = await command.json({}, 'bench', ...demo, ...options);
    expect(ran.error).toBeUndefined();
    expect(ran.code).toBe(0);
    expect(problemsOf(ran.answer)).toEqual([]);
    return ran;
  };
  /** What the hub filed of a procedure since the books were read. */
  const filedSince = async (procedure: string, before: number): Promise<number> =>
    (await (await setUp.hub.procedure(procedure)).books()).filed - before;

  it('sends as fast as senders get answers, and counts what the hub counts', async () => {
    const { answer } = await bench('xrechnung', '--senders', '4', '--seconds', '2', '--warm-up', '0');
    expect(answer).toMatchObject({ message: { what: 'xrechnung', bytes: 5_000 }, pace: { senders: 4 }, refused: {} });
    expect(answer.accepted).toBeGreaterThan(0);
    expect(answer).toMatchObject({ sent: answer.accepted, filed: answer.accepted, inFlight: 0, missing: 0, codes: {} });
    expect(await filedSince('xrechnung', 0)).toBe(answer.accepted);
    expect(answer.acceptMs.p50).toBeLessThanOrEqual(answer.acceptMs.p999);
    expect(answer.filedMs.p50).toBeLessThanOrEqual(answer.filedMs.max);
  });

  it('sends by schedule, exactly as many as are due, and warms up with others', async () => {
    const { answer } = await bench('building-permits', '--rate', '20', '--seconds', '1.5', '--warm-up', '0.5');
    expect(answer).toMatchObject({ sent: 30, accepted: 30, filed: 30, pace: { perSecond: 20 } });
    expect(await filedSince('building-permits', 0)).toBe(40);
  });

  it('attaches what is filed as another document each time', async () => {
    const { filed: before } = await (await setUp.hub.procedure('building-permits')).books();
    const options = ['--attach', '1MB', '--rate', '2', '--seconds', '1', '--warm-up', '0'];
    expect((await bench('building-permits', ...options)).answer).toMatchObject({ accepted: 2, filed: 2 });
    expect(await filedSince('building-permits', before)).toBe(2);
    const { messages } = (await (await setUp.hub.procedure('building-permits')).get('/v1/messages?limit=2')).body;
    const hashes = messages.flatMap(({ receipt }: { receipt: { documents: { mime: string; sha256: string }[] } }) =>
      receipt.documents.filter(({ mime }) => mime === 'application/pdf').map(({ sha256 }) => sha256),
    );
    expect(new Set(hashes).size).toBe(2);
  });

  it('ends sending with Ctrl-C, and shows what there is', async () => {
    const bin = join(root, 'apps', 'cli', 'bin', 'fachwerk.mjs');
    const options = ['--procedure', 'xrechnung', '--rate', '5', '--seconds', '600', '--warm-up', '0'];
    const child = spawn(process.execPath, [bin, 'bench', '--demo', setUp.hub.dataDir, ...options]);
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
    const ended = new Promise((resolve) => child.once('close', resolve));
    await until('it sends', () => /sending: \d+ s, [1-9]/.test(texts.stderr));
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(texts.stdout).toMatch(/accepted = \d+ filed \+ 0 rejected \+ 0 parked \+ 0 in flight, 0 missing/);
    expect(texts.stdout).toContain('stopped before its time');
  });

  it('says what it needs to know', async () => {
    const both = await command.json({}, 'bench', '--procedure', 'x', '--rate', '1', '--senders', '1');
    expect(both).toMatchObject({ code: 2, error: { message: expect.stringContaining('cannot be used with') } });
    const demo = ['--demo', setUp.hub.dataDir, '--procedure', 'xdomea'];
    const unknown = await command.json({}, 'bench', ...demo);
    expect(unknown).toMatchObject({ code: 2, error: { message: expect.stringContaining('--message') } });
    const sized = await command.json({}, 'bench', ...demo, '--message', 'building-permits', '--size', '5KB');
    expect(sized).toMatchObject({ code: 2, error: { message: expect.stringContaining('--size') } });
  });

  // Last: the procedure takes nothing else afterwards.
  it.skipIf(officialSchemasMissing !== undefined)(
    'invents invoices that are officially valid, of any size',
    async () => {
      await requireOfficial(setUp, 'xrechnung', [packageFolders.ubl]);
      for (const size of ['2KB', '20KB', '200KB']) {
        const { answer } = await bench(
          'xrechnung',
          '--size',
          size,
          '--rate',
          '4',
          '--seconds',
          '0.5',
          '--warm-up',
          '0',
        );
        expect(answer).toMatchObject({ accepted: 2, filed: 2 });
      }
      const { messages } = (await (await setUp.hub.procedure('xrechnung')).get('/v1/messages?limit=6')).body;
      const results = messages.map(({ validation }: { validation: { schema: object } }) => validation.schema);
      expect(results).toEqual(Array.from({ length: 6 }, () => expect.objectContaining({ result: 'valid' })));
    },
  );
});

describe('fachwerk bench, when a queue is purged behind the back of the hub', () => {
  let database: TestDatabase;
  let brokerUrl: string;
  let gateway: HubProcess;
  let worker: HubProcess;
  beforeAll(async () => {
    [database, brokerUrl] = [await newDatabase(), await newBroker()];
    const settings = { DATABASE_URL: database.url, AMQP_URL: brokerUrl, MISSING_AFTER_MS: '500' };
    gateway = await HubProcess.start({ ...settings, DEMO: 'true', ROLES: 'gateway,records,operator' });
    worker = await HubProcess.prepare({ ...settings, ROLES: 'worker' });
  });
  afterAll(async () => {
    await worker.remove();
    await gateway.remove();
    await database.drop();
  });

  it('names how many are missing, and fails', async () => {
    const options = ['--rate', '20', '--seconds', '2', '--warm-up', '0', '--patience', '8'];
    const running = command.json({}, 'bench', '--demo', gateway.dataDir, '--procedure', 'xrechnung', ...options);
    const purged = await purgeOnceThereAre(10, 'xrechnung', brokerUrl, database.url);
    await worker.start();
    const { code, answer, error } = await running;
    expect(problemsOf(answer)).toEqual([]);
    expect(answer).toMatchObject({ sent: 40, accepted: 40, filed: 40 - purged, inFlight: purged, missing: purged });
    expect(code).toBe(1);
    expect(error).toMatchObject({ code: 'bench.missing', message: expect.stringContaining(`${purged} accepted`) });
  });
});
