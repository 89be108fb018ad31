// A thousand filed messages through a changed version of their connector: the replay names exactly those that would
// become something else, and files nothing. From a hub by the command line, and from a folder without one.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { ConnectorPackage, LICENCE, TRANSLATE } from './harness/connector-package.js';
import { axeViolations, Console, settled } from './harness/console.js';
import { query } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { until } from './harness/wait.js';

const PASSWORD = 'correct horse battery';
const MESSAGES = 1_000;
/** Every fiftieth dog is called Rex, every hundredth has a number that 1.1.0 refuses. */
const isRex = (number: number): boolean => number % 50 === 7;
const isRefused = (number: number): boolean => number % 100 === 33;
const NEW = `
  if (message.body.licence.endsWith('33')) throw new Rejected('dog-licences.number', 'No such number.', '/licence');
  ${TRANSLATE.replace("'Hund ' + dog", "(dog === 'Rex' ? 'Rüde ' : 'Hund ') + dog")}`;

function licence(number: number): object {
  return { ...LICENCE, licence: `H-${10_000 + number}`, dog: isRex(number) ? 'Rex' : 'Waldi' };
}

const numbers = Array.from({ length: MESSAGES }, (_, number) => number);
const keysOf = (chosen: (number: number) => boolean): readonly string[] =>
  numbers.filter(chosen).map((number) => `H-${10_000 + number}`);

let before: ConnectorPackage;
let after: ConnectorPackage;
let command: CommandLine;
let setUp: SetUp;
let dogs: Procedure;
beforeAll(async () => {
  before = await ConnectorPackage.create();
  after = await ConnectorPackage.create({ version: '1.1.0', translate: NEW });
  command = await CommandLine.open();
  const CONNECTORS = `${before.folder},${after.folder}`;
  setUp = await startSetUp('database', { CONNECTORS });
  const env = { FACHWERK_DATABASE_URL: setUp.database.url, FACHWERK_CONNECTORS: CONNECTORS };
  const key = await administer(env, async ({ administration, procedures }) => {
    const tenant = (await administration.tenantId('demo'))!;
    const settings = { filePlanCode: '903.4' };
    await administration.createProcedure(tenant, { name: 'dogs', title: 'Hunde', connector: 'dog-licences', settings });
    await procedures.change({ tenant, name: 'test' }, 'dogs', { connectorVersion: '1.0.0' });
    await administration.createPerson(tenant, 'max', PASSWORD, 'operator');
    const other = await administration.createTenant('halle', 'Stadt Halle');
    await administration.createPerson(other, 'ada', PASSWORD, 'operator');
    await administration.createProcedure(other, { name: 'dogs', title: 'Hunde', connector: 'dog-licences', settings });
    return administration.createKey(tenant, 'dogs', 'first');
  });
  dogs = new Procedure(setUp.hub.baseUrl, 'dogs', `Bearer ${key}`);
  await until('the procedure is known', async () => (await dogs.get('/v1/messages')).status === 200);
  for (let start = 0; start < MESSAGES; start += 50) {
    await Promise.all(
      numbers
        .slice(start, start + 50)
        .map((number) => dogs.sendUntilAccepted(JSON.stringify(licence(number)), { mime: 'application/json' })),
    );
  }
  await dogs.booksWhen('all are filed', ({ filed }) => filed === MESSAGES, 120_000);
}, 300_000);
afterAll(async () => {
  await setUp?.remove();
  await command.close();
  await before.remove();
  await after.remove();
});

/** What filing leaves. */
async function written(): Promise<unknown> {
  const [counts] = await query(
    setUp.database.migrateUrl,
    `SELECT (SELECT count(*) FROM attempt) AS attempts, (SELECT count(*) FROM history) AS history,
       (SELECT count(*) FROM document) AS documents, (SELECT max(settled_at) FROM message) AS settled`,
  );
  return counts;
}

const replay = (...args: readonly string[]): ReturnType<CommandLine['json']> =>
  command.json({}, 'connector', 'replay', ...args, '--demo', setUp.hub.dataDir);

/** The answer to a replay while it goes on. */
class Lines {
  private readonly text = new TextDecoder();
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private read = '';

  private constructor(
    readonly response: Response,
    private readonly ending: AbortController,
  ) {
    this.reader = response.body!.getReader();
  }

  /** @param by who; without it the operator of the demo tenant */
  static async ask(by?: SignedIn | { readonly baseUrl: string; readonly headers: object }): Promise<Lines> {
    const ending = new AbortController();
    const { baseUrl, headers } =
      by === undefined ? await setUp.hub.operator() : by instanceof SignedIn ? { ...by, headers: cookieOf(by) } : by;
    const response = await fetch(`${baseUrl}/v1/replays`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ procedure: 'dogs' }),
      signal: ending.signal,
    });
    return new Lines(response, ending);
  }

  /** Whether a message was answered. */
  async begun(): Promise<boolean> {
    while (!this.read.includes('"message":{') && (await this.more()));
    return this.read.includes('"message":{');
  }

  async rest(): Promise<string> {
    while (await this.more());
    return this.read;
  }

  async code(): Promise<string | undefined> {
    return /"code":"([^"]+)"/.exec(await this.rest())?.[1];
  }

  async leave(): Promise<void> {
    this.ending.abort();
    await this.reader.cancel().catch(() => undefined);
  }

  private async more(): Promise<boolean> {
    const { value, done } = await this.reader.read();
    this.read += this.text.decode(value, { stream: true });
    return !done;
  }
}

function cookieOf({ baseUrl, browser, csrf }: SignedIn): object {
  return { cookie: browser.cookies(new URL(baseUrl).hostname), 'x-csrf-token': csrf };
}

describe('a replay in the console', () => {
  it.each([
    ['de', 'Durchspielen', 'Fertig: 1.000 Nachrichten.', 'Nachrichten, die anders würden', 'neu abgewiesen'],
    ['en', 'Replay', 'Done: 1,000 messages.', 'Messages that would become something else', 'newly refused'],
  ] as const)('by keyboard, in %s, with nothing that axe finds', async (language, start, done, table, refused) => {
    const console = await Console.open(setUp.hub.baseUrl);
    try {
      const page = await console.signedIn(...(await setUp.hub.operatorLogin()), { language });
      await page.goto('/connectors/dog-licences');
      await page.locator('a[href="/connectors/dog-licences/replay"]').click();
      await settled(page);
      expect(await axeViolations(page)).toEqual([]);
      await page.locator('input[type=number]').fill('2000');
      await page.getByRole('button', { name: start, exact: true }).press('Enter');
      await page.getByRole('status').getByText(done).waitFor({ timeout: 60_000 });
      const rows = await page.getByRole('table', { name: table }).getByRole('row').allTextContents();
      // The newest version against that of the procedure; the head of the table is a row, too.
      expect(rows).toHaveLength(31);
      expect(rows.filter((row) => row.includes(refused))).toHaveLength(10);
      await page.locator('details summary').first().press('Enter');
      await page.getByText('subject: Rüde Rex').first().waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(new URL(page.url()).searchParams.get('limit')).toBe('2000');
      expect(console.complaints).toEqual([]);
    } finally {
      await console.close();
    }
  });
});

describe('a replay of the ledger', () => {
  it('names exactly what another version changes and refuses, and files nothing', async () => {
    const untouched = await written();
    const { code, answer, error } = await replay(
      'dog-licences@1.1.0',
      '--from',
      'procedure=dogs&state=filed&limit=2000',
      '--against',
      '1.0.0',
    );
    expect({ code, error }).toEqual({ code: 0, error: undefined });
    expect(answer.replay).toEqual({ connector: 'dog-licences', version: '1.1.0', against: '1.0.0' });
    expect(answer.summary).toMatchObject({ unchanged: 970, changed: 20, 'newly-refused': 10, 'no-longer-refused': 0 });
    const of = (outcome: string): readonly { key: string }[] =>
      answer.messages.filter((message: { outcome: string }) => message.outcome === outcome);
    expect(
      of('changed')
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(keysOf(isRex));
    expect(
      of('newly-refused')
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(keysOf(isRefused));
    expect(of('changed')[0]).toMatchObject({
      changes: [
        {
          is: 'changed',
          what: 'open-file',
          fields: [{ name: 'subject', before: 'Hund Rex', after: 'Rüde Rex' }],
        },
      ],
    });
    expect(of('newly-refused')[0]).toMatchObject({ error: { code: 'dog-licences.number', path: '/licence' } });
    expect(await written()).toEqual(untouched);
  });

  it('the same against what was filed, where no other version is asked for', async () => {
    const asked = ['--from', 'procedure=dogs&limit=200', '--against', 'filed'];
    const { answer } = await replay('dog-licences@1.1.0', ...asked);
    expect(answer.replay.against).toBe('filed');
    // They were accepted in about the order of their numbers: 200 of them have about four.
    expect(answer.summary.changed).toBeGreaterThan(0);
    expect(answer.summary.unchanged + answer.summary.changed + answer.summary['newly-refused']).toBe(200);
    expect(answer.messages.every(({ outcome }: { outcome: string }) => outcome !== 'body-gone')).toBe(true);
    const changed = answer.messages.find(({ outcome }: { outcome: string }) => outcome === 'changed');
    expect(changed.changes).toMatchObject([{ what: 'case-file', fields: [{ name: 'subject', after: 'Rüde Rex' }] }]);
  });

  it('asks the archive where a message was translated and not taken', async () => {
    const same = JSON.stringify({ ...licence(0), dog: 'Anderer' });
    const { body: accepted } = await dogs.send(same, { mime: 'application/json' });
    expect((await dogs.settled(accepted.id)).state).toBe('parked');
    const { answer } = await replay('dog-licences', '--from', 'procedure=dogs&state=parked', '--against', 'filed');
    // For the same reason: another one would be a change.
    expect(answer.summary).toMatchObject({ unchanged: 1, changed: 0, 'no-longer-refused': 0 });
  });

  it('goes on once in a tenant at a time, also when two are asked for at once, until nobody listens', async () => {
    const [one, two] = await Promise.all([Lines.ask(), Lines.ask()]);
    const begun = [await one.begun(), await two.begun()];
    expect(begun.toSorted()).toEqual([false, true]);
    const [running, refused] = begun[0] ? [one, two] : [two, one];
    expect(await refused.code()).toBe('dry-run.busy');
    const third = await Lines.ask();
    expect(third.response.status).toBe(429);
    expect(third.response.headers.get('retry-after')).toBe('5');
    const ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@halle', PASSWORD);
    expect(await (await Lines.ask(ada)).rest()).toContain('"summary"');
    await running.leave();
    const next = await until('there is room again', async () => {
      const answer = await Lines.ask();
      return answer.response.status === 200 ? answer : undefined;
    });
    await next.leave();
  });

  it('ends with the session of whoever asked', async () => {
    const max = await SignedIn.as(setUp.hub.baseUrl, 'max@demo', PASSWORD);
    const running = await until('there is room', async () => {
      const answer = await Lines.ask(max);
      return (await answer.begun()) ? answer : undefined;
    });
    expect((await max.request('DELETE', '/v1/session')).status).toBe(200);
    expect(await running.rest()).toContain('"access.not-signed-in"');
  });

  it('ends with its hub, which does not wait for it', async () => {
    const CONNECTORS = `${before.folder},${after.folder}`;
    const hub = await HubProcess.start({ ROLES: 'operator', DATABASE_URL: setUp.database.url, CONNECTORS });
    try {
      const { headers } = await setUp.hub.operator();
      const running = await Lines.ask({ baseUrl: hub.baseUrl, headers });
      expect(await running.begun()).toBe(true);
      await Promise.all([hub.stop(), running.rest().then((rest) => expect(rest).toContain('"hub.stopping"'))]);
      expect(hub.log.join('\n')).not.toContain('cut off');
    } finally {
      await hub.remove();
    }
  });

  it('says so where what was sent is gone', async () => {
    await query(setUp.database.migrateUrl, 'DELETE FROM payload');
    const { answer } = await replay('dog-licences', '--from', 'procedure=dogs&limit=5');
    expect(answer.summary).toMatchObject({ 'body-gone': 5 });
  });

  it.each([
    [
      'a version that is not installed',
      ['dog-licences@9.0.0', '--from', 'procedure=dogs'],
      'connector.version-unknown',
    ],
    ['a procedure that is not there', ['dog-licences', '--from', 'procedure=cats'], 'procedure.not-found'],
    ['a query without a procedure', ['dog-licences', '--from', 'state=filed'], 'usage'],
    ['the connector of another procedure', ['dog-licences', '--from', 'procedure=xrechnung'], 'usage'],
  ])('refuses %s', async (_what, args, code) => {
    expect((await replay(...args)).error).toMatchObject({ code });
  });
});

describe('a replay of a folder', () => {
  it('compares two packages without a hub', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fachwerk-messages-'));
    try {
      await mkdir(join(folder, 'old'));
      for (const number of numbers.slice(0, 60)) {
        await writeFile(join(folder, 'old', `${10_000 + number}.json`), JSON.stringify(licence(number)));
      }
      const args = [after.folder, '--from', folder, '--against', before.folder];
      const { answer, code } = await command.json({}, 'connector', 'replay', ...args);
      expect(code).toBe(0);
      expect(answer.summary).toMatchObject({ unchanged: 57, changed: 2, 'newly-refused': 1 });
      const named = answer.messages.map(({ id, outcome }: { id: string; outcome: string }) => `${outcome} ${id}`);
      expect(named).toEqual(['changed old/10007.json', 'newly-refused old/10033.json', 'changed old/10057.json']);
      const { stdout } = await command.run({}, 'connector', 'replay', ...args);
      expect(stdout).toContain('+ subject: Rüde Rex');
      expect(stdout).toContain('dog-licences 1.1.0 against the commands of 1.0.0');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
