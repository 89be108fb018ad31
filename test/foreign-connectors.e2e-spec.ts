// Connector packages that do what they like: a package for each trick, beside a good one and a connector of the
// catalogue in the same reading thread. Each trick is reported for what it is, and the neighbours keep filing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubProcess } from './harness/hub-process.js';
import { addProcedures, note, Packages } from './harness/packages.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';

interface Trick {
  readonly translate: string;
  readonly before?: string;
  readonly code: string;
  /** What operators read of it. */
  readonly stack?: RegExp;
}

const tricks = {
  loop: { translate: 'for (;;);', code: 'connector.limit-time' },
  'loop-caught': {
    translate: 'for (;;) { try { for (;;); } catch {} finally { continue; } }',
    code: 'connector.limit-time',
  },
  regex: { translate: 'return /^(a+)+$/.test("a".repeat(40) + "b")', code: 'connector.limit-time' },
  memory: {
    translate: 'const all = []; while (all.length < 64) all.push(new Uint8Array(64 * 1024 * 1024)); return [];',
    code: 'connector.limit-memory',
  },
  objects: { translate: 'const all = []; for (;;) all.push({ all });', code: 'connector.limit-memory' },
  text: { translate: 'let all = "x"; for (;;) all += all + all;', code: 'connector.limit-memory' },
  depth: { translate: 'const down = () => [down()]; return down();', code: 'connector.limit-depth' },
  require: {
    translate: 'return require("node:fs").readFileSync("/etc/passwd");',
    code: 'connector.threw',
    stack: /require/,
  },
  fetch: { translate: 'return fetch("http://127.0.0.1/");', code: 'connector.threw', stack: /fetch/ },
  process: { translate: 'process.exit(1);', code: 'connector.threw', stack: /process/ },
  import: { translate: 'return import("node:fs");', code: 'connector.invalid-commands' },
  constructor: {
    translate: 'return settings.constructor.constructor("return process")().exit(1);',
    code: 'connector.threw',
    stack: /process/,
  },
  'contract-constructor': {
    translate: 'return Rejected.constructor("return globalThis.process.env")();',
    code: 'connector.threw',
  },
  clock: { translate: 'return filed(message, settings, String(Date.now()));', code: 'connector.threw', stack: /Date/ },
  frozen: { translate: 'message.body.number = "other"; return [];', code: 'connector.threw', stack: /TypeError/ },
  proto: {
    translate: 'return JSON.parse(\'[{ "__proto__": { "do": "open-file" } }]\');',
    code: 'connector.invalid-commands',
  },
  getter: { translate: 'return [{ get do() { throw new Error("looked"); } }];', code: 'connector.invalid-commands' },
  cycle: { translate: 'const all = []; all.push(all); return all;', code: 'connector.invalid-commands' },
  huge: { translate: 'return filed(message, settings, "x".repeat(30_000_000));', code: 'connector.limit-memory' },
  many: {
    translate: 'return Array.from({ length: 1_100_000 }, () => 0);',
    code: 'connector.invalid-commands',
  },
  'to-json': {
    translate: 'Object.prototype.toJSON = () => null; return filed(message, settings);',
    code: 'connector.invalid-commands',
  },
  'forged-throw': {
    translate: 'Object.prototype.toJSON = () => ({ threw: 5, rejected: null }); return [];',
    code: 'connector.invalid-commands',
  },
  promise: { translate: 'return Promise.resolve(filed(message, settings));', code: 'connector.invalid-commands' },
  nothing: { translate: '', code: 'connector.invalid-commands' },
  'throws-null': { translate: 'throw null;', code: 'connector.threw' },
  'throws-loop': { translate: 'throw { toString() { for (;;); } };', code: 'connector.limit-time' },
  'forged-code': {
    translate: 'throw new Rejected("message.too-large", "It is too large.");',
    code: 'connector.invalid-commands',
  },
  'forged-answer': {
    before: 'JSON.stringify = () => "{}"; JSON.parse = () => ({}); Object.freeze = () => 1;',
    translate: 'return "filed";',
    code: 'connector.invalid-commands',
  },
} as const satisfies Readonly<Record<string, Trick>>;
const names = Object.keys(tricks) as (keyof typeof tricks)[];

let packages: Packages;
let setUp: SetUp;
let invoices: Procedure;
let good: Procedure;
let counting: Procedure;
let polluting: Procedure;
const hostile = new Map<string, Procedure>();

beforeAll(async () => {
  packages = await Packages.make();
  const folders = [
    await packages.add({ name: 'good' }),
    await packages.add({
      name: 'counting',
      before: 'let count = 0; const kept = new Uint8Array(4_000_000);',
      translate:
        'count += 1; kept[count] += count; return filed(message, settings, `${count} ${kept[1] + kept[2] + kept[3]}`);',
    }),
    await packages.add({
      name: 'polluting',
      translate: `const before = ({}).polluted ?? "clean";
        Object.prototype.polluted = "dirty"; Array.prototype.map = () => []; String.prototype.trim = () => "";
        globalThis.JSON.parse = () => 1; Object.getPrototypeOf(Rejected.prototype).message = "dirty";
        return filed(message, settings, before);`,
    }),
  ];
  for (const name of names) folders.push(await packages.add({ name: `evil-${name}`, ...tricks[name] }));
  setUp = await startSetUp('rabbitmq', {
    CONNECTORS: folders.join(','),
    TRANSLATE_TIMEOUT_MS: '6000',
    INTERPRETER_MEMORY_MIB: '64',
  });
  invoices = await setUp.hub.procedure('xrechnung');
  const all = ['good', 'counting', 'polluting', ...names.map((name) => `evil-${name}`)];
  const procedures = await addProcedures(
    setUp,
    folders,
    all.map((name) => ({ name, connector: name })),
  );
  [good, counting, polluting] = procedures as [Procedure, Procedure, Procedure];
  for (const [position, name] of names.entries()) hostile.set(name, procedures[position + 3]!);
}, 240_000);
afterAll(async () => {
  await setUp.remove();
  await packages.remove();
});

const json = { mime: 'application/json' };

async function filedBy(procedure: Procedure, body: string, mime: string): Promise<Answer['body']> {
  const state = await procedure.settled((await procedure.send(body, { mime })).body.id, 60_000);
  expect(state, JSON.stringify(state)).toMatchObject({ state: 'filed' });
  return state;
}

describe('a foreign connector', () => {
  it('that keeps the contract files, and names its version', async () => {
    const { id } = await filedBy(good, note('G-0'), 'application/json');
    const operator = await setUp.hub.operator();
    const attempts = (await operator.get(`/v1/messages/${id}/attempts`)).body;
    expect(JSON.stringify(attempts)).toContain('"1.0.0"');
  });

  it.each(names)(
    '%s: is reported for what it is, and harms no neighbour',
    async (name) => {
      const { code, ...trick }: Trick = tricks[name];
      const evil = hostile.get(name)!;
      const sent = await Promise.all([
        good.send(note(`G-${name}-1`), json),
        evil.send(note(`E-${name}`), json),
        invoices.send(invoice(`X-${name}`)),
        good.send(note(`G-${name}-2`), json),
      ]);
      const [first, culprit, other, second] = sent.map(({ body }) => body.id as string);
      const neighbours = [
        good.settled(first!, 60_000),
        invoices.settled(other!, 60_000),
        good.settled(second!, 60_000),
      ];
      expect((await Promise.all(neighbours)).map(({ state }) => state)).toEqual(['filed', 'filed', 'filed']);
      const parked = await evil.settled(culprit!, 60_000);
      expect(parked).toMatchObject({ state: 'parked', error: { kind: 'defect', code, stage: 'translate' } });
      const operator = await setUp.hub.operator();
      // One attempt: neither the process nor the thread was lost on the way.
      const { attempts } = (await operator.get(`/v1/messages/${culprit}/attempts`)).body;
      expect(attempts).toMatchObject([{ outcome: 'parked', connectorVersion: '1.0.0' }]);
      const { error } = await operator.message(culprit!);
      if (trick.stack !== undefined) expect(error.stack).toMatch(trick.stack);
    },
    120_000,
  );

  it('finds nothing of the message before, neither in its modules nor in what they were made of', async () => {
    for (const number of ['C-1', 'C-2', 'C-3']) {
      const { receipt } = await filedBy(counting, note(number), 'application/json');
      expect(await subjectOf(receipt.documents[0].id)).toBe('1 1');
    }
    for (const number of ['P-1', 'P-2']) {
      const { receipt } = await filedBy(polluting, note(number), 'application/json');
      expect(await subjectOf(receipt.documents[0].id)).toBe('clean');
    }
    await filedBy(good, note('G-after'), 'application/json');
  }, 120_000);
});

describe('packages that are not usable', () => {
  it('stop the start, all of them in one list', async () => {
    const own = await Packages.make();
    const good = await own.add({ name: 'good' });
    const again = await packages.add({ name: 'good' });
    const importing = await own.add({ name: 'importing', before: 'import "node:fs";' });
    const looping = await own.add({ name: 'looping', before: 'for (;;);' });
    const hub = await HubProcess.prepare({
      CONNECTORS: [good, again, importing, looping, '@nobody/nothing'].join(','),
    });
    await expect(hub.start()).rejects.toThrow('ended with 1');
    const log = hub.log.join('\n');
    expect(log).toContain('The connectors are not usable (FACHWERK_CONNECTORS)');
    for (const problem of [
      'good 1.0.0 in',
      'is there already, in',
      'imports "node:fs": a connector may import its own files',
      'it took longer than 2000 ms',
      '@nobody/nothing is not usable: there is no such folder',
    ])
      expect(log).toContain(problem);
    await hub.remove();
    await own.remove();
  }, 60_000);
});

async function subjectOf(document: string): Promise<string> {
  const { status, body } = await (await setUp.hub.operator()).get(`/v1/documents/${document}`);
  expect(status).toBe(200);
  return body.subject;
}
