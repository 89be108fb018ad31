import { expect, it } from 'vitest';
import { cut, shortened } from './shortened.js';

it.each([
  ['that fits stays', 'abc', 'abc'],
  ['that is too long ends', 'abcd', 'abc'],
  ['with a pair at the end keeps both halves', 'a😀', 'a😀'],
  ['with a pair across the end loses both halves', 'ab😀', 'ab'],
])('a text %s', (_what, text, expected) => expect(cut(text, 3)).toBe(expected));

it('a shortened text shows that it is', () => {
  expect(shortened('x'.repeat(200))).toBe('x'.repeat(200));
  expect(shortened(`${'x'.repeat(199)}😀`)).toBe(`${'x'.repeat(199)}…`);
});
