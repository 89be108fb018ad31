import { describe, expect, it } from 'vitest';
import { linesOf, looksOf, payloadOf } from './payload-lines.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the lines of a payload', () => {
  it('are indented for XML and JSON', () => {
    const xml = payloadOf(utf8('<a><b>1</b></a>'));
    expect(looksOf(xml)).toEqual(['pretty', 'raw', 'hex']);
    expect(linesOf(xml, 'pretty')).toEqual(['<a>', '  <b>1</b>', '</a>']);
    expect(linesOf(payloadOf(utf8('{"a":[1]}')), 'pretty')).toEqual(['{', '  "a": [', '    1', '  ]', '}']);
  });

  it('are what was sent for other text', () => {
    const text = payloadOf(utf8('{ broken\r\nsecond'));
    expect(looksOf(text)).toEqual(['raw', 'hex']);
    expect(linesOf(text, 'raw')).toEqual(['{ broken', 'second']);
  });

  it('are hexadecimal for bytes', () => {
    const bytes = payloadOf(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff]));
    expect(looksOf(bytes)).toEqual(['hex']);
    expect(linesOf(bytes, 'hex')).toEqual([`00000000  ${'50 4b 03 04 ff'.padEnd(47)}  PK...`]);
  });
});
