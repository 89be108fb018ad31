// Parts of files, cases within cases, versions, formats and annexes: planned in memory, on what the archive has already.
import type { AddDocument, AddVersion, ArchiveCommand } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { RandomIds } from '../config/clock.js';
import type { HubError } from '../errors/hub-error.js';
import type { FiledRecords, StoredContent } from './filing.js';
import { noChanges } from './filing-changes.js';
import { recordKey, type CaseRow, type ContentRow, type DocumentRow, type LoadedArchive } from './filing-load.js';
import { FilingPlan } from './filing-plan.js';
import { KeyedRows } from './keyed-rows.js';

const key = (name: string): string => recordKey('procedure', name);
const bytes = (sha256: string): StoredContent => ({ sha256, sizeBytes: 1, mime: 'application/pdf', fileName: sha256 });
const stored = (number: number, sha256: string): ContentRow => ({
  number,
  sha256,
  sizeBytes: 1,
  mime: 'application/pdf',
  fileName: sha256,
});

function keyed<Row extends { readonly id: string }>(records: Readonly<Record<string, Row>>): KeyedRows<Row> {
  const rows = new KeyedRows<Row>();
  for (const [name, row] of Object.entries(records)) rows.set(row, key(name));
  return rows;
}

/**
 * A file F with a part P; in F an open case C with a case S in it, and a closed case X with an open case XS in it.
 * Document D in C has the versions v1 (with format f1) and v2; A is its annex. Document DX is in XS.
 */
function archive(): LoadedArchive {
  const file = { filePlanEntry: 'entry', lastCaseNumber: 4 };
  const of = { caseFileId: 'f', closedOn: null };
  const one = { ...stored(1, 'v1'), formats: [stored(1, 'f1')] };
  const two = { ...stored(2, 'v2'), formats: [] };
  return {
    filePlan: new Map([['632', { id: 'entry', code: '632', referencePattern: '{plan}-{seq}' }]]),
    closedFiles: new Map(),
    caseFiles: keyed({
      F: { id: 'f', parentId: null, reference: '632-1', lastPartNumber: 1, ...file },
      P: { id: 'p', parentId: 'f', reference: '632-1-1', lastPartNumber: 0, ...file },
    }),
    cases: keyed<CaseRow>({
      C: { id: 'c', parentId: null, number: 1, ...of },
      S: { id: 's', parentId: 'c', number: 2, ...of },
      X: { id: 'x', parentId: null, number: 3, ...of, closedOn: '2026-01-01' },
      XS: { id: 'xs', parentId: 'x', number: 4, ...of },
    }),
    documents: keyed<DocumentRow>({
      D: { id: 'd', caseFileId: 'f', caseId: 'c', parentId: null, versions: [one, two] },
      A: { id: 'a', caseFileId: 'f', caseId: 'c', parentId: 'd', versions: [{ ...one, formats: [] }] },
      DX: { id: 'dx', caseFileId: 'f', caseId: 'xs', parentId: null, versions: [one] },
    }),
  };
}

const fresh = (): FilingPlan => new FilingPlan(archive(), { timeZone: 'Europe/Berlin', ids: new RandomIds() });
const outcomeOf = (plan: FilingPlan, commands: readonly ArchiveCommand[]): ReturnType<FilingPlan['add']> =>
  plan.add({
    procedureId: 'procedure',
    messageId: 'message',
    at: new Date('2026-05-01T10:00:00Z'),
    actor: 'procedure:records',
    commands,
    parts: {
      message: bytes('body'),
      attachments: new Map(['v1', 'v2', 'v3', 'v4', 'f1', 'f2', 'f3'].map((name) => [name, bytes(name)])),
    },
  });
function filed(plan: FilingPlan, ...commands: readonly ArchiveCommand[]): FiledRecords {
  const outcome = outcomeOf(plan, commands);
  if ('refused' in outcome) throw outcome.refused;
  return outcome.records();
}
function refused(plan: FilingPlan, ...commands: readonly ArchiveCommand[]): HubError {
  const outcome = outcomeOf(plan, commands);
  if ('refused' in outcome) return outcome.refused;
  throw new Error('it was not refused');
}

const subFile = (name: string, inFile: string): ArchiveCommand => ({
  do: 'open-sub-file',
  key: name,
  inFile,
  subject: name,
});
const subCase = (name: string, inCase: string): ArchiveCommand => ({
  do: 'open-sub-case',
  key: name,
  inCase,
  subject: name,
});
const openCase = (name: string, inFile: string): ArchiveCommand => ({
  do: 'open-case',
  key: name,
  inFile,
  subject: name,
});
const document = (
  name: string,
  place: AddDocument['in'],
  attachment: string,
  more: Partial<AddDocument> = {},
): AddDocument => ({
  do: 'add-document',
  key: name,
  in: place,
  subject: name,
  content: { attachment },
  ...more,
});
const version = (name: string, attachment: string, ...formats: readonly string[]): AddVersion => ({
  do: 'add-version',
  key: name,
  content: { attachment },
  formats: formats.map((format) => ({ content: { attachment: format } })),
});
const formats = (...names: readonly string[]): Pick<AddDocument, 'formats'> => ({
  formats: names.map((name) => ({ content: { attachment: name } })),
});
/** What was filed of a document: `<version> <content> <formats>`. */
const versions = ({ documents }: FiledRecords): string[] =>
  documents.map(({ version: number, sha256, formats: more }) =>
    [number, sha256, ...more.map((format) => `${format.number}:${format.sha256}`)].join(' '),
  );

describe('parts of case files and cases', () => {
  it('numbers parts within their whole, also over messages and levels, and leaves the number of cases alone', () => {
    const plan = fresh();
    filed(plan, subFile('P2', 'F'), subFile('P2/1', 'P2'));
    filed(plan, subFile('P3', 'F'), subFile('P2', 'F'), subFile('P2/2', 'P2'), openCase('N', 'P2'));
    const { caseFiles, cases, counters } = plan.changes();
    const ids = Object.fromEntries(caseFiles.map((file) => [file.key, file.id]));
    expect(caseFiles.map(({ key: name, filePlanEntry, numbering }) => [name, filePlanEntry, numbering])).toEqual([
      ['P2', 'entry', { whole: expect.objectContaining({ id: 'f', reference: '632-1' }), partNumber: 2 }],
      ['P2/1', 'entry', { whole: caseFiles[0], partNumber: 1 }],
      ['P3', 'entry', { whole: expect.objectContaining({ id: 'f' }), partNumber: 3 }],
      ['P2/2', 'entry', { whole: caseFiles[0], partNumber: 2 }],
    ]);
    expect(cases).toMatchObject([{ key: 'N', caseFileId: ids['P2'], number: 1 }]);
    expect(Object.fromEntries(counters)).toEqual({
      f: { lastCaseNumber: 4, lastPartNumber: 3 },
      [ids['P2']!]: { lastCaseNumber: 1, lastPartNumber: 2 },
    });
  });

  it('gives a case within a case the next number of the file', () => {
    const plan = fresh();
    const records = filed(plan, subCase('S/1', 'S'), openCase('N', 'F'), subCase('S/1/1', 'S/1'));
    expect(records.cases.map(({ key: name, number }) => [name, number])).toEqual([
      ['S', 2],
      ['S/1', 5],
      ['N', 6],
      ['S/1/1', 7],
    ]);
    const [first, , third] = plan.changes().cases;
    expect(plan.changes().cases.map(({ parentId }) => parentId)).toEqual(['s', null, first!.id]);
    expect(third!.caseFileId).toBe('f');
    expect(plan.changes().history[0]).toMatchObject({ action: 'created', after: { parent: 's', number: 5 } });
  });

  it('takes the key of a part for a file, and that of a case within a case for a case', () => {
    const plan = fresh();
    filed(plan, openCase('N', 'P'), openCase('S', 'F'), document('M', { case: 'S' }, 'v1'), {
      do: 'close-case',
      key: 'S',
      closedOn: '2026-05-01',
    });
    expect(plan.changes().documents).toMatchObject([{ caseId: 's', caseFileId: 'f' }]);
    expect([...plan.changes().closings.keys()]).toEqual(['s']);
  });

  it('closes a case for the cases within it, until it is reopened', () => {
    const plan = fresh();
    const close: ArchiveCommand = { do: 'close-case', key: 'C', closedOn: '2026-05-01' };
    filed(plan, close);
    expect(refused(plan, document('M', { case: 'S' }, 'v1'))).toMatchObject({ code: 'archive.case-closed' });
    expect([...plan.changes().closings]).toEqual([['c', '2026-05-01']]);
    filed(plan, { do: 'reopen-case', key: 'C', reason: 'Nachtrag' }, document('M', { case: 'S' }, 'v1'), close);
    expect(plan.changes().documents).toMatchObject([{ key: 'M', caseId: 's' }]);
  });
});

describe('versions and formats', () => {
  it('adds versions with their metadata and formats, and lists each one with what the message had of it', () => {
    const plan = fresh();
    const records = filed(
      plan,
      document('N', { file: 'F' }, 'v1', { ...formats('f1', 'f2'), metadata: { of: 'document' } }),
      { ...version('N', 'v2', 'f3'), metadata: { of: 'version' } },
      version('N', 'v3'),
    );
    expect(versions(records)).toEqual(['1 v1 1:f1 2:f2', '2 v2 1:f3', '3 v3']);
    const { documents, versions: rows, formats: further, history } = plan.changes();
    expect(documents).toMatchObject([{ metadata: { of: 'document' } }]);
    expect(rows.map(({ number, metadata }) => [number, metadata])).toEqual([
      [1, {}],
      [2, { of: 'version' }],
      [3, {}],
    ]);
    expect(further.map(({ version: of, number, sha256 }) => [of, number, sha256])).toEqual([
      [1, 1, 'f1'],
      [1, 2, 'f2'],
      [2, 1, 'f3'],
    ]);
    expect(history.map(({ action }) => action)).toEqual([
      'created',
      'format-added',
      'format-added',
      'version-added',
      'format-added',
      'version-added',
    ]);
  });

  it.each<[string, ArchiveCommand, string]>([
    ['the current version', version('D', 'v2'), '2 v2'],
    ['an earlier version', version('D', 'v1'), '1 v1'],
    ['an earlier version by add-document', document('D', { case: 'C' }, 'v1'), '1 v1'],
    [
      'an earlier version by add-document that would add one',
      document('D', { case: 'C' }, 'v1', { whenChanged: 'add-version' }),
      '1 v1',
    ],
    ['a format that is there', version('D', 'v1', 'f1'), '1 v1 1:f1'],
    ['a format that is the content itself', version('D', 'v1', 'v1'), '1 v1'],
    ['a document in a closed case', document('DX', { case: 'XS' }, 'v1', formats('f1')), '1 v1 1:f1'],
    ['an annex', document('A', { document: 'D' }, 'v1'), '1 v1'],
    ['a part', subFile('P', 'F'), ''],
    ['a case within a case', subCase('S', 'C'), ''],
    ['a case within a closed case', subCase('XS', 'X'), ''],
  ])('changes nothing for %s that is there', (_what, command, expected) => {
    const plan = fresh();
    expect(versions(filed(plan, command, command)).join()).toBe(expected);
    expect(plan.changes()).toEqual(noChanges());
  });

  it('adds to a version that is there the formats that it lacks, each once', () => {
    const plan = fresh();
    const records = filed(
      plan,
      version('D', 'v1', 'f2', 'f1', 'f2'),
      document('D', { case: 'C' }, 'v1', formats('f3')),
    );
    expect(versions(records)).toEqual(['1 v1 2:f2 1:f1 3:f3']);
    expect(versions(filed(plan, version('D', 'v1', 'f3')))).toEqual(['1 v1 3:f3']);
    expect(plan.changes().versions).toEqual([]);
    expect(plan.changes().formats.map(({ version: of, number, sha256 }) => [of, number, sha256])).toEqual([
      [1, 2, 'f2'],
      [1, 3, 'f3'],
    ]);
    expect(plan.changes().history).toMatchObject([
      { action: 'format-added', record: 'd', after: { version: 1, format: 2, sha256: 'f2' } },
      { action: 'format-added', record: 'd', after: { version: 1, format: 3, sha256: 'f3' } },
    ]);
  });

  it('keeps the metadata of a document that becomes a further version with that version', () => {
    const plan = fresh();
    filed(plan, document('D', { case: 'C' }, 'v3', { whenChanged: 'add-version', metadata: { amount: '2.00' } }));
    expect(plan.changes().versions).toMatchObject([{ number: 3, metadata: { amount: '2.00' } }]);
  });

  it('takes what is a format only for other content', () => {
    expect(refused(fresh(), document('D', { case: 'C' }, 'f1'))).toMatchObject({ code: 'archive.content-differs' });
    expect(versions(filed(fresh(), version('D', 'f1')))).toEqual(['3 f1']);
  });
});

describe('annexes', () => {
  it('lie where their document lies, on every level', () => {
    const plan = fresh();
    filed(plan, document('A2', { document: 'D' }, 'v3'), document('A2/1', { document: 'A2' }, 'v4'));
    const [annex, nested] = plan.changes().documents;
    expect(annex).toMatchObject({ caseFileId: 'f', caseId: 'c', parentId: 'd' });
    expect(nested).toMatchObject({ caseFileId: 'f', caseId: 'c', parentId: annex!.id });
    expect(plan.changes().history[0]).toMatchObject({ action: 'created', after: { parent: 'd' } });
  });
});

describe('refusing', () => {
  it.each<[string, string, ArchiveCommand]>([
    ['a part of a file that is not there', 'archive.record-unknown', subFile('N', 'none')],
    ['a part that is one of another file', 'archive.key-elsewhere', subFile('P', 'P')],
    ['a part that is a file of its own', 'archive.key-elsewhere', subFile('F', 'P')],
    ['a file as a part of itself', 'archive.key-elsewhere', subFile('F', 'F')],
    ['a case in a case that is not there', 'archive.record-unknown', subCase('N', 'none')],
    ['a case in a case that lies in another one', 'archive.key-elsewhere', subCase('S', 'S')],
    ['a case that lies in none', 'archive.key-elsewhere', subCase('X', 'C')],
    ['a case in a closed case', 'archive.case-closed', subCase('N', 'X')],
    ['a case in an open case of a closed one', 'archive.case-closed', subCase('N', 'XS')],
    ['a document in an open case of a closed one', 'archive.case-closed', document('N', { case: 'XS' }, 'v1')],
    ['a version of a document that is not there', 'archive.record-unknown', version('none', 'v1')],
    ['a version in a closed case', 'archive.case-closed', version('DX', 'v2')],
    ['a format in a closed case', 'archive.case-closed', version('DX', 'v1', 'f2')],
    ['a format for a document elsewhere', 'archive.key-elsewhere', document('D', { file: 'F' }, 'v1', formats('f2'))],
    ['an annex of a document that is not there', 'archive.record-unknown', document('N', { document: 'none' }, 'v1')],
    ['an annex of a document in a closed case', 'archive.case-closed', document('N', { document: 'DX' }, 'v1')],
    ['an annex that is one of another document', 'archive.key-elsewhere', document('A', { document: 'A' }, 'v3')],
    ['a document that is an annex', 'archive.key-elsewhere', document('A', { case: 'C' }, 'v3')],
    ['a format that the message does not have', 'connector.invalid-commands', version('D', 'v1', 'none')],
  ])('%s, without a trace of the message', (_what, code, command) => {
    const plan = fresh();
    const before = [
      subFile('N1', 'F'),
      subCase('N2', 'C'),
      version('D', 'v3', 'f3'),
      document('N3', { case: 'S' }, 'v1'),
    ];
    expect(refused(plan, ...before, command)).toMatchObject({ code });
    expect(plan.changes()).toEqual(noChanges());
    filed(plan, subFile('N4', 'F'));
    expect(plan.changes().counters.get('f')).toEqual({ lastCaseNumber: 4, lastPartNumber: 2 });
  });
});
