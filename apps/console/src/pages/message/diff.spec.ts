import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines } from './diff.js';

const marks = { same: ' ', gone: '-', new: '+' } as const;
const shown = (before: string, after: string): string | undefined =>
  diffLines([...before], [...after])
    ?.map(({ is, text }) => marks[is] + text)
    .join('');

describe('the difference of two texts', () => {
  it('names what is gone and what is new', () => {
    expect(shown('abc', 'abc')).toBe(' a b c');
    expect(shown('abcd', 'axcd')).toMatch(/^ a(-b\+x|\+x-b) c d$/);
    expect(shown('', 'ab')).toBe('+a+b');
    expect(shown('ab', '')).toBe('-a-b');
  });

  it('always leads from the one to the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after)!;
        expect(lines.filter(({ is }) => is !== 'new').map((line) => line.text)).toEqual(before);
        expect(lines.filter(({ is }) => is !== 'gone').map((line) => line.text)).toEqual(after);
      }),
    );
  });

  it('is not looked for when the two are too different', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `a${index}`);
    expect(
      diffLines(
        many,
        many.map((line) => `b${line}`),
      ),
    ).toBeUndefined();
  });
});
