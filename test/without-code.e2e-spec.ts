// A procedure that nobody wrote a connector for: settings over HTTP are all that it takes, in JSON and in XML. A pasted
// message is tried out before, and what is filed then is what was shown.
import { administer } from '@fachwerk/hub/administer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { CommandLine } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { Procedure, type Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { SignedIn } from './harness/signed-in.js';
import { zipOf } from './harness/zip.js';

const PASSWORD = 'correct horse battery';
const PDF = { name: 'nachweis.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.4\n% a proof\n') };

let setUp: SetUp;
let ada: SignedIn;
let eva: SignedIn;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'ada', PASSWORD, 'tenant-administrator');
    await administration.createPerson(tenant, 'eva', PASSWORD, ['tenant-administrator', 'operator']);
  });
  ada = await SignedIn.as(setUp.hub.baseUrl, 'ada@demo', PASSWORD);
  eva = await SignedIn.as(setUp.hub.baseUrl, 'eva@demo', PASSWORD);
});
afterAll(() => setUp.remove());

async function created(name: string, connector: string, settings: object): Promise<Procedure> {
  const answer = await ada.post('/v1/procedures', { name, title: name, connector, settings });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  const key = await ada.post(`/v1/procedures/${name}/keys`, { label: 'test' });
  return new Procedure(setUp.hub.baseUrl, name, `Bearer ${key.body.secret}`);
}

const tried = async (
  connector: string,
  settings: object,
  message: string,
  more: object = {},
): Promise<Answer['body']> => {
  const answer = await ada.post(`/v1/connectors/${connector}/dry-run`, { settings, message, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

async function settledOf(
  procedure: Procedure,
  body: Buffer | string,
  options: Parameters<Procedure['send']>[1],
): Promise<Answer['body']> {
  return procedure.settled(await procedure.sendUntilAccepted(body, options));
}

const allRows = async (): Promise<unknown> =>
  query(
    setUp.database.migrateUrl,
    `SELECT (SELECT count(*) FROM submission) AS submissions, (SELECT count(*) FROM case_file) AS files,
       (SELECT count(*) FROM document) AS documents, (SELECT count(*) FROM journal) AS journal`,
  );

describe('an unknown procedure that sends JSON', () => {
  const settings = {
    filePlanCode: '632.6',
    required: ['/hund/name'],
    key: '/anmeldung/nummer',
    caseFile: { key: '/halter/kundennummer', words: 'Hundesteuer', subject: ['/halter/name'] },
    case: { key: '/hund/chip', words: 'Hund', subject: ['/hund/name'], openedOn: '/anmeldung/eingang' },
    document: {
      words: 'Anmeldung',
      subject: ['/anmeldung/nummer'],
      date: '/anmeldung/eingang',
      type: 'registration',
      metadata: { breeds: '/hund/rassen' },
    },
  };
  const message = (changes: object = {}): string =>
    JSON.stringify({
      anmeldung: { nummer: 'HU-1', eingang: '2026-03-02T09:15:00+01:00' },
      halter: { kundennummer: 4711, name: 'Erika Mustermann' },
      hund: { name: 'Bello', chip: '276-1', rassen: ['Dackel', 'Terrier'] },
      ...changes,
    });
  const mime = 'application/json';
  let dogs: Procedure;

  it('is tried out with a pasted message before it is there, and nothing is kept of that', async () => {
    const before = await allRows();
    const empty = await tried('json-generic', {}, message());
    expect(empty).toMatchObject({
      result: 'refused',
      type: 'message',
      error: { code: 'settings.invalid' },
      problems: [{ path: '/filePlanCode', sentence: { de: expect.stringMatching(/./) } }],
    });
    expect(empty.fields).toContainEqual({ path: '/halter/kundennummer', value: '4711' });
    expect(empty.fields).toContainEqual({ path: '/hund/rassen', value: 'Dackel', times: 2 });
    expect(empty.fields).toContainEqual({ path: '/hund/rassen/1', value: 'Terrier' });

    const whole = await tried('json-generic', settings, message(), { attachments: [PDF.name] });
    expect(whole).toMatchObject({
      result: 'filed',
      key: 'HU-1',
      connector: { name: 'json-generic', version: '1.0.0' },
      adds: { caseFiles: 1, cases: 1, documents: 2 },
    });
    expect(whole.commands.map((command: { do: string }) => command.do)).toEqual([
      'open-file',
      'open-case',
      'add-document',
      'add-document',
    ]);
    const unknownCode = await tried('json-generic', { ...settings, filePlanCode: '999' }, message());
    expect(unknownCode).toMatchObject({ result: 'refused', error: { stage: 'file', kind: 'misconfigured' } });
    expect(await tried('json-generic', settings, '{"a":')).toMatchObject({
      result: 'refused',
      fields: [],
      error: { stage: 'receive', kind: 'rejected' },
    });
    expect(await allRows()).toEqual(before);
  });

  it('says what is wrong with a path before it is saved', async () => {
    const wrong = { ...settings, key: 'anmeldung.nummer' };
    const refused = await ada.post('/v1/procedures', {
      name: 'dogs',
      title: 'x',
      connector: 'json-generic',
      settings: wrong,
    });
    expect(refused).toMatchObject({ status: 422, body: { problems: [{ path: '/key' }] } });
  });

  it('is set up over HTTP, and its messages are filed with reference, title and date', async () => {
    dogs = await created('dogs', 'json-generic', settings);
    const filed = await settledOf(dogs, message(), { mime, attachments: [PDF] });
    expect(filed).toMatchObject({ state: 'filed', key: 'HU-1' });
    expect(filed.receiptJws).toMatch(/^ey/);
    const { receipt } = filed;
    expect(receipt.fileReference).toMatch(/^632\.6\/\d{4}-\d+$/);
    expect(receipt.documents).toHaveLength(2);

    const operator = await setUp.hub.operator();
    const caseFile = (await operator.get(receipt.caseFiles[0].href)).body;
    expect(caseFile).toMatchObject({ reference: receipt.fileReference, subject: 'Hundesteuer Erika Mustermann' });
    expect(caseFile.cases).toMatchObject([{ subject: 'Hund Bello', openedOn: '2026-03-02' }]);
    const [document, proof] = await Promise.all(
      receipt.documents.map(async ({ href }: { href: string }) => (await operator.get(href)).body),
    );
    expect(document).toMatchObject({
      subject: 'Anmeldung HU-1',
      documentDate: '2026-03-02',
      documentType: 'registration',
      metadata: { breeds: ['Dackel', 'Terrier'] },
    });
    expect(proof).toMatchObject({ subject: PDF.name });
    expect(await operator.content(receipt.documents[1].content)).toEqual(PDF.bytes);
  });

  it('puts what concerns the same into the same case file, and a repeated message nowhere', async () => {
    const second = message({
      anmeldung: { nummer: 'HU-2', eingang: '03.03.2026' },
      hund: { name: 'Waldi', chip: '276-2' },
    });
    const sample = { settings, message: second, procedure: 'dogs' };
    const trial = await eva.post('/v1/connectors/json-generic/dry-run', sample);
    expect(trial.body).toMatchObject({ result: 'filed', adds: { caseFiles: 0, cases: 1, documents: 1 } });
    // What is there of a procedure is not for whoever sets it up alone.
    const blind = await tried('json-generic', settings, second, { procedure: 'dogs' });
    expect(blind).toMatchObject({ result: 'filed', key: 'HU-2' });
    expect(blind).not.toHaveProperty('adds');
    const filed = await settledOf(dogs, second, { mime });
    const again = await settledOf(dogs, second, { mime });
    expect(again).toMatchObject({ duplicateOf: filed.id, key: 'HU-2' });
    const counted = await query(
      setUp.database.migrateUrl,
      `SELECT count(*)::int AS files FROM case_file WHERE subject LIKE 'Hundesteuer%'`,
    );
    expect(counted).toEqual([{ files: 1 }]);
  });

  it.each([
    ['a field is missing', { hund: { chip: '1' } }, 'json-generic.field-missing', '/hund/name'],
    ['a field is empty', { hund: { name: ' ', chip: '1' } }, 'json-generic.field-missing', '/hund/name'],
    [
      'a list is where a value is wanted',
      { halter: { kundennummer: [1] } },
      'json-generic.no-single-value',
      '/halter/kundennummer',
    ],
    ['an object is', { halter: { kundennummer: { a: 1 } } }, 'json-generic.no-single-value', '/halter/kundennummer'],
    [
      'a value is huge',
      { halter: { kundennummer: 'x'.repeat(100_000) } },
      'json-generic.value-too-long',
      '/halter/kundennummer',
    ],
    [
      'a date is none',
      { anmeldung: { nummer: 'HU-3', eingang: '2026-02-30' } },
      'json-generic.date-invalid',
      '/anmeldung/eingang',
    ],
    [
      'a number was cut off',
      { halter: { kundennummer: 2 ** 63 } },
      'json-generic.number-inexact',
      '/halter/kundennummer',
    ],
  ])('refuses a message when %s, and says where', async (_why, changes, code, path) => {
    const refused = await settledOf(dogs, message({ anmeldung: { nummer: 'HU-9' }, ...changes }), { mime });
    expect(refused).toMatchObject({ state: 'rejected', error: { code, path, whoActs: 'sender' } });
  });
});

describe('an unknown procedure that sends XML', () => {
  const settings = {
    filePlanCode: '632.6',
    roots: ['{urn:example:marktstand}Meldung'],
    key: 'Nummer',
    caseFile: { key: 'Stand/Platz', words: 'Marktstand', subject: ['Stand/Platz'] },
    document: {
      words: 'Meldung',
      subject: ['Nummer', '@art'],
      date: 'Eingang',
      metadata: { goods: 'Stand/Ware' },
    },
  };
  const message = (number = 'MS-1', namespace = 'urn:example:marktstand', more = ''): string =>
    `<m:Meldung xmlns:m="${namespace}" art="Neu"><m:Nummer>${number}</m:Nummer><m:Stand><m:Platz>A12</m:Platz>` +
    `<m:Ware>Obst</m:Ware><m:Ware>Honig</m:Ware></m:Stand><m:Eingang>02.03.2026</m:Eingang>${more}</m:Meldung>`;
  let stalls: Procedure;

  it('is tried out with a pasted message', async () => {
    const pasted = `<?xml version="1.0" encoding="ISO-8859-1"?>\n${message('MS-ä')}`;
    const trial = await tried('xml-generic', settings, pasted);
    expect(trial).toMatchObject({ result: 'filed', key: 'MS-ä', adds: { caseFiles: 1, cases: 0, documents: 1 } });
    expect(trial.fields).toEqual([
      { path: '@art', value: 'Neu' },
      { path: 'Nummer', value: 'MS-ä' },
      { path: 'Stand/Platz', value: 'A12' },
      { path: 'Stand/Ware', value: 'Obst', times: 2 },
      { path: 'Eingang', value: '02.03.2026' },
    ]);
  });

  it('is set up over HTTP, and its messages are filed with reference, title and date', async () => {
    stalls = await created('stalls', 'xml-generic', settings);
    const filed = await settledOf(stalls, message(), { attachments: [PDF] });
    expect(filed).toMatchObject({
      state: 'filed',
      key: 'MS-1',
      receipt: { fileReference: expect.stringMatching(/^632/) },
    });
    const operator = await setUp.hub.operator();
    const document = (await operator.get(filed.receipt.documents[0].href)).body;
    expect(document).toMatchObject({
      subject: 'Meldung MS-1, Neu',
      documentDate: '2026-03-02',
      metadata: { goods: ['Obst', 'Honig'] },
    });
    expect((await operator.content(filed.receipt.documents[0].content)).toString()).toBe(message());
    expect(filed.receipt.documents).toHaveLength(2);
  });

  it('takes the XML in a ZIP with its attachments, and one XML alone', async () => {
    const entries = [
      { name: 'meldung.xml', bytes: Buffer.from(message('MS-7')) },
      { name: 'plan/nachweis.pdf', bytes: PDF.bytes },
    ];
    const filed = await settledOf(stalls, zipOf(entries), { mime: 'application/zip' });
    expect(filed).toMatchObject({ state: 'filed', key: 'MS-7' });
    const names = filed.receipt.documents.map(({ fileName }: { fileName: string }) => fileName);
    expect(names).toEqual(['meldung.xml', 'nachweis.pdf']);
    const two = zipOf([...entries, { name: 'zweite.xml', bytes: Buffer.from(message('MS-8')) }]);
    const refused = await settledOf(stalls, two, { mime: 'application/zip' });
    expect(refused).toMatchObject({ state: 'rejected', error: { code: 'container.several-messages' } });
  });

  it.each([
    ['its root is another', message('MS-2', 'urn:example:other'), 'xml-generic.root-not-accepted', '/Meldung'],
    [
      'it has no namespace',
      message('MS-2')
        .replaceAll('m:', '')
        .replace(/xmlns="[^"]*"|xmlns:m="[^"]*"/, ''),
      'xml-generic.root-not-accepted',
      '/Meldung',
    ],
    ['a field is empty', message(' '), 'xml-generic.field-missing', '/Meldung/Nummer'],
    [
      'a field is there twice',
      message('MS-2', undefined, '<m:Nummer>MS-3</m:Nummer>'),
      'xml.path-ambiguous',
      '/Meldung/Nummer',
    ],
    ['a field has others in it', message('<m:Teil>MS</m:Teil>'), 'xml-generic.no-single-value', '/Meldung/Nummer'],
    ['a value is huge', message('9'.repeat(100_000)), 'xml-generic.value-too-long', '/Meldung/Nummer'],
  ])('refuses a message when %s, and says where', async (_why, body, code, path) => {
    const refused = await settledOf(stalls, body, {});
    expect(refused).toMatchObject({ state: 'rejected', error: { code, path, whoActs: 'sender' } });
  });
});

describe('a sample', () => {
  const settings = { filePlanCode: '632.6' };
  const asked = (body: object, connector = 'json-generic'): Promise<Answer> =>
    ada.post(`/v1/connectors/${connector}/dry-run`, body);

  it('is refused when it is too large, none, or of something that is not there', async () => {
    const large = JSON.stringify({ text: 'x'.repeat(600_000) });
    expect(await asked({ settings, message: large })).toMatchObject({
      status: 413,
      body: { code: 'dry-run.too-large' },
    });
    const longest = { filePlanCode: 'x'.repeat(65_536) };
    expect(await asked({ settings: longest, message: '{}' })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
    expect((await asked({ settings, message: ' ' })).status).toBe(400);
    expect((await asked({ settings, message: '{}', attachments: ['../x'] })).status).toBe(400);
    expect((await asked({ settings, message: '{}', procedure: 'cats' })).body.code).toBe('access.unknown');
    expect((await asked({ settings, message: '{}' }, 'gone')).body.code).toBe('connector.unknown');
  });

  it('works for every connector', async () => {
    const permit = { number: 'B-1', project: 'Haus', appliedOn: '2026-02-03', grantedOn: '2026-01-01', parcels: ['1'] };
    expect(await tried('building-permits', settings, JSON.stringify({ permit }))).toMatchObject({
      result: 'refused',
      error: { code: 'building-permits.granted-too-early', path: '/permit/grantedOn' },
    });
  });

  it('that comes with too many others waits its turn, or is told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => asked({ settings, message: '{"a":1}' })));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 200 || status === 429)).toBe(true);
    expect(statuses.has(200)).toBe(true);
  });
});

describe('on the command line', () => {
  const fixture = (name: string, file: string): string =>
    join(root, 'connectors', 'json-generic', 'fixtures', name, file);
  let line: CommandLine;
  beforeAll(async () => {
    line = await CommandLine.open();
  });
  afterAll(() => line.close());

  it('a sample is tried with settings that are not saved, or with those of a procedure', async () => {
    const demo = ['--demo', setUp.hub.dataDir];
    const sample = ['--sample', fixture('dog-registered', 'message.json')];
    const settings = JSON.parse(await readFile(fixture('dog-registered', 'settings.json'), 'utf8')) as object;
    const inline = JSON.stringify({ ...settings, filePlanCode: '632.6' });
    const given = ['procedure', 'try', '--connector', 'json-generic', '--settings', inline, ...sample, ...demo];
    const shown = await line.run({}, ...given, '--attachment', 'impfpass.pdf');
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(/\/keeper\/customer +4711/);
    expect(shown.stdout).toContain('it would be filed, with the key HU-2026-0042');
    expect(shown.stdout).toMatch(/add-document +HU-2026-0042\/impfpass.pdf/);
    expect(shown.stdout).toContain('It would add: 1 case file, 1 case, 2 documents');

    const refused = await line.json({}, 'procedure', 'try', 'building-permits', ...sample, ...demo);
    expect(refused).toMatchObject({
      code: 1,
      answer: { result: 'refused', error: { code: 'json.schema', path: '/permit' } },
    });
    expect((await line.run({}, 'procedure', 'try', ...sample, ...demo)).code).toBe(2);
    const none = await line.run({}, 'procedure', 'try', 'building-permits', '--sample', '/nowhere.json', ...demo);
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('The sample cannot be read') });
  });
});
