import { describe, expect, it } from 'vitest';
import type { FiledFacts } from '../archive/filed-facts.js';
import { factsOf, type RecordFacts } from '../archive/record-facts.js';
import { compareFacts } from './dry-run-compare.js';

const filed = (id: string, facts: RecordFacts['facts'], more: Partial<FiledFacts> = {}): FiledFacts => ({
  record: 'document',
  key: id,
  id,
  made: true,
  facts,
  ...more,
});
const today = (key: string, facts: RecordFacts['facts']): RecordFacts => ({ record: 'document', key, facts });
const ids = new Map([
  ['document a', 'a'],
  ['document b', 'b'],
]);

describe('what is filed and what would be filed today', () => {
  it('is the same, has other facts, is new, or is gone', () => {
    const { differences, same } = compareFacts(
      [filed('a', { subject: 'A' }), filed('b', { subject: 'B' }), filed('c', { subject: 'C' })],
      [today('a', { subject: 'A' }), today('b', { subject: 'b', documentType: 'plan' }), today('d', { subject: 'D' })],
      ids,
    );
    expect(same).toBe(1);
    expect(differences).toEqual([
      {
        is: 'changed',
        record: 'document',
        key: 'b',
        fields: [
          { name: 'subject', before: 'B', after: 'b' },
          { name: 'documentType', after: 'plan' },
        ],
      },
      { is: 'new', record: 'document', key: 'd', fields: [{ name: 'subject', after: 'D' }] },
      { is: 'gone', record: 'document', key: 'c', fields: [{ name: 'subject', before: 'C' }] },
    ]);
  });

  it('pairs versions of a document by their content, whatever their order', () => {
    const { differences } = compareFacts(
      [filed('a', { sha256: '1' }), filed('a', { sha256: '2' })],
      [today('a', { sha256: '2' }), today('a', { sha256: '1' })],
      ids,
    );
    expect(differences).toEqual([]);
  });

  it('says nothing of what a record was before the message, and shows both alike', () => {
    const known = filed('a', { sha256: '1' }, { made: false, reference: '632.6/2026-1' });
    const { differences, ...both } = compareFacts([known], [today('a', { subject: 'other', sha256: '1' })], ids);
    expect(differences).toEqual([]);
    expect(JSON.stringify(both.filed)).toBe(JSON.stringify(both.today));
  });
});

describe('the facts of commands', () => {
  it('have the content, the name it is filed under, and the day a case is closed', () => {
    const message = { sha256: 'm', sizeBytes: 1, mime: 'application/json' };
    const plan = { sha256: 'p', sizeBytes: 1, mime: 'application/pdf', fileName: 'plan.pdf' };
    const parts = { message, attachments: new Map([['plan.pdf', plan]]) };
    const facts = factsOf(
      [
        { do: 'open-case', key: 'C', inFile: 'F', subject: 'Case', metadata: { b: '2', a: '1' } },
        { do: 'add-document', key: 'C/1', in: { case: 'C' }, subject: 'D', content: 'message', metadata: {} },
        { do: 'add-version', key: 'C/2', content: { attachment: 'plan.pdf' } },
        { do: 'close-case', key: 'C', closedOn: '2026-01-31' as never },
      ],
      parts,
    );
    expect(facts).toEqual([
      {
        record: 'case',
        key: 'C',
        facts: { in: 'F', subject: 'Case', metadata: { a: '1', b: '2' }, closedOn: '2026-01-31' },
      },
      { record: 'document', key: 'C/1', facts: { in: 'C', subject: 'D', fileName: 'C-1.json', sha256: 'm' } },
      { record: 'document', key: 'C/2', facts: { fileName: 'plan.pdf', sha256: 'p' } },
    ]);
  });
});
