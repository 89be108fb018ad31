// Parts of files, cases within cases, versions, formats and annexes: filed as a connector would have them filed, and read
// over the interface of a hub.
import type { ArchiveCommand, Metadata } from '@fachwerk/connectors/contract';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCity } from './harness/cities.js';
import { query, type TestDatabase } from './harness/databases.js';
import { DirectFiling, sha256, type DirectMessage } from './harness/filing.js';
import { HubProcess } from './harness/hub-process.js';
import { Procedure, type Answer } from './harness/procedure.js';
import { newDatabase } from './harness/provided.js';

const metadata: Metadata = {
  participants: [{ name: 'Muster', role: 'applicant' }, { name: 'Beispiel' }],
  urgent: true,
};
const attachments = {
  'draft.docx': 'the first draft',
  'draft.pdf': 'the first draft as PDF/A',
  'final.docx': 'the final text',
  'final.pdf': 'the final text as PDF/A',
  'scan.tif': 'the final text, scanned',
  'plan.pdf': 'a plan',
  'legend.pdf': 'the legend of the plan',
};
const from = (name: keyof typeof attachments): { content: { attachment: string } } => ({
  content: { attachment: name },
});
const commands: readonly ArchiveCommand[] = [
  { do: 'open-file', key: 'A', filePlanCode: '632.6', subject: 'Whole', metadata },
  { do: 'open-sub-file', key: 'A.1', inFile: 'A', subject: 'First part' },
  { do: 'open-sub-file', key: 'A.2', inFile: 'A', subject: 'Second part', metadata },
  { do: 'open-sub-file', key: 'A.2.1', inFile: 'A.2', subject: 'Part of the second part' },
  { do: 'open-case', key: 'C', inFile: 'A.2', subject: 'Case' },
  { do: 'open-sub-case', key: 'C.1', inCase: 'C', subject: 'Case within', openedOn: '2026-02-01', metadata },
  {
    do: 'add-document',
    key: 'D',
    in: { case: 'C.1' },
    subject: 'Decision',
    ...from('draft.docx'),
    formats: [{ ...from('draft.pdf'), metadata: { profile: 'PDF/A-2b' } }],
  },
  {
    do: 'add-version',
    key: 'D',
    ...from('final.docx'),
    metadata: { signed: true, checks: [{ by: 'Muster' }] },
    formats: [from('final.pdf'), { ...from('scan.tif'), fileName: 'Scan.tif' }],
  },
  { do: 'add-document', key: 'D/a', in: { document: 'D' }, subject: 'Plan', ...from('plan.pdf') },
  { do: 'add-document', key: 'D/a/b', in: { document: 'D/a' }, subject: 'Legend', ...from('legend.pdf') },
  { do: 'close-case', key: 'C', closedOn: '2026-03-01' },
];
const message: DirectMessage = { commands, attachments };
const TABLES = ['case_file', 'file_case', 'document', 'document_version', 'document_format', 'record_key', 'history'];

describe('parts, versions and formats', () => {
  let database: TestDatabase;
  let hub: HubProcess;
  let filing: DirectFiling;
  let procedure: Procedure;
  let first: Answer['body'];
  beforeAll(async () => {
    database = await newDatabase();
    const city = await createCity(database.url, 'adorf');
    hub = await HubProcess.start({ DATABASE_URL: database.url });
    filing = await DirectFiling.on(database, `${hub.dataDir}/content`, city.tenant, 'invoices');
    procedure = new Procedure(hub.baseUrl, 'invoices', `Bearer ${city.invoicesKey}`);
    first = await procedure.message(await filing.file(message));
  });
  afterAll(async () => {
    await filing.close();
    await hub.remove();
    await database.drop();
  });

  const counts = async (): Promise<unknown> => {
    const all = TABLES.map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`).join(', ');
    return (await query(database.migrateUrl, `SELECT ${all}`))[0];
  };
  /** Of a part, by what comes after the reference of the whole. */
  const reference = (part: string): string => first.receipt.fileReference + part;
  const file = async (part: string): Promise<Answer['body']> => {
    const { href } = first.receipt.caseFiles.find((one: { reference: string }) => one.reference === reference(part));
    return (await procedure.get(href)).body;
  };
  const document = async (key: string): Promise<Answer['body']> => {
    const { href } = first.receipt.documents.find((one: { key: string }) => one.key === key);
    return (await procedure.get(href)).body;
  };

  it('are on the receipt, each byte that was sent with its hash and a link to it', async () => {
    expect(first.state).toBe('filed');
    const { receipt } = first;
    expect(receipt.fileReference).toMatch(/^632\.6\/\d{4}-1$/);
    expect(receipt.caseFiles.map((one: { reference: string }) => one.reference)).toEqual([
      reference(''),
      reference('-1'),
      reference('-2'),
      reference('-2-1'),
    ]);
    expect(receipt.cases.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
    const contents = receipt.documents.flatMap((one: { formats?: object[] }) => [one, ...(one.formats ?? [])]);
    expect(contents.map((one: { sha256: string }) => one.sha256)).toEqual(Object.values(attachments).map(sha256));
    for (const [index, text] of Object.values(attachments).entries()) {
      expect((await procedure.content(contents[index].content)).toString()).toBe(text);
    }
    expect(receipt.documents.map(({ key, version }: Answer['body']) => `${key} ${version}`)).toEqual([
      'D 1',
      'D 2',
      'D/a 1',
      'D/a/b 1',
    ]);
  });

  it('are shown where they are', async () => {
    const whole = await file('');
    expect(whole).toMatchObject({ parentId: null, parent: null, partNumber: null, metadata, cases: [], documents: [] });
    expect(whole.parts.map((part: Answer['body']) => [part.reference, part.partNumber])).toEqual([
      [reference('-1'), 1],
      [reference('-2'), 2],
    ]);
    const part = (await procedure.get(whole.parts[1].href)).body;
    expect(part).toMatchObject({
      parent: { id: whole.id, reference: whole.reference, href: `/v1/case-files/${whole.id}` },
      filePlanCode: '632.6',
      metadata,
      parts: [{ subject: 'Part of the second part' }],
      cases: [
        { number: 1, parentId: null, closedOn: '2026-03-01' },
        { number: 2, closedOn: null, openedOn: '2026-02-01', metadata },
      ],
    });
    expect(part.cases[1].parentId).toBe(part.cases[0].id);
    const decision = part.documents.find(({ subject }: Answer['body']) => subject === 'Decision');
    expect(decision).toMatchObject({ caseId: part.cases[1].id, parentId: null, version: 2 });
    expect(part.documents.map(({ subject, caseId }: Answer['body']) => [subject, caseId === decision.caseId])).toEqual(
      expect.arrayContaining([
        ['Plan', true],
        ['Legend', true],
      ]),
    );
  });

  it('are shown with a document: its versions, their formats, its annexes and its history', async () => {
    const decision = await document('D');
    expect(decision.versions).toMatchObject([
      {
        number: 1,
        sha256: sha256('the first draft'),
        metadata: {},
        formats: [{ number: 1, fileName: 'draft.pdf', metadata: { profile: 'PDF/A-2b' } }],
      },
      {
        number: 2,
        metadata: { signed: true, checks: [{ by: 'Muster' }] },
        formats: [
          { number: 1, fileName: 'final.pdf' },
          { number: 2, fileName: 'Scan.tif' },
        ],
      },
    ]);
    expect(decision.annexes).toMatchObject([{ subject: 'Plan', parentId: decision.id }]);
    const annex = (await procedure.get(decision.annexes[0].href)).body;
    expect(annex).toMatchObject({ parentId: decision.id, annexes: [{ subject: 'Legend' }] });
    expect(decision.history.map(({ action }: { action: string }) => action).toSorted()).toEqual([
      'created',
      'format-added',
      'format-added',
      'format-added',
      'version-added',
    ]);
  });

  it('are answered as the description of the interface says', async () => {
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const { components } = (await procedure.get('/api/openapi.json')).body;
    ajv.addSchema({ $id: 'api', components });
    const answers = {
      Receipt: [first.receipt],
      CaseFile: await Promise.all(['', '-2'].map(file)),
      CaseFiles: [(await procedure.get('/v1/case-files')).body],
      Document: await Promise.all(['D', 'D/a'].map(document)),
    };
    for (const [name, bodies] of Object.entries(answers)) {
      for (const body of bodies) {
        ajv.validate(`api#/components/schemas/${name}`, body);
        expect(ajv.errors, name).toBeNull();
      }
    }
  });

  it('are read by version and format, and by no other number', async () => {
    const { content } = await document('D');
    const read = async (numbers: string): Promise<string> => (await procedure.content(content + numbers)).toString();
    expect(await read('')).toBe('the final text');
    expect(await read('?format=2')).toBe('the final text, scanned');
    expect(await read('?version=1&format=1')).toBe('the first draft as PDF/A');
    const described = await procedure.get(`${content}?version=2&format=2`);
    expect(described.headers.get('etag')).toBe(`"${sha256('the final text, scanned')}"`);
    expect(described.headers.get('content-disposition')).toContain('Scan.tif');
    for (const none of [
      '?version=1&format=2',
      '?version=3',
      '?format=0',
      '?format=x',
      '?version=1&format=1&format=2',
    ]) {
      expect((await procedure.get(content + none)).status, none).toBe(404);
    }
  });

  it('stay as they are when the same comes again under another key', async () => {
    const before = await counts();
    const again = await procedure.message(await filing.file({ ...message, body: '<again/>' }));
    expect(again.state).toBe('filed');
    for (const of of ['caseFiles', 'cases', 'documents']) expect(again.receipt[of]).toEqual(first.receipt[of]);
    expect(await counts()).toEqual(before);
  });

  it('grow by what comes later, and refuse what a closed case refuses', async () => {
    const late: DirectMessage = {
      attachments: { ...attachments, 'more.pdf': 'more', 'late.pdf': 'late' },
      commands: [
        { do: 'reopen-case', key: 'C', reason: 'Late documents' },
        { do: 'add-version', key: 'D', ...from('draft.docx'), formats: [{ content: { attachment: 'more.pdf' } }] },
        { do: 'add-document', key: 'D/c', in: { document: 'D' }, subject: 'Late', content: { attachment: 'late.pdf' } },
        { do: 'open-sub-file', key: 'A.3', inFile: 'A', subject: 'Third part' },
        { do: 'open-sub-case', key: 'C.2', inCase: 'C', subject: 'Another' },
        { do: 'close-case', key: 'C', closedOn: '2026-04-01' },
      ],
    };
    const { receipt } = await procedure.message(await filing.file(late));
    expect(receipt.caseFiles).toMatchObject([{ reference: reference('') }, { reference: reference('-3') }]);
    expect(receipt.cases.map(({ number }: { number: number }) => number)).toEqual([1, 3]);
    expect(receipt.documents).toMatchObject([
      { key: 'D', version: 1, formats: [{ number: 2, sha256: sha256('more') }] },
      { key: 'D/c', version: 1 },
    ]);
    const before = await counts();
    const refused = late.commands.slice(1, 3).map((command) => ({ ...command, ...from('plan.pdf') }) as ArchiveCommand);
    const fourth: ArchiveCommand = { do: 'open-sub-file', key: 'A.4', inFile: 'A', subject: 'Fourth part' };
    for (const command of refused) {
      const id = await filing.file({ ...late, commands: [fourth, command] });
      const parked = await procedure.message(id);
      expect(parked).toMatchObject({ state: 'parked', error: { code: 'archive.case-closed' } });
    }
    expect(await counts()).toEqual(before);
  });

  it('are kept as they were written: the hub may neither change nor remove a version or a format', async () => {
    for (const table of ['document_version', 'document_format']) {
      for (const statement of [
        `UPDATE ${table} SET mime = 'text/plain'`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ]) {
        const tried = filing.database.inTenant(filing.tenant, (transaction) => transaction.query(statement));
        await expect(tried, statement).rejects.toMatchObject({ code: '42501' });
      }
    }
  });
});
