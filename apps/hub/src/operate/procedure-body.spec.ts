import { expect, it } from 'vitest';
import { settingsIn } from './procedure-body.js';

const LONGEST = 65_536 - Buffer.byteLength('{"title":""}');

it('settings are taken up to their largest size', () => {
  const settings = { title: 'x'.repeat(LONGEST) };
  expect(settingsIn({ settings })).toBe(settings);
});

it.each([
  ['are too large', { title: 'x'.repeat(LONGEST + 1) }, 'at most 65536 bytes'],
  ['are too large in UTF-8', { title: 'ü'.repeat(LONGEST / 2 + 1) }, 'at most 65536 bytes'],
  ['have a NUL', { title: 'a\0b' }, 'no NUL'],
  ['have half of a character', { '\ud83d': 1 }, 'no half of a character'],
])('settings that %s are refused', (_what, settings, sentence) => {
  expect(() => settingsIn({ settings })).toThrow(sentence);
});
