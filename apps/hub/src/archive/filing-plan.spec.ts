import type { AddDocument, ArchiveCommand } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { Ids } from '../config/clock.js';
import type { HubError } from '../errors/hub-error.js';
import type { FiledRecords, FilingOrder, StoredContent } from './filing.js';
import { noChanges, type Changes } from './filing-changes.js';
import { recordKey, type CaseRow, type DocumentRow, type LoadedArchive } from './filing-load.js';
import { FilingPlan } from './filing-plan.js';
import { KeyedRows } from './keyed-rows.js';

class Counted extends Ids {
  #last = 0;
  override uuid(): string {
    return `id-${(this.#last += 1)}`;
  }
  override bytes(count: number): Buffer {
    return Buffer.alloc(count);
  }
}

const at = new Date('2026-12-31T23:30:00Z');
const key = (name: string): string => recordKey('procedure', name);
const content = (sha256: string): StoredContent => ({
  sha256,
  sizeBytes: 1,
  mime: 'application/pdf',
  fileName: `${sha256}.pdf`,
});
const plan632 = new Map([['632', { id: 'entry', code: '632', referencePattern: '{plan}/{year}-{seq}' }]]);

/** Records with their keys. */
function keyed<Row extends { readonly id: string }>(records: Readonly<Record<string, Row>>): KeyedRows<Row> {
  const rows = new KeyedRows<Row>();
  for (const [name, row] of Object.entries(records)) rows.set(row, key(name));
  return rows;
}

/** An archive with a file F, an open case C1 with document D1, a closed case C2 with document D2. */
function archive(): LoadedArchive {
  const file = { parentId: null, filePlanEntry: 'entry', lastPartNumber: 0 };
  const old = { number: 1, sha256: 'old', sizeBytes: 1, mime: 'application/pdf', fileName: 'old.pdf', formats: [] };
  const document = { caseFileId: 'f', parentId: null, versions: [old] };
  return {
    filePlan: plan632,
    closedFiles: new Map(),
    caseFiles: keyed({
      F: { id: 'f', reference: '632/2026-1', lastCaseNumber: 2, ...file },
      F2: { id: 'f2', reference: '632/2026-2', lastCaseNumber: 0, ...file },
    }),
    cases: keyed<CaseRow>({
      C1: { id: 'c1', parentId: null, caseFileId: 'f', number: 1, closedOn: null },
      C2: { id: 'c2', parentId: null, caseFileId: 'f', number: 2, closedOn: '2026-01-01' },
    }),
    documents: keyed<DocumentRow>({
      D1: { id: 'd1', caseId: 'c1', ...document },
      D2: { id: 'd2', caseId: 'c2', ...document },
      DF: { id: 'df', caseId: null, ...document },
    }),
  };
}

const fresh = (loaded: LoadedArchive = archive()): FilingPlan =>
  new FilingPlan(loaded, { timeZone: 'Europe/Berlin', ids: new Counted() });
const empty: LoadedArchive = {
  filePlan: plan632,
  closedFiles: new Map(),
  caseFiles: new KeyedRows(),
  cases: new KeyedRows(),
  documents: new KeyedRows(),
};
const order = (commands: readonly ArchiveCommand[], procedureId = 'procedure'): FilingOrder => ({
  procedureId,
  messageId: 'message',
  at,
  actor: 'procedure:permits',
  commands,
  parts: {
    message: {
      sha256: 'body',
      sizeBytes: 2,
      mime: 'text/xml',
    },
    attachments: new Map(['old', 'new', 'newer'].map((name) => [name, content(name)])),
  },
});

const openFile = (name = 'A', filePlanCode = '632'): ArchiveCommand => ({
  do: 'open-file',
  key: name,
  filePlanCode,
  subject: `File ${name}`,
});
const openCase = (name = 'A/1', inFile = 'A'): ArchiveCommand => ({
  do: 'open-case',
  key: name,
  inFile,
  subject: `Case ${name}`,
});
const document = (
  name: string,
  place: AddDocument['in'],
  attachment = 'new',
  more: Partial<AddDocument> = {},
): AddDocument => ({
  do: 'add-document',
  key: name,
  in: place,
  subject: name,
  content: { attachment },
  ...more,
});
const close = (name: string, closedOn = '2026-12-31'): ArchiveCommand => ({ do: 'close-case', key: name, closedOn });
const reopen = (name: string): ArchiveCommand => ({ do: 'reopen-case', key: name, reason: 'Widerspruch' });
const whole = [openFile(), openCase(), document('A/1/plan', { case: 'A/1' }), close('A/1')];

function filed(plan: FilingPlan, commands: readonly ArchiveCommand[], procedureId?: string): FiledRecords {
  const outcome = plan.add(order(commands, procedureId));
  if ('refused' in outcome) throw outcome.refused;
  return outcome.records();
}
function refused(plan: FilingPlan, commands: readonly ArchiveCommand[]): HubError {
  const outcome = plan.add(order(commands));
  if ('refused' in outcome) return outcome.refused;
  throw new Error('it was not refused');
}
const sizes = ({ caseFiles, cases, documents, versions, closings, history }: Changes): number[] => [
  caseFiles.length,
  cases.length,
  documents.length,
  versions.length,
  closings.size,
  history.length,
];

describe('filing plan', () => {
  it('opens a file and a case, files a document and closes the case', () => {
    const plan = fresh(empty);
    const records = filed(plan, whole);
    const { caseFiles, cases, documents, versions, closings, history } = plan.changes();
    expect(caseFiles).toMatchObject([
      { key: 'A', filePlanEntry: 'entry', reference: '', subject: 'File A', procedure: 'procedure' },
    ]);
    expect(cases).toMatchObject([{ key: 'A/1', caseFileId: caseFiles[0]!.id, number: 1, openedOn: null }]);
    expect(documents).toMatchObject([{ key: 'A/1/plan', caseFileId: caseFiles[0]!.id, caseId: cases[0]!.id }]);
    expect(versions).toMatchObject([
      { documentId: documents[0]!.id, number: 1, sha256: 'new', fileName: 'new.pdf', messageId: 'message' },
    ]);
    expect([...closings]).toEqual([[cases[0]!.id, '2026-12-31']]);
    expect(history.map(({ kind, action, actor }) => `${actor} ${kind} ${action}`)).toEqual(
      ['case-file created', 'case created', 'document created', 'case closed'].map(
        (what) => `procedure:permits ${what}`,
      ),
    );
    expect(records.documents).toMatchObject([
      { key: 'A/1/plan', version: 1, sha256: 'new', caseFileId: caseFiles[0]!.id },
    ]);
  });

  it('counts file references by the year on the wall, and shows the reference once it is given', () => {
    const plan = fresh(empty);
    const outcome = plan.add(order([openFile()]));
    const [created] = plan.changes().caseFiles;
    expect(created!.numbering).toEqual({ scope: '632/2027-{seq}' });
    created!.reference = '632/2027-17';
    expect('records' in outcome && outcome.records().caseFiles).toEqual([
      { id: created!.id, key: 'A', reference: '632/2027-17' },
    ]);
  });

  it('changes nothing the second time, neither in the batch nor in the archive', () => {
    const plan = fresh(empty);
    const first = filed(plan, whole);
    const once = sizes(plan.changes());
    expect(filed(plan, whole)).toEqual(first);
    expect(sizes(plan.changes())).toEqual(once);

    const stored = fresh();
    const again = [
      openFile('F'),
      openCase('C1', 'F'),
      document('D1', { case: 'C1' }, 'old'),
      document('DF', { file: 'F' }, 'old'),
      document('D2', { case: 'C2' }, 'old'),
      close('C2', '2026-12-31'),
      reopen('C1'),
    ];
    expect(filed(stored, again)).toMatchObject({
      caseFiles: [{ id: 'f', reference: '632/2026-1' }],
      cases: [
        { id: 'c1', number: 1 },
        { id: 'c2', number: 2 },
      ],
      documents: [{ id: 'd1', version: 1 }, { id: 'df' }, { id: 'd2' }],
    });
    expect(stored.changes()).toEqual(noChanges());
  });

  it('numbers cases within their file, also over the messages of a batch', () => {
    const plan = fresh();
    const numbers = [
      filed(plan, [openCase('N1', 'F')]),
      filed(plan, [openCase('N2', 'F'), openCase('N3', 'F2'), openCase('N1', 'F')]),
      filed(plan, [openFile(), openCase('N4', 'A'), openCase('N5', 'A')]),
    ].map(({ cases }) => cases.map(({ number }) => number));
    expect(numbers).toEqual([[3], [4, 1, 3], [1, 2]]);
  });

  it('keeps the keys of procedures, and of files, cases and documents, apart', () => {
    const plan = fresh(empty);
    filed(plan, [openFile('X'), openCase('X', 'X'), document('X', { case: 'X' })]);
    filed(plan, [openFile('X'), openCase('X', 'X'), document('X', { case: 'X' }, 'newer')], 'other');
    expect(sizes(plan.changes()).slice(0, 4)).toEqual([2, 2, 2, 2]);
  });

  it('adds versions one after the other, and remembers which was before', () => {
    const plan = fresh();
    const version = { whenChanged: 'add-version' } as const;
    filed(plan, [document('D1', { case: 'C1' }, 'new', version)]);
    expect(filed(plan, [document('D1', { case: 'C1' }, 'newer', version)]).documents).toMatchObject([
      { id: 'd1', version: 3, sha256: 'newer' },
    ]);
    expect(filed(plan, [document('D1', { case: 'C1' }, 'newer')]).documents).toMatchObject([{ version: 3 }]);
    expect(plan.changes().versions.map(({ number, sha256 }) => [number, sha256])).toEqual([
      [2, 'new'],
      [3, 'newer'],
    ]);
    expect(plan.changes().documents).toEqual([]);
    expect(plan.changes().history).toMatchObject([
      { action: 'version-added', before: { version: 1, sha256: 'old' }, after: { version: 2, sha256: 'new' } },
      { action: 'version-added', before: { version: 2, sha256: 'new' }, after: { version: 3, sha256: 'newer' } },
    ]);
  });

  it('closes a case once, and reopens it by an act of its own', () => {
    const plan = fresh();
    filed(plan, [close('C1', '2026-02-01'), close('C1', '2026-03-01')]);
    expect([...plan.changes().closings]).toEqual([['c1', '2026-02-01']]);
    filed(plan, [reopen('C2'), document('N', { case: 'C2' }), close('C2', '2026-04-01')]);
    expect([...plan.changes().closings]).toEqual([
      ['c1', '2026-02-01'],
      ['c2', '2026-04-01'],
    ]);
    expect(plan.changes().history.map(({ action, before, after, reason }) => [action, before, after, reason])).toEqual([
      ['closed', null, '2026-02-01', null],
      ['reopened', '2026-01-01', null, 'Widerspruch'],
      ['created', null, expect.anything(), null],
      ['closed', null, '2026-04-01', null],
    ]);
  });

  it.each<[string, string, string, readonly ArchiveCommand[]]>([
    ['another content', 'conflict', 'archive.content-differs', [document('D1', { case: 'C1' })]],
    ['a document for a closed case', 'conflict', 'archive.case-closed', [document('N', { case: 'C2' })]],
    [
      'a version for a closed case',
      'conflict',
      'archive.case-closed',
      [document('D2', { case: 'C2' }, 'new', { whenChanged: 'add-version' })],
    ],
    [
      'a document for a case closed just before',
      'conflict',
      'archive.case-closed',
      [close('C1'), document('N', { case: 'C1' })],
    ],
    ['a case of another file', 'conflict', 'archive.key-elsewhere', [openCase('C1', 'F2')]],
    [
      'a version for a document that is in a closed case',
      ...(['conflict', 'archive.key-elsewhere'] as const),
      [document('D2', { case: 'C1' }, 'new', { whenChanged: 'add-version' })],
    ],
    [
      'a version for a document that is in the file itself',
      ...(['conflict', 'archive.key-elsewhere'] as const),
      [document('DF', { case: 'C1' }, 'new', { whenChanged: 'add-version' })],
    ],
    ['a file that is not there', 'conflict', 'archive.record-unknown', [openCase('N', 'A')]],
    ['a case that is not there', 'conflict', 'archive.record-unknown', [document('N', { case: 'none' })]],
    [
      'a place for a document that is not there',
      'conflict',
      'archive.record-unknown',
      [document('N', { file: 'none' })],
    ],
    ['closing what is not there', 'conflict', 'archive.record-unknown', [close('none')]],
    ['reopening what is not there', 'conflict', 'archive.record-unknown', [reopen('none')]],
    ['an unknown file plan code', 'misconfigured', 'archive.file-plan-code-unknown', [openFile('A', '999')]],
    [
      'an attachment that is not there',
      'defect',
      'connector.invalid-commands',
      [document('N', { case: 'C1' }, 'none')],
    ],
  ])('refuses %s, and leaves no trace of the message', (_what, kind, code, commands) => {
    const plan = fresh();
    const before = [
      openFile('B'),
      openCase('B/1', 'B'),
      openCase('N0', 'F'),
      close('C1'),
      reopen('C1'),
      document('M', { case: 'C1' }),
    ];
    expect(refused(plan, [...before, ...commands])).toMatchObject({ kind, code });
    expect(plan.changes()).toEqual(noChanges());
    // Neither its records nor its numbers are there for the next one.
    expect(refused(plan, [openCase('B/2', 'B')])).toMatchObject({ code: 'archive.record-unknown' });
    expect(filed(plan, [openCase('N1', 'F')]).cases).toMatchObject([{ number: 3 }]);
  });

  it('takes equal content for done, wherever the command wants it', () => {
    const plan = fresh();
    expect(filed(plan, [document('D2', { case: 'C1' }, 'old')]).documents).toMatchObject([{ id: 'd2', version: 1 }]);
    expect(plan.changes()).toEqual(noChanges());
  });

  it('names the file as told, else as it was sent, else by its key', () => {
    const plan = fresh();
    filed(plan, [
      document('N1', { case: 'C1' }, 'new', { fileName: 'Bescheid.pdf' }),
      document('N2', { case: 'C1' }, 'new'),
      document('2026/4711', { case: 'C1' }, '', { content: 'message' }),
    ]);
    expect(plan.changes().versions.map(({ fileName }) => fileName)).toEqual([
      'Bescheid.pdf',
      'new.pdf',
      '2026-4711.xml',
    ]);
  });

  it('does not take a defect of the hub for a refusal', () => {
    const strange = { do: 'burn' } as unknown as ArchiveCommand;
    expect(() => fresh().add(order([strange]))).toThrow(/Unknown archive command/);
  });
});

describe('a closed case file', () => {
  const closed = (): FilingPlan => fresh({ ...archive(), closedFiles: new Map([['f', '632/2026-1']]) });

  it.each([
    ['a document', [document('DN', { file: 'F' })]],
    ['a document in an open case of it', [document('DN', { case: 'C1' })]],
    ['a case', [openCase('C9', 'F')]],
    ['a version', [document('D1', { case: 'C1' }, 'newer', { whenChanged: 'add-version' })]],
  ] as const)('takes no more in: %s', (_what, commands) => {
    expect(refused(closed(), commands)).toMatchObject({
      kind: 'conflict',
      code: 'archive.file-closed',
      details: { target: '632/2026-1' },
    });
  });

  it('changes nothing about what it has already, and closes no other', () => {
    expect(filed(closed(), [document('D1', { case: 'C1' }, 'old')]).documents).toHaveLength(1);
    expect(filed(closed(), [document('DN', { file: 'F2' })]).documents).toHaveLength(1);
  });
});
