import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeXml, XmlDecoder } from './decode.js';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const declared = (encoding: string, body = '<r/>'): string => `<?xml version="1.0" encoding="${encoding}"?>${body}`;
const bytes = (...parts: (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const BOM = { utf8: [0xef, 0xbb, 0xbf], le: [0xff, 0xfe], be: [0xfe, 0xff] } as const;

/** What comes out when the bytes arrive in these pieces: text and encoding, or the details of the refusal. */
function outcome(chunks: readonly Buffer[]): unknown {
  const decoder = new XmlDecoder();
  try {
    const text = chunks.map((chunk) => decoder.write(chunk)).join('') + decoder.end();
    return { text, encoding: decoder.encoding };
  } catch (error) {
    const { kind, code, details } = error as { kind: string; code: string; details: object };
    return { kind, code, details };
  }
}

const readable: readonly [string, Buffer, string, string][] = [
  ['UTF-8 without a declaration', Buffer.from('<r>ä€😀</r>'), '<r>ä€😀</r>', 'utf-8'],
  ['UTF-8 with a byte order mark', bytes(BOM.utf8, '<r/>'), '<r/>', 'utf-8'],
  ['declared UTF8', Buffer.from(declared('UTF8', 'ß')), declared('UTF8', 'ß'), 'utf-8'],
  ['UTF-16LE with a byte order mark', bytes(BOM.le, [0x3c, 0, 0x3d, 0xd8, 0, 0xde]), '<😀', 'utf-16le'],
  ['UTF-16BE with a byte order mark', bytes(BOM.be, [0, 0x3c, 0xd8, 0x3d, 0xde, 0]), '<😀', 'utf-16be'],
  ['declared UTF-16, no mark, LE', Buffer.from(declared('UTF-16'), 'utf16le'), declared('UTF-16'), 'utf-16le'],
  ['declared UTF-16, no mark, BE', utf16be(declared('utf-16')), declared('utf-16'), 'utf-16be'],
  ['declared UTF-16BE', utf16be(declared('UTF-16BE')), declared('UTF-16BE'), 'utf-16be'],
  ['ISO-8859-1', bytes(declared('ISO-8859-1'), [0xe4, 0x80]), `${declared('ISO-8859-1')}ä\x80`, 'iso-8859-1'],
  ['ISO-8859-15', bytes(declared('iso-8859-15'), [0xa4, 0xbd]), `${declared('iso-8859-15')}€œ`, 'iso-8859-15'],
  ['windows-1252', bytes(declared('Windows-1252'), [0x80, 0x9f]), `${declared('Windows-1252')}€Ÿ`, 'windows-1252'],
  ['US-ASCII', bytes(declared('us-ascii')), declared('us-ascii'), 'us-ascii'],
  [
    'single quotes and blanks',
    bytes(`<?xml version='1.0' encoding = 'latin1' ?>\xfc`),
    `<?xml version='1.0' encoding = 'latin1' ?>ü`,
    'iso-8859-1',
  ],
  [
    'an instruction that is no declaration',
    Buffer.from('<?xml-model encoding="latin1"?>ü'),
    '<?xml-model encoding="latin1"?>ü',
    'utf-8',
  ],
  ['nothing', Buffer.alloc(0), '', 'utf-8'],
];

const refused: readonly [string, Buffer, string][] = [
  ['a Latin-1 umlaut in undeclared UTF-8', bytes('<r>\xe4</r>'), 'invalid-bytes'],
  ['a Latin-1 umlaut in declared UTF-8', bytes(declared('utf-8', '<r>\xe4</r>')), 'invalid-bytes'],
  ['a cut-off character at the end', bytes('<r/>', [0xe2, 0x82]), 'invalid-bytes'],
  ['an overlong UTF-8 form', bytes('<r>', [0xc0, 0xbc], '</r>'), 'invalid-bytes'],
  ['half a surrogate pair in UTF-8', bytes('<r>', [0xed, 0xa0, 0x80], '</r>'), 'invalid-bytes'],
  ['half a surrogate pair in UTF-16', bytes(BOM.le, [0x3c, 0, 0x3d, 0xd8, 0x3c, 0]), 'invalid-bytes'],
  ['half a code unit in UTF-16', bytes(BOM.le, [0x3c]), 'invalid-bytes'],
  ['a byte windows-1252 does not have', bytes(declared('windows-1252'), [0x81]), 'invalid-bytes'],
  ['a byte above 0x7F in US-ASCII', bytes(declared('us-ascii'), [0x80]), 'invalid-bytes'],
  ['EBCDIC', bytes([0x4c, 0x6f, 0xa7, 0x94, 0x93]), 'invalid-bytes'],
  ['an encoding nobody sends', bytes(declared('EUC-JP')), 'unknown'],
  ['UTF-7', bytes(declared('UTF-7', '+ADw-r/+AD4-')), 'unknown'],
  ['a label from the prototype of objects', bytes(declared('constructor')), 'unknown'],
  ['UTF-32 with a mark', bytes([0xff, 0xfe, 0, 0], '<\0\0\0'), 'unknown'],
  ['UTF-32 without a mark', bytes('\0\0\0<'), 'unknown'],
  ['a declaration without an end', bytes('<?xml version="1.0" ', ' '.repeat(2000), '?><r/>'), 'unknown'],
  ['UTF-8 declared as UTF-16', bytes(declared('UTF-16')), 'mismatch'],
  ['UTF-8 declared as UTF-16LE', bytes(declared('UTF-16LE')), 'mismatch'],
  ['UTF-16 declared as UTF-8', Buffer.from(`\ufeff${declared('UTF-8')}`, 'utf16le'), 'mismatch'],
  ['UTF-16 without a mark declared as ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'utf16le'), 'mismatch'],
  ['UTF-16BE declared as UTF-16LE', utf16be(declared('UTF-16LE')), 'mismatch'],
  ['the mark of UTF-8 declared as windows-1252', bytes(BOM.utf8, declared('windows-1252')), 'mismatch'],
];

describe('decoding XML', () => {
  it.each(readable)('reads %s', (_what, body, text, encoding) => {
    expect(outcome([body])).toEqual({ text, encoding });
  });

  it.each(refused)('refuses %s', (_what, body, problem) => {
    expect(outcome([body])).toMatchObject({ kind: 'rejected', code: 'xml.encoding', details: { values: { problem } } });
  });

  it.each([...readable, ...refused].map(([what, body]) => [what, body] as const))(
    'does not depend on where the bytes are cut: %s',
    (_what, body) => {
      const whole = outcome([body]);
      expect(outcome([...body].map((byte) => Buffer.from([byte])))).toEqual(whole);
      for (let cut = 0; cut <= Math.min(body.length, 120); cut += 1) {
        expect(outcome([body.subarray(0, cut), body.subarray(cut)])).toEqual(whole);
      }
    },
  );

  it('gives back whatever was written, in every encoding that has the characters', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, fc.constantFrom('utf8', 'utf16le', 'utf16be'), fc.nat(100), (content, encoding, at) => {
        const marked = `\ufeff<r>${content}`;
        const body = encoding === 'utf16be' ? utf16be(marked) : Buffer.from(marked, encoding as BufferEncoding);
        expect(outcome([body.subarray(0, at), body.subarray(at)])).toMatchObject({ text: `<r>${content}` });
        expect(decodeXml(body)).toBe(`<r>${content}`);
      }),
    );
  });
});
