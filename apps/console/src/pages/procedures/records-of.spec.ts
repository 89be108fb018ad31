import { describe, expect, it } from 'vitest';
import { recordsOf } from './records-of.js';

describe('what commands would make of the archive', () => {
  it('is a tree: what lies in what, and what has to be there already', () => {
    const records = recordsOf([
      { do: 'open-file', key: 'f', filePlanCode: '1', subject: 'File', metadata: { list: ['a', 'b'] } },
      { do: 'open-case', key: 'f', inFile: 'f', subject: 'Case', openedOn: '2026-01-01' },
      { do: 'add-document', key: 'd', in: { case: 'f' }, subject: 'Document', content: 'message', documentType: 't' },
      { do: 'add-document', key: 'e', in: { document: 'd' }, subject: 'Annex', content: { attachment: 'x' } },
      { do: 'add-document', key: 'g', in: { file: 'old' }, subject: 'Elsewhere', content: 'message' },
      { do: 'close-case', key: 'f', closedOn: '2026-01-02' },
    ]);
    const annex = { kind: 'document', key: 'e', subject: 'Annex', facts: {}, within: [] };
    const document = { kind: 'document', key: 'd', subject: 'Document', facts: { documentType: 't' }, within: [annex] };
    const opened = { kind: 'case', key: 'f', subject: 'Case', facts: { openedOn: '2026-01-01' }, within: [document] };
    expect(records).toEqual([
      { kind: 'case-file', key: 'f', subject: 'File', facts: { filePlanCode: '1', list: 'a, b' }, within: [opened] },
      {
        kind: 'case-file',
        key: 'old',
        facts: {},
        within: [{ kind: 'document', key: 'g', subject: 'Elsewhere', facts: {}, within: [] }],
      },
    ]);
  });
});
