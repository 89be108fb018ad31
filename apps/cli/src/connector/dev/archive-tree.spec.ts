import { describe, expect, it } from 'vitest';
import { archiveTree, treeLines } from './archive-tree.js';

describe('what the archive would look like', () => {
  it('has each document where it lies', () => {
    const lines = treeLines(
      archiveTree([
        { do: 'open-file', key: 'F', filePlanCode: '1.2', subject: 'Akte' },
        { do: 'open-case', key: 'C', inFile: 'F', subject: 'Vorgang' },
        { do: 'add-document', key: 'D', in: { case: 'C' }, subject: 'Bescheid', content: 'message', documentType: 'b' },
        { do: 'add-document', key: 'A', in: { document: 'D' }, subject: 'Plan', content: { attachment: 'plan.pdf' } },
        { do: 'add-version', key: 'D', content: { attachment: 'neu.pdf' } },
        { do: 'add-document', key: 'E', in: { file: 'F' }, subject: 'Brief', content: 'message' },
        { do: 'close-case', key: 'C', closedOn: '2026-03-02' },
      ]),
    );
    expect(lines).toEqual([
      'case file F: Akte, 1.2',
      '├─ case C: Vorgang, closed 2026-03-02',
      '│  └─ document D: Bescheid, b, the message itself',
      '│     ├─ document A: Plan, plan.pdf',
      '│     └─ version D: neu.pdf',
      '└─ document E: Brief, the message itself',
    ]);
  });

  it('says what has to be there from an earlier message', () => {
    expect(treeLines(archiveTree([{ do: 'add-version', key: 'D', content: 'message' }]))).toEqual([
      'document D: from an earlier message',
      '└─ version D: the message itself',
    ]);
  });
});
