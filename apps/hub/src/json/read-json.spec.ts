import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.js';

const read = (text: string | Buffer): unknown => readJson(Buffer.from(text), { depthMax: 8, valuesMax: 1_000 });
const refusal = (code: string, path?: string): unknown =>
  expect.objectContaining({ kind: 'rejected', code, ...(path === undefined ? {} : { details: { path } }) });

describe('reading JSON', () => {
  it('gives back what was written', () => {
    const harmless = fc
      .jsonValue({ maxDepth: 4 })
      .filter((value) => !/__proto__|\\u0000|\\ud[89a-f]/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(harmless, (value) => {
        expect(read(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
    ['white space around', ' \r\n[1]\t', [1]],
    ['a whole pair written as escapes', '"\\ud83d\\ude00"', '😀'],
    ['other escapes', '"\\u00e4\\n\\"\\\\"', 'ä\n"\\'],
    ['the word __proto__ in a text', '{"a":"__proto__"}', { a: '__proto__' }],
    ['keys of JavaScript that do no harm', '{"constructor":{"prototype":1}}', { constructor: { prototype: 1 } }],
    ['a value alone', 'null', null],
  ])('reads %s', (_what, text, value) => expect(read(text)).toEqual(value));

  it.each([
    ['Latin-1', Buffer.from('"\xe4"', 'latin1'), 'json.encoding'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'json.encoding'],
    ['half a surrogate pair in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 'json.encoding'],
    ['a cut-off character', Buffer.from([0x22, 0xe2, 0x82]), 'json.encoding'],
    ['nothing', '', 'json.not-well-formed'],
    ['two byte order marks', '\ufeff\ufeff{}', 'json.not-well-formed'],
    ['a comma too many', '{"a":1,}', 'json.not-well-formed'],
    ['too deep nesting', '['.repeat(9) + ']'.repeat(9), 'json.depth'],
    ['too many values', `[${'0,'.repeat(999)}0]`, 'json.values'],
  ])('refuses %s', (_what, text, code) => expect(() => read(text)).toThrow(refusal(code)));

  it.each([
    ['__proto__ as a key', '{"__proto__":{"admin":true}}', 'json.prototype-key', '/__proto__'],
    ['__proto__ in escapes', '{"a":[{"\\u005f_proto__":1}]}', 'json.prototype-key', '/a/0/__proto__'],
    ['a NUL', '{"a":"x\\u0000"}', 'json.character', '/a'],
    ['a NUL in a key', '{"a":{"x\\u0000":1}}', 'json.character', '/a'],
    ['half a pair', '["\\ud83d"]', 'json.character', '/0'],
    ['the other half', '["\\ude00\\ud83d"]', 'json.character', '/0'],
    ['half a pair in a key', '{"\\ud83d":1}', 'json.character', ''],
    ['a NUL below a key with slashes', '{"a/b~":"\\u0000"}', 'json.character', '/a~1b~0'],
    ['a NUL alone', '"\\u0000"', 'json.character', ''],
  ])('refuses %s and says where', (_what, text, code, path) => {
    expect(() => read(text)).toThrow(refusal(code, path));
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});
