import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePattern } from './pattern.js';
import { matchesPattern, textsOf } from './pattern-text.js';

/** Of schemas of the administration, and what is awkward in them. */
const PATTERNS: readonly string[] = [
  '[0-9]{2}[A-Z]{1,3}',
  '(0[1-9]|1[0-2])/\\d{4}',
  '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  '[^\\s]+@[^\\s]+\\.[a-z]{2,}',
  '([1-9]\\d*|0),\\d{2}',
  '[a-z-[aeiou]]{3}',
  '\\p{Lu}\\p{Ll}+',
  '\\i\\c*',
  '[\\w\\d-]+',
  'A?(B|C){2,}D*',
  '[.\\-+]x',
  '(([a-z])*(\\.))?[0-9]{5}',
];

describe('a made-up text', () => {
  it.each(PATTERNS)('matches %s', (source) => {
    const pattern = parsePattern(source);
    const [text] = textsOf(pattern);
    expect(text).toBeDefined();
    expect(matchesPattern(pattern, text!)).toBe(true);
  });

  it('grows, where the length is asked for', () => {
    const lengths = [...textsOf(parsePattern('[0-9]{2,7}'))].map((text) => text.length);
    expect(lengths).toEqual([2, 3, 4, 5, 6, 7]);
  });

  it('is also one of the second alternative', () => {
    expect([...textsOf(parsePattern('x(ab|cd)y'))]).toEqual(expect.arrayContaining(['xaby', 'xcdy']));
  });
});

it('matches what the engine of the language matches', () => {
  const sources = ['[0-9]{2}[A-Z]{1,3}', '(ab|a)c?', 'A?(B|C){2,}D*', '([1-9]\\d*|0),\\d{2}', '[^a-c]x*'];
  fc.assert(
    fc.property(
      fc.constantFrom(...sources),
      fc.string({ unit: fc.constantFrom(...'aABCDbcx019,'), maxLength: 8 }),
      (source, text) => {
        expect(matchesPattern(parsePattern(source), text)).toBe(new RegExp(`^(?:${source})$`, 'u').test(text));
      },
    ),
  );
});

it('ends with a pattern that would be tried forever', () => {
  expect(matchesPattern(parsePattern('(a+)+b'), 'a'.repeat(60))).toBe(false);
});

it.each(['[a', '(a', 'a)', '\\'])('says that %s is not understood', (source) => {
  expect(() => parsePattern(source)).toThrow(SyntaxError);
});
