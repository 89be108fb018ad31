import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanJson } from './scan-json.js';

const DEPTH_MAX = 64;
const limits = { depthMax: DEPTH_MAX, valuesMax: 2_000_000 };
const accepts = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};
const refusal = (code: string, values: object): unknown =>
  expect.objectContaining({ kind: 'rejected', code, details: { values } });

describe('scanning JSON', () => {
  it('accepts exactly what JSON.parse accepts: values, and damaged values', () => {
    const value = fc.json({ maxDepth: 4 });
    const spaced = fc
      .tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(1, '\t', '\n \r'))
      .map(([found, space]) => JSON.stringify(found, undefined, space as number));
    const scrap = fc.constantFrom(
      ...`{}[]",:\\0123456789.-+eEtrufalsn \t\r\n/'`,
      '\u0000',
      '\u00a0',
      '\ufeff',
      '\u2028',
      '\\u12',
      '\\ud800',
    );
    const damaged = fc
      .tuple(fc.oneof(value, spaced), fc.array(fc.tuple(fc.nat(), fc.nat(2), scrap), { minLength: 1, maxLength: 3 }))
      .map(([text, edits]) =>
        edits.reduce((before, [position, cut, insert]) => {
          const at = position % (before.length + 1);
          return before.slice(0, at) + insert + before.slice(at + cut);
        }, text),
      );
    const soup = fc.array(scrap, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(value, spaced, damaged, soup), (text) => {
        // JSON.parse takes a property that stands twice; we do not, whatever follows it.
        fc.pre(!hasNameTwice(text));
        expect(accepts(() => scanJson(text, limits))).toBe(accepts(() => JSON.parse(text) as unknown));
      }),
      { numRuns: 10_000 },
    );
  });

  it.each([
    '',
    ' ',
    '01',
    '-',
    '1.',
    '.5',
    '+1',
    '1e',
    '0x1',
    'NaN',
    'Infinity',
    'True',
    'nul',
    'undefined',
    "'a'",
    '"a',
    '"\\x"',
    '"\\u12"',
    '"\n"',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[',
    ']',
    '[}',
    '{]',
    '{,}',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{a:1}',
    '{1:1}',
    '{"a":1 "b":2}',
    '1 2',
    '{}{}',
    '﻿{}',
    '[1]]',
    '/**/1',
    '[1]//',
    '\xA01',
  ])('refuses %j as JSON.parse does', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => scanJson(text, limits)).toThrow(expect.objectContaining({ code: 'json.not-well-formed' }));
  });

  it('says where', () => {
    const text = '{\n  "a": 1,\n  "b": x\n}';
    expect(() => scanJson(text, limits)).toThrow(
      refusal('json.not-well-formed', { line: 3, column: 8, position: text.indexOf('x') }),
    );
    expect(() => scanJson('[1,', limits)).toThrow(/ends too early/);
  });

  it.each(['[', '{"a":', '[{"a":'])('counts the depth of %s and stops there', (opening) => {
    const brackets = [...opening].filter((char) => '[{'.includes(char));
    const closing = brackets
      .toReversed()
      .map((char) => (char === '[' ? ']' : '}'))
      .join('');
    const nested = (times: number): string => opening.repeat(times) + '1' + closing.repeat(times);
    const times = DEPTH_MAX / brackets.length;
    expect(() => scanJson(nested(times), limits)).not.toThrow();
    expect(() => scanJson(nested(times), { ...limits, depthMax: DEPTH_MAX - 1 })).toThrow(
      refusal('json.depth', { max: DEPTH_MAX - 1 }),
    );
    expect(() => scanJson(opening.repeat(1_000_000), limits)).toThrow(refusal('json.depth', { max: DEPTH_MAX }));
  });

  it.each(['{"a":1,"b":2,"a":3}', '{"b":[{"a":1,"\\u0061":2}]}', '{"":1,"":2}'])(
    'refuses a name that stands twice: %s',
    (text) => {
      expect(() => scanJson(text, limits)).toThrow(expect.objectContaining({ code: 'json.duplicate-name' }));
    },
  );

  it('takes the same name in different objects', () => {
    expect(() => scanJson('{"a":{"a":[{"a":1},{"a":2}]},"b":{"a":3}}', limits)).not.toThrow();
  });

  it('counts values and stops there', () => {
    const few = { ...limits, valuesMax: 5 };
    expect(() => scanJson('[1,{"a":null},[]]', few)).not.toThrow();
    expect(() => scanJson('[1,{"a":null},[],0]', few)).toThrow(refusal('json.values', { max: 5 }));
  });

  it('takes a document of 64 MiB that rides along as text, and many members', () => {
    const text = `{"content":"${'QUJD'.repeat(1 << 24)}"}`;
    expect(() => scanJson(text, limits)).not.toThrow();
    expect(() => scanJson(`["${'\\n'.repeat(5_000_000)}"]`, limits)).not.toThrow();
    expect(() => scanJson(`[${'1,'.repeat(1_000_000)}1]`, limits)).not.toThrow();
  });
});

function hasNameTwice(text: string): boolean {
  try {
    scanJson(text, limits);
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'json.duplicate-name';
  }
}
