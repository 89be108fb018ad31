/** JSON that is broken, ambiguous, or made to use up memory or time. */
import { permit } from '../permit.js';
import {
  filed,
  JSON_TYPE,
  refused,
  rejected,
  repeated,
  type Body,
  type Expectation,
  type HostileCase,
} from './hostile-case.js';

const json = (name: string, expect: Expectation, body: () => Body, contentType = JSON_TYPE): HostileCase => ({
  name,
  procedure: 'building-permits',
  contentType,
  body,
  expect,
});

/** A permit with some more JSON at its end. */
const extended = (more: string, number = 'J-0'): string => permit(number).replace(/\}\}$/, `${more}}}`);
const project = (text: string, number = 'J-0'): string => permit(number).replace('"Carport"', text);
/** A permit whose project is written while it is sent. */
const streamed = (before: string, unit: string, count: number, after: string): Body => {
  const [head = '', tail = ''] = project('|').split('|');
  return repeated(head + before, unit, count, after + tail);
};
const bytes = (...values: number[]): Buffer => {
  const [head = '', tail = ''] = project('"|"').split('|');
  return Buffer.concat([Buffer.from(head), Buffer.from(values), Buffer.from(tail)]);
};

const malformed = refused('json.not-well-formed');
const encoding = refused('json.encoding');
const character = refused('json.character');
const prototype = refused('json.prototype-key');
const schema = (path: RegExp): Expectation => rejected('json.schema', path);

export const jsonSyntax: readonly HostileCase[] = [
  json('white space alone', malformed, () => ' \n\t'),
  json('plain text', malformed, () => 'Sehr geehrte Damen und Herren'),
  json('XML sent as JSON', malformed, () => '<permit/>'),
  json('an object that does not end', malformed, () => permit('J-0').slice(0, -1)),
  json('a comma too many', malformed, () => permit('J-0').replace(/\}$/, ',}')),
  json('a bracket of the wrong kind', malformed, () => permit('J-0').replace(/\}$/, ']')),
  json('something behind the end', malformed, () => `${permit('J-0')} {}`),
  json('NUL bytes behind the end', malformed, () => `${permit('J-0')}\0\0`),
  json('several objects, one in a line', malformed, () => `${permit('J-0')}\n${permit('J-1')}`),
  json('a comment', malformed, () => extended('/* x */')),
  json('single quotes', malformed, () => permit('J-0').replaceAll('"', "'")),
  json('a name without quotes', malformed, () => permit('J-0').replace('"permit"', 'permit')),
  json('NaN', malformed, () => project('NaN')),
  json('Infinity', malformed, () => project('-Infinity')),
  json('a hexadecimal number', malformed, () => project('0x10')),
  json('a number with a leading zero', malformed, () => project('007')),
  json('undefined', malformed, () => project('undefined')),
  json('a line break in a text', malformed, () => project('"a\nb"')),
  json('a control character in a text', malformed, () => project('"a\u0001b"')),
  json('an escape that is none', malformed, () => project(String.raw`"\x41"`)),
  json('half an escape', malformed, () => project(String.raw`"\u12"`)),
  json('a NUL byte in a text', malformed, () => project('"a\0b"')),
  json('an escaped NUL', character, () => project(String.raw`"a\u0000b"`)),
  json('an escaped NUL in a name', character, () => extended(String.raw`,"a\u0000b":1`)),
  json('half a surrogate pair', character, () => project(String.raw`"\ud83d"`)),
  json('a surrogate pair the wrong way round', character, () => project(String.raw`"\ude00\ud83d"`)),
  json('half a surrogate pair in a name', character, () => extended(String.raw`,"\ud83d":1`)),
  json('a property __proto__', prototype, () => extended(',"__proto__":{"number":"1"}')),
  json('a property twice, once in escapes', refused('json.duplicate-name'), () =>
    extended(String.raw`,"\u006eumber":"J-9"`),
  ),
  json('a property __proto__ in escapes', prototype, () => extended(String.raw`,"\u005f_proto__":{"number":"1"}`)),
  json('a property constructor', schema(/^\/permit/), () => extended(',"constructor":{"prototype":{"number":"1"}}')),
  json('a property toString', schema(/^\/permit/), () => extended(',"toString":"1"')),
];

export const jsonEncodings: readonly HostileCase[] = [
  json('ISO-8859-1', encoding, () => Buffer.from(project('"Größe"'), 'latin1')),
  json('UTF-16 with a mark', encoding, () => Buffer.from(`\ufeff${permit('J-0')}`, 'utf16le')),
  json('UTF-16 without a mark', malformed, () => Buffer.from(permit('J-0'), 'utf16le')),
  json('overlong UTF-8', encoding, () => bytes(0xc0, 0xaf)),
  json('half a surrogate pair in UTF-8', encoding, () => bytes(0xed, 0xa0, 0xbd)),
  json('a byte that is never UTF-8', encoding, () => bytes(0xff)),
  json('an end within a character', encoding, () => Buffer.concat([Buffer.from(permit('J-0')), Buffer.of(0xe2, 0x82)])),
  json('a byte order mark', filed, () => `\ufeff${permit('J-bom')}`),
  json('two byte order marks', malformed, () => `\ufeff\ufeff${permit('J-0')}`),
  json('another charset in the Content-Type', filed, () => permit('J-charset'), `${JSON_TYPE}; charset=utf-16`),
];

export const jsonMass: readonly HostileCase[] = [
  json('nesting of 100,000', refused('json.depth'), () => repeated('', '[', 100_000, '')),
  json('nesting of 100,000 objects', refused('json.depth'), () => repeated('', '{"a":', 100_000, '')),
  json('nesting of 65', refused('json.depth'), () => `${'['.repeat(65)}${']'.repeat(65)}`),
  json('nesting of 64', schema(/^$/), () => `${'['.repeat(64)}${']'.repeat(64)}`),
  json('10 million empty arrays', refused('json.values'), () => repeated('[', '[],', 10_000_000, '[]]')),
  json('15 million numbers', refused('json.values'), () => repeated('[', '0,', 15_000_000, '0]')),
  json('a million names', refused('json.values'), () => {
    const count = 1_000_000;
    return (function* () {
      yield Buffer.from('{"a":1');
      for (let at = 0; at < count; at += 1_000) {
        yield Buffer.from(Array.from({ length: 1_000 }, (_, n) => `,"n${at + n}":1`).join(''));
      }
      yield Buffer.from('}');
    })();
  }),
  json('as many values as allowed', schema(/^$/), () => repeated('[', '{},', 499_998, '0]')),
  json('as many values as allowed, with escapes', schema(/^$/), () => repeated('[', '"\\n",', 499_998, '0]')),
  json('30 million line breaks and then nonsense', malformed, () => repeated('', '\n', 30_000_000, 'x')),
  json('a body of 200 MB', refused('message.too-large', 413), () => streamed('"', 'x'.repeat(1_000), 200_000, '"')),
  json('white space of 200 MB', refused('message.too-large', 413), () =>
    repeated('', ' '.repeat(1_000), 200_000, permit('J-0')),
  ),
  json('a text of 30 MB', schema(/^\/permit\/project$/), () => streamed('"', 'x'.repeat(1_000), 30_000, '"')),
  json('a text of 30 MB in wide characters', schema(/^\/permit\/project$/), () =>
    streamed('"', '€'.repeat(300), 33_000, '"'),
  ),
  json('a text of 30 MB in escapes', schema(/^\/permit\/project$/), () =>
    streamed('"', '\\n'.repeat(500), 30_000, '"'),
  ),
  json('a number of a million digits', schema(/^\/permit\/project$/), () => project('9'.repeat(1_000_000))),
  json('a name of 10 MB', schema(/^\/permit/), () => extended(`,"${'x'.repeat(10_000_000)}":1`)),
  json('a body byte by byte', filed, () => [...Buffer.from(permit('J-bytes'))].map((byte) => Buffer.of(byte))),
  ...[65_535, 65_536, 65_537].map((size) =>
    json(`a body of ${size} bytes`, filed, () => permit(`J-${size}`).padEnd(size, ' ')),
  ),
];

export const jsonMeaning: readonly HostileCase[] = [
  json('null', schema(/^$/), () => 'null'),
  json('a number', schema(/^$/), () => '42'),
  json('a text', schema(/^$/), () => '"permit"'),
  json('an array', schema(/^$/), () => `[${permit('J-0')}]`),
  json('an empty object', schema(/^\/permit$/), () => '{}'),
  json('1e400', schema(/^\/permit\/number$/), () => permit('J-0').replace('"J-0"', '1e400')),
  json('a number for a text', schema(/^\/permit\/number$/), () => permit('J-0').replace('"J-0"', '17')),
  json('a property twice', refused('json.duplicate-name'), () => extended(',"number":"J-9"', 'J-0')),
  json('a date that is none', schema(/^\/permit\/grantedOn$/), () => permit('J-0').replace('2026-05-18', '2026-02-30')),
  json('an empty number', schema(/^\/permit\/number$/), () => permit('')),
  json('a number of 65 characters', schema(/^\/permit\/number$/), () => permit('J'.repeat(65))),
  json('a number with a line break', schema(/^\/permit\/number$/), () => permit('J\n0')),
  json('no parcel', rejected('building-permits.no-parcel', /parcels/), () =>
    permit('J-0').replace(/\["[^"]*"\]/, '[]'),
  ),
  json('a parcel with a line break', schema(/^\/permit\/parcels\/0$/), () => permit('J-0', { parcel: 'Gohlis\n12/3' })),
  json('right-to-left marks and emoji', filed, () => permit('J-\u202e😀', { project: '\u202egnp.exe 😀' })),
  json('a property nobody knows', schema(/^\/permit/), () => extended(',"admin":true')),
];
