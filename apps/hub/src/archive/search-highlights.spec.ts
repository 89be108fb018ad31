import { describe, expect, it } from 'vitest';
import { fieldsOf, highlights, joined, referencesIn } from './search-highlights.js';

const mark = (text: string): string => text.replaceAll('[', '\ue000').replaceAll(']', '\ue001');
const shown = (fields: Parameters<typeof highlights>[0], marked: string, references: readonly string[] = []): object =>
  highlights(fields, mark(marked), references).map(({ field, text, ranges }) => ({
    field,
    words: ranges.map(([begin, end]) => text.slice(begin, end)),
  }));

describe('highlights', () => {
  it('are places in the field that has the word', () => {
    const fields = [
      { field: 'subject', text: 'Antrag, neu' },
      { field: 'reference', text: '1/2026-3' },
      { field: 'fileName', text: 'antrag 💥 Antrag.pdf' },
    ];
    expect(joined(fields)).toBe('Antrag, neu\n1/2026-3\nantrag 💥 Antrag.pdf');
    expect(shown(fields, '[antrag]  neu 1 2026 3 [antrag] 💥 [antrag] pdf')).toEqual([
      { field: 'subject', words: ['Antrag'] },
      { field: 'fileName', words: ['antrag', 'Antrag'] },
    ]);
  });

  it('of a reference are where it is written, once where they overlap', () => {
    const fields = [{ field: 'subject', text: 'Zu RE-1/2 und re-1/2' }];
    expect(shown(fields, 'zu [re] 1 2 und re 1 2', ['Re-1/2'])).toEqual([
      { field: 'subject', words: ['RE-1/2', 're-1/2'] },
    ]);
  });

  it('cut a long text around the first place, and no character in two', () => {
    const text = `${'💥'.repeat(300)} Antrag ${'💥'.repeat(300)}`;
    const [found] = highlights(
      [{ field: 'subject', text }],
      mark(text.toLowerCase().replace('antrag', '[antrag]')),
      [],
    );
    expect(found!.ranges.map(([begin, end]) => found!.text.slice(begin, end))).toEqual(['Antrag']);
    expect(found!.text.length).toBeLessThanOrEqual(240);
    expect(found!.text).toBe(Buffer.from(found!.text, 'utf8').toString('utf8'));
  });
});

describe('fields', () => {
  it('are all texts of metadata, by their names', () => {
    expect(fieldsOf({ a: '1', b: ['2', { c: '3' }], d: true, e: null })).toEqual([
      { field: 'metadata.a', text: '1' },
      { field: 'metadata.b', text: '2' },
      { field: 'metadata.b.c', text: '3' },
    ]);
  });
});

describe('references in a question', () => {
  it('are the words with a digit and a mark in them', () => {
    expect(referencesIn('Antrag 632.6/2026-17, „RE-1“ 2026 Müller-Lüdenscheid.')).toEqual(['632.6/2026-17', 'RE-1']);
  });
});
