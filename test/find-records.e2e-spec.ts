// What a clerk types into the search, and what comes out: in the same moment in which it is filed, and nothing of others.
import { randomUUID } from 'node:crypto';
import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCity } from './harness/cities.js';
import { CommandLine } from './harness/command-line.js';
import { query } from './harness/databases.js';
import { DirectFiling } from './harness/filing.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

let setUp: SetUp;
let filing: DirectFiling;
let permits: DirectFiling;
let clerk: Procedure;
let reference: string;
beforeAll(async () => {
  setUp = await startSetUp('database');
  const { hub, database } = setUp;
  const [tenant] = await query<{ id: string }>(database.migrateUrl, `SELECT id FROM tenant WHERE name = 'demo'`);
  filing = await DirectFiling.on(database, `${hub.dataDir}/content`, tenant!.id, 'xrechnung');
  permits = await DirectFiling.on(database, `${hub.dataDir}/content`, tenant!.id, 'building-permits');
  clerk = await hub.operator();
  await filing.file({ commands: [file('F-1', 'Grundstücke am Markt')] });
  await filing.file({
    commands: [
      file('F-1', 'Grundstücke am Markt'),
      { do: 'open-case', key: 'V/2026/7', inFile: 'F-1', subject: 'Genehmigung einer Garage' },
      document('D-1', 'Bauantrag der Familie Müller', { in: { case: 'V/2026/7' }, fileName: 'Lageplan_Süd-2.pdf' }),
      document('D-2', 'Rechnung RE-2026/118', {
        documentType: 'invoice',
        metadata: {
          'seller-name': 'Bürobedarf Straße & Söhne GmbH',
          amount: '4711.90',
          items: [{ name: 'Kopierpapier', code: 'KP-80' }],
        },
      }),
    ],
  });
  await permits.file({
    commands: [file('P-1', 'Garage im Hof', '632.6'), document('P-2', 'Garage, Ansicht', { in: { file: 'P-1' } })],
  });
  const all = await found('Grundstück');
  reference = all.find(({ type }) => type === 'case-file')!.reference;
});
afterAll(async () => {
  await filing.close();
  await permits.close();
  await setUp.remove();
});

function file(key: string, subject: string, filePlanCode = '903.4'): ArchiveCommand {
  return { do: 'open-file', key, filePlanCode, subject };
}

function document(key: string, subject: string, more: object = {}): ArchiveCommand {
  return { do: 'add-document', key, in: { file: 'F-1' }, subject, content: 'message', ...more } as ArchiveCommand;
}

const ask = (q: string, more: Readonly<Record<string, string>> = {}, who = clerk): Promise<Answer> =>
  who.get(`/v1/search?${new URLSearchParams({ q, ...more })}`);

interface Hit {
  readonly type: string;
  readonly id: string;
  readonly subject: string;
  readonly reference: string;
  readonly highlights: readonly {
    readonly field: string;
    readonly text: string;
    readonly ranges: readonly [number, number][];
  }[];
}

async function found(q: string, more: Readonly<Record<string, string>> = {}, who = clerk): Promise<readonly Hit[]> {
  const { status, body } = await ask(q, more, who);
  expect(status, JSON.stringify(body)).toBe(200);
  return [...body.exact, ...body.hits];
}

const subjects = async (...asked: Parameters<typeof found>): Promise<readonly string[]> =>
  (await found(...asked)).map(({ subject }) => subject);

describe('finds', () => {
  it.each([
    ['another form of the word', 'Grundstück', ['Grundstücke am Markt']],
    ['whatever the case is', 'MÜLLER', ['Bauantrag der Familie Müller']],
    ['an umlaut that was written out', 'Mueller', ['Bauantrag der Familie Müller']],
    ['an umlaut that another system has taken apart', 'Mu\u0308ller', ['Bauantrag der Familie Müller']],
    ['the beginning of the last word', 'Familie Bauant', ['Bauantrag der Familie Müller']],
    ['an umlaut at the end of what was typed', 'Bauanträ', ['Bauantrag der Familie Müller']],
    ['all of the words, in any order', 'Müller Bauantrag', ['Bauantrag der Familie Müller']],
    ['metadata', 'Bürobedarf', ['Rechnung RE-2026/118']],
    ['what lies deeper in metadata', 'Kopierpapier', ['Rechnung RE-2026/118']],
    ['a number in metadata as it is', '4711.90', ['Rechnung RE-2026/118']],
    ['the name of a file', 'Lageplan', ['Bauantrag der Familie Müller']],
    ['the name of a file as it is', 'Lageplan_Süd-2.pdf', ['Bauantrag der Familie Müller']],
    ['a number of an invoice', 're-2026/118', ['Rechnung RE-2026/118']],
    ['the beginning of one', 'RE-2026/1', ['Rechnung RE-2026/118']],
    ['the key of a document', 'D-1', ['Bauantrag der Familie Müller']],
    ['the key of a case', 'V/2026/7', ['Genehmigung einer Garage']],
  ])('%s', async (_what, q, expected) => {
    expect(await subjects(q)).toEqual(expected);
  });

  it('not where one of the words is missing', async () => {
    expect(await subjects('Müller Garage')).toEqual([]);
  });

  it('a file reference before what only has it in it, and all of the case file with it', async () => {
    const { exact, hits } = (await ask(reference)).body;
    expect(exact.map(({ subject }: Hit) => subject)).toEqual(['Grundstücke am Markt']);
    expect(hits.map(({ subject }: Hit) => subject).toSorted()).toEqual([
      'Bauantrag der Familie Müller',
      'Genehmigung einer Garage',
      'Rechnung RE-2026/118',
    ]);
    expect(hits.every((hit: Hit) => hit.reference === reference)).toBe(true);
  });

  it('what is filed later, at once: documents, names of further versions and formats', async () => {
    const attachments = { 'a.pdf': randomUUID(), 'b.pdf': randomUUID() };
    for (const round of ['Erstfassung', 'Zweitfassung']) {
      await filing.file({
        attachments: { ...attachments, 'a.pdf': randomUUID() },
        commands: [
          document('D-3', 'Vermerk', {
            content: { attachment: 'a.pdf' },
            fileName: `${round}.pdf`,
            whenChanged: 'add-version',
            formats: [{ content: { attachment: 'b.pdf' }, fileName: `Abschrift-${round}.txt` }],
          }),
        ],
      });
      expect(await subjects(round)).toEqual(['Vermerk']);
      expect(await subjects(`Abschrift-${round}.txt`)).toEqual(['Vermerk']);
    }
    expect(await subjects('Erstfassung')).toEqual(['Vermerk']);
  });

  it('a record whatever is in it: filing does not fail because of the search', async () => {
    const long = 'x1-'.repeat(330);
    const words = Array.from({ length: 1_000 }, (_, n) =>
      Array.from({ length: 200 }, (_x, m) => `ü${n}-${m}€`).join(' '),
    );
    await filing.file({
      commands: [document('D-4', `${long} Ungetüm 💥`, { metadata: { words, long: '\\' + long.repeat(10) } })],
    });
    expect(await subjects('Ungetüm')).toEqual([`${long} Ungetüm 💥`]);
    expect(await subjects('ü7-7€')).toHaveLength(1);
  });
});

describe('shows', () => {
  it('where the words are, as places in plain text', async () => {
    const subject = '<b>Abwasser</b> & "Abwässer" \ue000der Söhne\ue001 RE-7/8';
    await filing.file({ commands: [document('D-5', subject, { metadata: { note: `${'- '.repeat(300)}Abwasser` } })] });
    const [hit] = await found('RE-7/8 Abwasser');
    const [first, note] = hit!.highlights;
    expect(first).toMatchObject({ field: 'subject', text: subject });
    expect(first!.ranges.map(([from, to]) => subject.slice(from, to))).toEqual(['Abwasser', 'Abwässer', 'RE-7/8']);
    expect(note!.field).toBe('metadata.note');
    expect(note!.text.length).toBeLessThanOrEqual(240);
    expect(note!.ranges.map(([from, to]) => note!.text.slice(from, to))).toEqual(['Abwasser']);
  });

  it('where the record is', async () => {
    for (const type of ['case-file', 'case', 'document']) {
      const [hit] = (await ask('Garage', { type })).body.hits;
      expect((await clerk.get(hit.href)).body.id).toBe(type === 'document' ? hit.id : hit.caseFile.id);
    }
  });
});

describe('filters', () => {
  it.each([
    ['by kind', { type: 'case' }, ['Genehmigung einer Garage']],
    ['by procedure', { procedure: 'xrechnung' }, ['Genehmigung einer Garage']],
    ['by entry of the file plan', { filePlanCode: '903.4' }, ['Genehmigung einer Garage']],
    ['by what lies below an entry', { filePlanCode: '63' }, ['Garage im Hof', 'Garage, Ansicht']],
    ['by an entry that is not there', { filePlanCode: '7' }, []],
    ['by type of document', { documentType: 'invoice' }, []],
    ['until a day before', { to: '2020-12-31' }, []],
    ['from a day to come', { from: '2999-01-01' }, []],
    [
      'around today',
      { from: '2020-01-01', to: '2999-01-01' },
      ['Garage im Hof', 'Garage, Ansicht', 'Genehmigung einer Garage'],
    ],
  ])('%s', async (_what, filter, expected) => {
    expect((await subjects('Garage', filter as Record<string, string>)).toSorted()).toEqual(expected);
  });

  it('what is exact, too', async () => {
    expect(await subjects('V/2026/7', { type: 'document' })).toEqual([]);
    expect(await subjects(reference, { documentType: 'invoice' })).toEqual(['Rechnung RE-2026/118']);
  });
});

describe('answers page by page', () => {
  it('newest first, each record once', async () => {
    for (let n = 0; n < 7; n += 1) await filing.file({ commands: [document(`S-${n}`, `Seitenweise ${n}00`)] });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { body } = await ask('Seitenweise', { limit: '3', ...(after && { after }) });
      seen.push(...body.hits.map(({ subject }: Hit) => subject));
      after = body.after;
    } while (after !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Seitenweise ${n}00`));
    expect((await ask('Seitenweise', { after: randomUUID() })).body).toEqual({ exact: [], hits: [] });
  });
});

describe('refuses', () => {
  it('a question without a word, and says so in both languages', async () => {
    for (const q of ['der die und', '17', '!!!', '%', '" & | ! :* <-> ( ) \'']) {
      const { status, body } = await ask(q);
      expect({ q, status, code: body.code }).toEqual({ q, status: 400, code: 'search.no-words' });
      expect(Object.keys(body.sentence)).toEqual(['de', 'en']);
    }
  });

  it('parameters that are none', async () => {
    const wrong = [
      'q=',
      'q=%00',
      `q=${'a'.repeat(201)}`,
      `q=${'a+'.repeat(21)}`,
      'q=a&q=b',
      'from=2026-02-30',
      'type=x',
      'after=1',
      'limit=0',
      'procedure=x',
    ];
    for (const one of wrong) {
      const { status } = await clerk.get(`/v1/search?${one.startsWith('q=') ? one : `q=Garage&${one}`}`);
      expect({ one, status }).toEqual({ one, status: one === 'procedure=x' ? 404 : 400 });
    }
    expect((await clerk.get('/v1/search')).status).toBe(400);
  });

  it('nothing else, however hostile', async () => {
    const hostile = [
      `Garage'); DROP TABLE search_entry; --`,
      `'a' <-> 'b':*ABCD`,
      'x\\',
      `1\\'2`,
      '💥 garage',
      '\u202egarage',
      'a:* | b',
      '$$x$$',
      '\ud800x',
      'é\u0301\u0301x',
      `"unclosed`,
      '-garage',
      '=1/2',
      '<script>',
    ];
    for (const q of hostile) {
      expect({ q, status: (await ask(q)).status }).toEqual({ q, status: 200 });
      const more = { documentType: q, filePlanCode: q };
      expect({ q, body: (await ask('Garage', more)).body }).toEqual({ q, body: { exact: [], hits: [] } });
    }
    expect((await found('Garage')).length).toBe(3);
  });
});

describe('keeps apart', () => {
  it('a procedure finds what it filed itself', async () => {
    const own = await setUp.hub.procedure('building-permits');
    expect((await subjects('Garage', {}, own)).toSorted()).toEqual(['Garage im Hof', 'Garage, Ansicht']);
    expect(await subjects('Garage', { procedure: 'xrechnung' }, own)).toEqual(
      ['Garage im Hof', 'Garage, Ansicht'].toReversed(),
    );
    expect(await subjects('V/2026/7', {}, own)).toEqual([]);
    expect(await subjects(reference, {}, own)).toEqual([]);
  });

  it('a city finds nothing of another', async () => {
    const { tenant } = await createCity(setUp.database.url, 'bedorf');
    const other = await DirectFiling.on(setUp.database, `${setUp.hub.dataDir}/content`, tenant, 'invoices');
    await other.file({ commands: [file('F-1', 'Garage in Bedorf', '632.6')] });
    await other.close();
    expect(await subjects('Bedorf')).toEqual([]);
    expect(await subjects('Garage')).not.toContain('Garage in Bedorf');
  });
});

it('on the command line: a table, or JSON', async () => {
  const line = await CommandLine.open();
  try {
    const demo = ['--demo', setUp.hub.dataDir];
    const text = await line.run({}, 'search', 'Bauant', ...demo);
    expect(text.stdout).toMatch(
      /^TYPE +FILE REFERENCE +FILED +SUBJECT +ID\ndocument +903\.4\/\d{4}-\d+ +.* +Bauantrag der Familie Müller +/,
    );
    const { answer } = await line.json({}, 'search', 'Genehmigung', 'einer', 'Gar', '--type', 'case', ...demo);
    expect(answer).toMatchObject({ exact: [], hits: [{ type: 'case', subject: 'Genehmigung einer Garage' }] });
    expect(await line.json({}, 'search', 'der', ...demo)).toMatchObject({
      code: 1,
      error: { code: 'search.no-words' },
    });
  } finally {
    await line.close();
  }
});
