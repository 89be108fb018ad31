// `fachwerk connector test` on packages: a good one passes, and each promise that is broken is named.
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommandLine, type RanAsJson } from './harness/command-line.js';
import { ConnectorPackage, TRANSLATE, type PackageParts } from './harness/connector-package.js';

// Each run loads the compiler, and some tests run it four times.
vi.setConfig({ testTimeout: 180_000 });

let command: CommandLine;
let made: ConnectorPackage;
beforeAll(async () => void (command = await CommandLine.open()));
afterAll(() => command.close());
afterEach(() => made.remove());

async function tested(parts: PackageParts): Promise<RanAsJson> {
  made = await ConnectorPackage.create(parts);
  return command.json({}, 'connector', 'test', made.folder);
}

/** Tested once as it is, so that its files are there; then as it is changed. */
async function changed(parts: PackageParts): Promise<RanAsJson> {
  made = await ConnectorPackage.create();
  await command.json({}, 'connector', 'test', made.folder);
  await made.change(parts);
  return command.json({}, 'connector', 'test', made.folder);
}

function problems({ answer }: RanAsJson): readonly { check: string; sentence: string }[] {
  return answer.connectors[0].problems;
}

describe('a good package', () => {
  it('passes, and what was missing is written down', async () => {
    made = await ConnectorPackage.create();
    const { code, answer } = await command.json({}, 'connector', 'test', made.folder);
    expect({ code, problems: problems({ answer } as RanAsJson) }).toEqual({ code: 0, problems: [] });
    expect(answer).toMatchObject({ ok: true, connectors: [{ connector: 'dog-licences', version: '1.0.0' }] });
    expect(answer.connectors[0].written).toEqual([
      'fixtures/registered/expected.json',
      'fixtures/rejected-cat/expected.json',
      'manifest.previous.json',
    ]);
    const expected = JSON.parse(await readFile(join(made.folder, 'fixtures/rejected-cat/expected.json'), 'utf8'));
    expect(expected).toEqual({ rejected: 'dog-licences.no-dog' });
    expect(answer.connectors[0].hostileVariants).toBeGreaterThan(50);
    expect(answer.connectors[0].fixtures[0].translateMs).toBeGreaterThan(0);
  });

  it('of an XÖV standard passes, with what XÖV connectors share', async () => {
    made = await ConnectorPackage.ofXoev();
    const { code, answer } = await command.json({}, 'connector', 'test', made.folder);
    expect({ code, problems: problems({ answer } as RanAsJson) }).toEqual({ code: 0, problems: [] });
    expect(answer.connectors[0].fixtures).toMatchObject([
      { name: 'registered', outcome: { commands: 2 } },
      { name: 'rejected-long', outcome: { rejected: 'xoev.id-too-long' } },
      { name: 'rejected-test', outcome: { rejected: 'dog-licences.test-message' } },
    ]);
  });

  it('fails in CI while expectations are missing, and nothing is written', async () => {
    made = await ConnectorPackage.create();
    command.isCi = true;
    try {
      const ran = await command.json({}, 'connector', 'test', made.folder);
      expect(ran.code).toBe(1);
      expect(ran.error).toMatchObject({ code: 'connector.test-failed' });
      expect(problems(ran)).toHaveLength(3);
      expect(existsSync(join(made.folder, 'manifest.previous.json'))).toBe(false);
    } finally {
      command.isCi = false;
    }
  });

  it('lists a fixture that somebody still has to supply, without failing', async () => {
    made = await ConnectorPackage.create();
    await rm(join(made.folder, 'fixtures/registered'), { recursive: true });
    await made.write('fixtures/registered/TO-BE-SUPPLIED.md', 'A registration.\n\nType: `registered.v1`\n');
    const { code, answer } = await command.json({}, 'connector', 'test', made.folder);
    expect(code).toBe(0);
    expect(answer.connectors[0].toBeSupplied).toEqual([{ name: 'registered', types: ['registered.v1'] }]);
  });
});

describe('a promise that is broken is named', () => {
  it('another result: input, expected and actual are shown', async () => {
    const ran = await changed({ translate: TRANSLATE.replace('Anmeldung', 'Registrierung') });
    expect(ran.code).toBe(1);
    expect(problems(ran)).toMatchObject([{ check: 'fixtures', fixture: 'registered' }]);
    const { stdout } = await command.run({}, 'connector', 'test', made.folder);
    expect(stdout).toContain('"owner":"Erika Beispiel"');
    expect(stdout).toContain('-      "subject": "Anmeldung Erika Beispiel"');
    expect(stdout).toContain('+      "subject": "Registrierung Erika Beispiel"');
    expect(stdout).not.toContain('\u001b[');
    expect((await command.json({}, 'connector', 'test', made.folder, '--update')).code).toBe(0);
    expect((await command.json({}, 'connector', 'test', made.folder)).code).toBe(0);
  });

  it('whatever leads out of the connector, with its line, also where no message comes to', async () => {
    const outwards =
      "Date.now(); new Date(0); Math.random(); const { random } = Math; Math.max(1); fetch('x'); process.exit(); import('node:fs'); [].constructor;";
    const ran = await tested({ translate: `if (message === undefined) { ${outwards} }${TRANSLATE}` });
    expect(ran.code).toBe(1);
    expect(problems(ran).map(({ check, sentence }) => `${check}: ${sentence.split(/[,;]/)[0]}`)).toEqual([
      'no way out: dist/connector.js:5 uses fetch',
      'no way out: dist/connector.js:5 uses process',
      'no way out: dist/connector.js:5 uses Date',
      'no way out: dist/connector.js:5 uses Date',
      'no way out: dist/connector.js:5 uses Math.random',
      'no way out: dist/connector.js:5 uses Math as a whole',
      'no way out: dist/connector.js:5 imports at run time',
      'no way out: dist/connector.js:5 uses .constructor',
    ]);
  });

  it.each<[string, PackageParts, string, RegExp]>([
    ['an argument changed', { translate: `message.body.dog = 'x';${TRANSLATE}` }, 'fixtures', /read.only/],
    ['another error', { translate: `null.dog;${TRANSLATE}` }, 'fixtures', /TypeError/],
    ['invalid commands', { translate: `return [{ do: 'open-file' }];` }, 'fixtures', /something invalid/],
    ['text without limit', { openSchema: true }, 'hostile variants', /is a text, (huge|empty)/],
    ['an endless loop', { translate: `for (;;);` }, 'fixtures', /stopped|end/],
  ])('%s', async (_what, parts, check, sentence) => {
    const ran = await tested(parts);
    expect(ran.code).toBe(1);
    expect(problems(ran)).toContainEqual(
      expect.objectContaining({ check, sentence: expect.stringMatching(sentence) as unknown }),
    );
  });

  it('a type of any root element that is read, and has nothing filed', async () => {
    made = await ConnectorPackage.ofXoev(
      "root: { namespace: 'urn:dogs' }, official: { namespace: 'urn:dogs', entry: '*' }",
    );
    await rm(join(made.folder, 'fixtures/registered'), { recursive: true });
    const ran = await command.json({}, 'connector', 'test', made.folder);
    expect(problems(ran).map(({ sentence }) => sentence)).toEqual([
      'the type registered.v1 has no fixture that is filed or asked',
    ]);
  });

  it('what the previous version promised, unless the major version says so', async () => {
    const accepts = [{ type: 'registered.v2', title: 'A dog', jsonSchema: 'dog-licences/registered.v1.json' }];
    const less = { accepts, required: ['filePlanCode', 'office'] };
    const ran = await changed(less);
    expect(ran.code).toBe(1);
    const previous = problems(ran).filter(({ check }) => check === 'previous');
    expect(previous.map(({ sentence }) => sentence.split(';')[0])).toEqual([
      'the type registered.v1 is not accepted any more',
      'the settings: /office is required now',
    ]);
    await made.change({ ...less, version: '2.0.0' });
    const major = await command.json({}, 'connector', 'test', made.folder);
    expect(problems(major).filter(({ check }) => check === 'previous')).toEqual([]);
  });

  it('a module that imports what is none of its own is not loaded', async () => {
    const ran = await tested({ head: "import 'node:fs';" });
    expect(ran.code).toBe(1);
    expect(JSON.stringify(ran.answer ?? ran.error)).toContain('node:fs');
  });
});
