// Whatever a message has where a field is expected: it is filed, or refused with the place. Nothing else is thrown, and
// what is filed satisfies the schema of commands.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemas } from '../../test/fixtures.js';
import { Rejected, type Message } from '../contract/index.js';
import { jsonGeneric } from '../json-generic/connector.js';
import type { Mapping } from './file-by-fields.js';

const check = schemas.check('hub/archive-command.json#/definitions/Commands');
const settings: Mapping = {
  filePlanCode: '1',
  required: ['/a'],
  key: '/a',
  caseFile: { key: '/b/c', words: 'File', subject: ['/a', '/d/0', '/toString'], metadata: { list: '/d', any: '/g' } },
  case: { key: '/b/c', openedOn: '/e' },
  document: { date: '/e', typeField: '/f', type: 'x', subject: ['/f'], metadata: { proto: '/constructor', f: '/f' } },
};
const value = fc.oneof(
  { withCrossShrink: true },
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    '2026-02-30',
    '2026-03-01',
    '1.3.2026',
    'x'.repeat(20_000),
    'a\nb',
    '\u007f',
    ' ',
    1e21,
    1e-7,
    0.1,
    -0,
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const body = fc.oneof(
  fc.record({
    a: value,
    b: fc.oneof(value, fc.record({ c: value })),
    d: fc.oneof(value, fc.array(value)),
    e: value,
    f: value,
  }),
  fc.record(
    {
      a: fc.constant('K-1'),
      b: fc.record({ c: fc.constant(7) }),
      d: fc.array(value),
      e: fc.constant('2026-03-01'),
      f: value,
    },
    { requiredKeys: ['a', 'b'] },
  ),
  fc.dictionary(fc.constantFrom('a', 'b', 'constructor', 'toString', '__proto__'), value),
);
const messageOf = (content: object): Message => ({
  type: 'message',
  body: content,
  mime: 'application/json',
  sizeBytes: 1,
  sha256: 'a'.repeat(64),
  senderKey: 'k'.repeat(512),
  attachments: [{ name: 'x'.repeat(255), mime: 'a/b', sizeBytes: 0, sha256: 'b'.repeat(64) }],
});
const { key, translate } = jsonGeneric.types['message']!;

describe('fields of hostile messages', () => {
  it('are filed, or refused with their place', () => {
    let filed = 0;
    fc.assert(
      fc.property(body, (content) => {
        try {
          const commands = translate(messageOf(content), settings);
          expect(check(commands)).toEqual([]);
          expect(commands.at(-2)).toMatchObject({ do: 'add-document', key: key(messageOf(content), settings) });
          filed += 1;
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          expect(error.code).toMatch(/^json-generic\.[a-z-]+$/);
          expect(error.path).toMatch(/^\//);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(filed).toBeGreaterThan(100);
  });

  it('of messages without a key of their own have one that fits', () => {
    const commands = translate(messageOf({}), { filePlanCode: '1' });
    expect(check(commands)).toEqual([]);
    expect(key(messageOf({}), { filePlanCode: '1' })).toBe('a'.repeat(64));
  });
});
