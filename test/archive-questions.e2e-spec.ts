// What connectors ask the archive: records of their own procedure, found by keys, references, words, and by what they lie in.
import { buffer } from 'node:stream/consumers';
import type { ArchiveAnswer, ArchiveQuestion } from '@fachwerk/connectors/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { ArchiveQuestions } from '../apps/hub/src/archive/questions.js';
import { createCity } from './harness/cities.js';
import { query } from './harness/databases.js';
import { DirectFiling, sha256 } from './harness/filing.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

let setUp: SetUp;
let filing: DirectFiling;
let questions: ArchiveQuestions;
let scope: { tenant: string; procedureId: string };
beforeAll(async () => {
  setUp = await startSetUp('database');
  const { tenant } = await createCity(setUp.database.url, 'fragenstadt');
  filing = await DirectFiling.on(setUp.database, `${setUp.hub.dataDir}/content`, tenant, 'invoices');
  questions = new ArchiveQuestions(filing.database);
  scope = { tenant, procedureId: await procedureOf('invoices', tenant) };
  const document = { do: 'add-document', content: 'message' } as const;
  await filing.file({
    body: '<first/>',
    attachments: { 'a.pdf': 'annex' },
    commands: [
      { do: 'open-file', key: 'F', filePlanCode: '632.6', subject: 'Akte Hauptstraße', metadata: { color: 'grün' } },
      { do: 'open-sub-file', key: 'F/1', inFile: 'F', subject: 'Band 1' },
      { do: 'open-case', key: 'C', inFile: 'F', subject: 'Vorgang Anbau', openedOn: '2026-01-02' },
      { do: 'open-sub-case', key: 'C/1', inCase: 'C', subject: 'Nachtrag Anbau' },
      {
        ...document,
        key: 'D',
        in: { case: 'C' },
        subject: 'Bescheid Anbau',
        documentType: 'letter',
        documentDate: '2026-01-03',
      },
      { do: 'add-document', key: 'A', in: { document: 'D' }, subject: 'Lageplan', content: { attachment: 'a.pdf' } },
      { ...document, key: 'L', in: { file: 'F' }, subject: 'Loses Blatt' },
      { ...document, key: 'N', in: { case: 'C/1' }, subject: 'Nachtrag selbst' },
    ],
  });
  await filing.file({
    body: '<second/>',
    commands: [
      { do: 'add-version', key: 'D', content: 'message', fileName: 'neu.xml' },
      { do: 'close-case', key: 'C' },
    ],
  });
});
afterAll(async () => {
  await filing.close();
  await setUp.remove();
});

async function procedureOf(name: string, tenant: string): Promise<string> {
  const sql = 'SELECT id FROM procedure WHERE name = $1 AND tenant_id = $2';
  return (await query<{ id: string }>(setUp.database.migrateUrl, sql, [name, tenant]))[0]!.id;
}

async function ask(question: ArchiveQuestion, as = scope): Promise<ArchiveAnswer> {
  return (await questions.answer(as, [question]))[0]!.answer;
}

const subjects = (answer: ArchiveAnswer): readonly string[] =>
  answer.do === 'find' ? answer.records.map(({ subject }) => subject) : [];

describe('a record', () => {
  it('is viewed by its key, with all it has', async () => {
    const answer = await ask({ do: 'view', what: 'file', key: 'F' });
    expect(answer).toEqual({
      do: 'view',
      record: {
        what: 'file',
        key: 'F',
        subject: 'Akte Hauptstraße',
        reference: expect.stringMatching(/^632\.6\/\d{4}-1$/) as string,
        filePlanCode: '632.6',
        metadata: { color: 'grün' },
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        changedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      },
    });
  });

  it('says what it is as a case, and that it was closed on the day it was filed', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date());
    expect(await ask({ do: 'view', what: 'case', key: 'C' })).toMatchObject({
      record: { what: 'case', key: 'C', number: 1, openedOn: '2026-01-02', closedOn: today },
    });
  });

  it('shows its current version as a document', async () => {
    const answer = await ask({ do: 'view', what: 'document', key: 'D' });
    expect(answer).toMatchObject({
      record: {
        documentType: 'letter',
        documentDate: '2026-01-03',
        content: { version: 2, fileName: 'neu.xml', sha256: sha256('<second/>'), sizeBytes: 9 },
      },
    });
    const { createdAt = '', changedAt = '' } = answer.do === 'view' ? (answer.record ?? {}) : {};
    expect(changedAt > createdAt).toBe(true);
  });

  it('is none of another kind, of another procedure or of another city', async () => {
    const { tenant } = await createCity(setUp.database.url, 'nachbarstadt');
    const permits = { ...scope, procedureId: await procedureOf('permits', scope.tenant) };
    for (const as of [permits, { ...scope, tenant }]) {
      for (const what of ['file', 'case', 'document'] as const) {
        const key = { file: 'F', case: 'C', document: 'D' }[what];
        expect(await ask({ do: 'view', what, key }, as)).toEqual({ do: 'view' });
      }
      expect(await ask({ do: 'content', key: 'D' }, as)).toEqual({ do: 'content' });
      expect(subjects(await ask({ do: 'find', what: 'document', by: { words: 'Anbau' } }, as))).toEqual([]);
      expect(subjects(await ask({ do: 'find', what: 'case', by: { inFile: 'F' } }, as))).toEqual([]);
      expect(await questions.named(as, [{ what: 'file', key: 'F' }])).toEqual([]);
    }
    expect(await ask({ do: 'view', what: 'case', key: 'F' })).toEqual({ do: 'view' });
  });
});

describe('records', () => {
  it.each<[string, ArchiveQuestion, readonly string[]]>([
    ['parts of a file', { do: 'find', what: 'file', by: { inFile: 'F' } }, ['Band 1']],
    ['cases of a file', { do: 'find', what: 'case', by: { inFile: 'F' } }, ['Vorgang Anbau']],
    ['documents of a file that are in no case', { do: 'find', what: 'document', by: { inFile: 'F' } }, ['Loses Blatt']],
    ['cases of a case', { do: 'find', what: 'case', by: { inCase: 'C' } }, ['Nachtrag Anbau']],
    ['documents of a case', { do: 'find', what: 'document', by: { inCase: 'C' } }, ['Bescheid Anbau']],
    ['annexes', { do: 'find', what: 'document', by: { inDocument: 'D' } }, ['Lageplan']],
    ['nothing in what is not there', { do: 'find', what: 'document', by: { inCase: 'X' } }, []],
    ['one by its key', { do: 'find', what: 'case', by: { key: 'C/1' } }, ['Nachtrag Anbau']],
    ['one by its key that is elsewhere', { do: 'find', what: 'case', by: { key: 'C/1', inFile: 'F' } }, []],
    ['by words', { do: 'find', what: 'case', by: { words: 'anbau' } }, ['Nachtrag Anbau', 'Vorgang Anbau']],
    [
      'by words, narrowed',
      { do: 'find', what: 'case', by: { words: 'anbau', subjectContains: 'NACH' } },
      ['Nachtrag Anbau'],
    ],
    ['by words of the metadata', { do: 'find', what: 'file', by: { words: 'grün' } }, ['Akte Hauptstraße']],
    ['by words, in a case', { do: 'find', what: 'document', by: { words: 'anbau', inCase: 'C' } }, ['Bescheid Anbau']],
    [
      'by words in no entry of the file plan',
      { do: 'find', what: 'case', by: { words: 'anbau', filePlanCode: '7' } },
      [],
    ],
    ['by nothing that is a word', { do: 'find', what: 'case', by: { words: '...' } }, []],
    ['in a case, narrowed', { do: 'find', what: 'document', by: { inCase: 'C', subjectContains: 'x' } }, []],
  ])('are found: %s', async (_what, question, expected) => {
    expect([...subjects(await ask(question))].toSorted()).toEqual([...expected].toSorted());
  });

  it('are found by the reference of their file', async () => {
    const file = await ask({ do: 'view', what: 'file', key: 'F' });
    const reference = file.do === 'view' ? file.record!.reference : '';
    expect(subjects(await ask({ do: 'find', what: 'file', by: { reference } }))).toEqual(['Akte Hauptstraße']);
    expect(subjects(await ask({ do: 'find', what: 'document', by: { reference } }))).toHaveLength(4);
    const narrowed = { reference, subjectContains: 'lage' };
    expect(subjects(await ask({ do: 'find', what: 'document', by: narrowed }))).toEqual(['Lageplan']);
  });

  it('are as many as were asked for, and it is said that there are more', async () => {
    const answer = await ask({ do: 'find', what: 'case', by: { words: 'anbau' }, limit: 1 });
    expect(answer).toMatchObject({ records: [{ what: 'case' }], more: true });
    expect(await ask({ do: 'find', what: 'case', by: { words: 'anbau' }, limit: 2 })).toMatchObject({ more: false });
  });

  it('are not all that there are, where too many have the words', async () => {
    await filing.file({
      body: '<needle/>',
      commands: [
        { do: 'open-file', key: 'H', filePlanCode: '632.6', subject: 'Scheune' },
        { do: 'open-case', key: 'H/needle', inFile: 'H', subject: 'Nadel im Heuhaufen' },
      ],
    });
    const straws = Array.from({ length: 2_000 }, (_, index) => `H/${index}`);
    await filing.file({
      body: '<straws/>',
      commands: straws.map((key) => ({ do: 'open-case', key, inFile: 'H', subject: 'Halm im Heuhaufen' })),
    });
    const narrowed = (words: string): Promise<ArchiveAnswer> =>
      ask({ do: 'find', what: 'case', by: { words, subjectContains: 'Nadel' } });
    expect(await narrowed('Heuhaufen')).toEqual({ do: 'find', records: [], more: true });
    expect(await narrowed('Nadel Heuhaufen')).toMatchObject({
      records: [{ subject: 'Nadel im Heuhaufen' }],
      more: false,
    });
  });

  it('are those that keys name, in their order', async () => {
    const keys = [
      { what: 'document', key: 'D' },
      { what: 'case', key: 'X' },
      { what: 'file', key: 'F' },
    ] as const;
    const found = await questions.named(scope, keys);
    expect(found.map(({ what, key }) => ({ what, key }))).toEqual([keys[0], keys[2]]);
  });
});

describe('the content of a document', () => {
  it.each([
    [undefined, 2, '<second/>'],
    [1, 1, '<first/>'],
  ])('is that of version %s', async (version, number, text) => {
    const asked = { do: 'content', key: 'D', ...(version === undefined ? {} : { version }) } as const;
    const [answered] = await questions.answer(scope, [asked]);
    expect(answered!.answer).toMatchObject({ do: 'content', content: { version: number, sha256: sha256(text) } });
    const { sha256: hash, place } = answered!.content!;
    const store = new DiskContentStore(`${setUp.hub.dataDir}/content`);
    expect(String(await buffer(store.read(scope.tenant, hash, undefined, place ?? undefined)))).toBe(text);
  });

  it('is none of a version that is not there', async () => {
    expect(await ask({ do: 'content', key: 'D', version: 3 })).toEqual({ do: 'content' });
  });
});
