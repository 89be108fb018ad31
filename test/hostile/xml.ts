/** XML that is broken, disguised, or made to use up memory or time. */
import { invoice } from '../invoice.js';
import {
  filed,
  refused,
  rejected,
  repeated,
  XML,
  type Body,
  type Expectation,
  type HostileCase,
} from './hostile-case.js';

const xml = (name: string, expect: Expectation, body: () => Body, contentType = XML): HostileCase => ({
  name,
  procedure: 'xrechnung',
  contentType,
  body,
  expect,
});

/** An invoice with something in its note; each case that is filed has a number of its own. */
const noted = (note: string, number = 'X-0'): string => invoice(number, { note });
/** An invoice with something between the XML declaration and its root. */
const prolog = (text: string): string => noted('').replace('?>', `?>${text}`);
const declared = (declaration: string, number = 'X-0', note = 'Größe'): string =>
  noted(note, number).replace(/^<\?xml[^>]*\?>/, declaration);
const encoded = (encoding: string, number = 'X-0'): string =>
  declared(`<?xml version="1.0" encoding="${encoding}"?>`, number);
/** Bytes in the middle of the note. */
const withBytes = (...bytes: number[]): Buffer => {
  const [before = '', after = ''] = noted('||').split('||');
  return Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)]);
};
/** An invoice whose note is written while it is sent. */
const streamed = (number: string, before: string, unit: string, count: number, after: string): Body => {
  const [head = '', tail = ''] = noted('||', number).split('||');
  return repeated(head + before, unit, count, after + tail);
};
/** An invoice of exactly so many bytes. */
const sized = (number: string, sizeBytes: number, fill = 'x'): string => {
  const spare = sizeBytes - Buffer.byteLength(noted('', number));
  const count = Math.floor(spare / Buffer.byteLength(fill));
  return noted(fill.repeat(count) + 'x'.repeat(spare - count * Buffer.byteLength(fill)), number);
};
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const lol = (levels: number, width: number): string =>
  `<!DOCTYPE lolz [<!ENTITY l0 "ha">${Array.from(
    { length: levels },
    (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(width)}">`,
  ).join('')}]>`;

const malformed = refused('xml.not-well-formed');
const encoding = refused('xml.encoding');
const doctype = refused('xml.doctype');

export const xmlSyntax: readonly HostileCase[] = [
  xml('white space alone', refused('xml.empty'), () => ' \n\t '),
  xml('plain text', malformed, () => 'Sehr geehrte Damen und Herren'),
  xml('JSON sent as XML', malformed, () => '{"permit":{}}'),
  xml('a PDF sent as XML', malformed, () => '%PDF-1.7\n1 0 obj'),
  xml('a web page', doctype, () => '<!DOCTYPE html><html><body></body></html>'),
  xml('an element that does not end', malformed, () => noted('').slice(0, -3)),
  xml('crossed elements', malformed, () => noted('<a><b></a></b>')),
  xml('two roots', malformed, () => `${noted('')}<a/>`),
  xml('text behind the root', malformed, () => `${noted('')}more`),
  xml('an attribute twice', malformed, () => noted('<a x="1" x="2"/>')),
  xml('an attribute twice by namespace', malformed, () => noted('<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>')),
  xml('an attribute without quotes', malformed, () => noted('<a x=1/>')),
  xml('a bracket in an attribute', malformed, () => noted('<a x="<"/>')),
  xml('NUL bytes', malformed, () => noted('a\0b')),
  xml('NUL bytes behind the root', malformed, () => `${noted('')}\0\0\0\0`),
  xml('a control character', malformed, () => noted('\x01')),
  xml('U+FFFE', malformed, () => noted('\ufffe')),
  xml('U+FFFF', malformed, () => noted('\uffff')),
  xml('a reference to NUL', malformed, () => noted('&#0;')),
  xml('a reference to a control character', malformed, () => noted('&#x1;')),
  xml('a reference to half a surrogate pair', malformed, () => noted('&#xD800;')),
  xml('a reference beyond Unicode', malformed, () => noted('&#x110000;')),
  xml('a reference of a million digits', malformed, () => noted(`&#${'9'.repeat(1_000_000)};`)),
  xml('an entity nobody declared', malformed, () => noted('&x;')),
  xml('an entity of HTML', malformed, () => noted('&nbsp;')),
  xml('an undeclared prefix', refused('xml.prefix-undeclared'), () => noted('<who:a/>')),
  xml('a prefix that is undeclared again', malformed, () => noted('<p:a xmlns:p="u"><b xmlns:p=""/></p:a>')),
  xml('the prefix xml bound to something else', malformed, () => noted('<a xmlns:xml="urn:x"/>')),
  xml('the prefix xmlns declared', malformed, () => noted('<a xmlns:xmlns="urn:x"/>')),
  xml('an invisible character in a name', refused('xml.name'), () => noted('<a\u1680b/>')),
  xml('the end of a CDATA section in text', malformed, () => noted(']]>')),
  xml('a CDATA section in another', malformed, () => noted('<![CDATA[<![CDATA[x]]>]]>')),
  xml('a CDATA section that does not end', malformed, () => noted('<![CDATA[x')),
  xml('two hyphens in a comment', malformed, () => noted('<!-- a -- b -->')),
  xml('a second XML declaration', malformed, () => noted('<?xml version="1.0"?>')),
  xml('a blank before the XML declaration', malformed, () => ` ${noted('')}`),
  xml('XML 2.0', malformed, () => declared('<?xml version="2.0"?>')),
  xml('a control character of XML 1.1', malformed, () => declared('<?xml version="1.1"?>', 'X-0', '&#x1;')),
];

export const xmlEntities: readonly HostileCase[] = [
  xml('a DOCTYPE', doctype, () => prolog('<!DOCTYPE Invoice>')),
  xml('an external DTD', doctype, () => prolog('<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/evil.dtd">')),
  xml('an external entity', doctype, () => prolog('<!DOCTYPE I [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
  xml('a parameter entity', doctype, () => prolog('<!DOCTYPE I [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>')),
  xml('a billion laughs', doctype, () => prolog(lol(9, 10)).replace('<cbc:Note>', '<cbc:Note>&l9;')),
  xml('a quadratic blow-up', doctype, () =>
    noted('&a;'.repeat(50_000)).replace('?>', `?><!DOCTYPE I [<!ENTITY a "${'a'.repeat(50_000)}">]>`),
  ),
  xml('a DOCTYPE in small letters', malformed, () => prolog('<!doctype Invoice>')),
  xml('a DOCTYPE in UTF-16', doctype, () =>
    Buffer.from(`\ufeff${prolog('<!DOCTYPE I>').replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ),
  xml('XInclude', filed, () =>
    noted('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>', 'X-xi'),
  ),
  xml('a stylesheet', filed, () =>
    noted('', 'X-pi').replace('?>', '?><?xml-stylesheet href="http://127.0.0.1:9/x.xsl" type="text/xsl"?>'),
  ),
  xml('a schema to load', filed, () =>
    noted('', 'X-xsi').replace(
      '<Invoice ',
      '<Invoice xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x http://127.0.0.1:9/x" ',
    ),
  ),
];

export const xmlEncodings: readonly HostileCase[] = [
  xml('UTF-8 that says it is UTF-16', encoding, () => encoded('UTF-16')),
  xml('ISO-8859-1 that says it is UTF-8', encoding, () => Buffer.from(encoded('UTF-8'), 'latin1')),
  xml('UTF-16 that says it is UTF-8', encoding, () => Buffer.from(`\ufeff${encoded('UTF-8')}`, 'utf16le')),
  xml('UTF-8 with a mark that says it is ISO-8859-1', encoding, () => `\ufeff${encoded('ISO-8859-1')}`),
  xml('UTF-8 that says it is ISO-8859-1', filed, () => encoded('ISO-8859-1', 'X-latin')),
  xml('UTF-16 without a mark', filed, () => Buffer.from(encoded('UTF-16', 'X-nobom'), 'utf16le')),
  xml('UTF-16 of the other order', filed, () => utf16be(`\ufeff${encoded('UTF-16', 'X-be')}`)),
  xml('UTF-16 without a mark and without a declaration', encoding, () =>
    Buffer.from(declared('').trimStart(), 'utf16le'),
  ),
  xml('UTF-16 with an odd number of bytes', encoding, () =>
    Buffer.concat([Buffer.from(`\ufeff${encoded('UTF-16')}`, 'utf16le'), Buffer.of(0x20)]),
  ),
  xml('half a surrogate pair in UTF-16', encoding, () =>
    Buffer.from(`\ufeff${encoded('UTF-16').replace('Größe', '\ud83d')}`, 'utf16le'),
  ),
  xml('half a surrogate pair in UTF-8', encoding, () => withBytes(0xed, 0xa0, 0xbd)),
  xml('overlong UTF-8', encoding, () => withBytes(0xc0, 0xaf)),
  xml('NUL in overlong UTF-8', encoding, () => withBytes(0xc0, 0x80)),
  xml('UTF-8 of five bytes', encoding, () => withBytes(0xf8, 0x88, 0x80, 0x80, 0x80)),
  xml('UTF-8 that ends within a character', encoding, () =>
    Buffer.concat([Buffer.from(noted('')), Buffer.of(0xe2, 0x82)]),
  ),
  xml('UTF-7', encoding, () => encoded('UTF-7')),
  xml('UTF-32', encoding, () => {
    const text = [...encoded('UTF-32')];
    const bytes = Buffer.alloc(text.length * 4);
    for (const [at, char] of text.entries()) bytes.writeUInt32LE(char.codePointAt(0)!, at * 4);
    return bytes;
  }),
  xml('EBCDIC', encoding, () => Buffer.from('4c6fa79493', 'hex')),
  xml('an encoding nobody knows', encoding, () => encoded('x-klingon')),
  xml('windows-1252 with a byte that means nothing', encoding, () =>
    Buffer.from(encoded('windows-1252').replace('Größe', '\x81'), 'latin1'),
  ),
  xml('ASCII with an umlaut', encoding, () => encoded('US-ASCII')),
  xml('two byte order marks', malformed, () => `\ufeff\ufeff${noted('')}`),
  xml('a declaration of 100,000 bytes', encoding, () =>
    declared(`<?xml version="1.0"${' '.repeat(100_000)}encoding="UTF-8"?>`),
  ),
  xml('another charset in the Content-Type', filed, () => noted('Größe', 'X-charset'), `${XML}; charset=utf-16`),
];

export const xmlMass: readonly HostileCase[] = [
  xml('nesting of 100,000', refused('xml.depth'), () => streamed('X-0', '', '<a>', 100_000, '')),
  xml('nesting of 101', refused('xml.depth'), () => noted('<a>'.repeat(99) + '</a>'.repeat(99))),
  xml('nesting of 100', filed, () => noted('<a>'.repeat(98) + '</a>'.repeat(98), 'X-deep')),
  xml('100,000 attributes', refused('xml.attributes'), () =>
    noted(`<a ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
  ),
  xml('1,000 attributes', filed, () =>
    noted(`<a ${Array.from({ length: 1_000 }, (_, n) => `a${n}=""`).join(' ')}/>`, 'X-attributes'),
  ),
  xml('5,000 namespaces in one element', refused('xml.attributes'), () =>
    noted(`<a ${Array.from({ length: 5_000 }, (_, n) => `xmlns:n${n}="urn:${n}"`).join(' ')}/>`),
  ),
  xml('20,000 elements that declare below 990 namespaces', filed, () =>
    streamed(
      'X-scopes',
      `<a ${Array.from({ length: 990 }, (_, n) => `xmlns:n${n}="urn:${n}"`).join(' ')}>`,
      '<n1:b xmlns:n1="urn:other"/>',
      20_000,
      '</a>',
    ),
  ),
  xml('a prefix that means something else further in', filed, () =>
    noted('<cbc:a xmlns:cbc="urn:other"><cbc:ID>X-1</cbc:ID></cbc:a>', 'X-prefix'),
  ),
  xml('names of JavaScript', filed, () =>
    noted('<__proto__ __proto__="1" constructor="2"><constructor/><hasOwnProperty/></__proto__>', 'X-proto'),
  ),
  xml('markup in a CDATA section', filed, () => noted('<![CDATA[<a>&x;</a>]]]]><![CDATA[>]]>', 'X-cdata')),
  xml('XML 1.1', filed, () => declared('<?xml version="1.1"?>', 'X-one-one')),
  xml('right-to-left marks and emoji in text', filed, () => noted('\u202egnp.exe \u2066😀\u2069', 'X-\u202e😀')),
  xml('a body of 200 MB', refused('message.too-large', 413), () => streamed('X-0', '', 'x'.repeat(1_000), 200_000, '')),
  xml('a comment of 200 MB', refused('message.too-large', 413), () =>
    streamed('X-0', '<!--', 'x'.repeat(1_000), 200_000, '-->'),
  ),
  xml('an attribute of 200 MB', refused('message.too-large', 413), () =>
    streamed('X-0', '<a x="', 'x'.repeat(1_000), 200_000, '"/>'),
  ),
  xml('a name of 200 MB', refused('message.too-large', 413), () =>
    streamed('X-0', '<', 'x'.repeat(1_000), 200_000, '/>'),
  ),
  xml('a text of 30 MB', filed, () => streamed('X-text', '', 'x'.repeat(1_000), 30_000, '')),
  xml('an attribute of 30 MB', filed, () => streamed('X-attribute', '<a x="', 'x'.repeat(1_000), 30_000, '"/>')),
  xml('a comment of 30 MB', filed, () => streamed('X-comment', '<!--', 'x'.repeat(1_000), 30_000, '-->')),
  xml('as many comments as allowed', filed, () => streamed('X-comments', '', 'x<!--x-->', 249_900, '')),
  xml('a million processing instructions', filed, () => streamed('X-instructions', '', "<?x '?>", 1_000_000, '')),
  xml('a million references', filed, () => streamed('X-references', '', '&#xe4;&amp;', 1_000_000, '')),
  xml('as many CDATA sections as allowed', filed, () => streamed('X-sections', '', 'y<![CDATA[x]]>', 249_900, '')),
  xml('a million attributes, a few in each element', refused('xml.elements'), () =>
    streamed('X-0', '', '<a b="" c="" d="" e=""/>', 250_000, ''),
  ),
  xml('eight million comments that split text', refused('xml.elements'), () =>
    streamed('X-0', '', 'x<!---->', 8_000_000, ''),
  ),
  xml('five million CDATA sections', refused('xml.elements'), () => streamed('X-0', '', '<![CDATA[]]>', 5_000_000, '')),
  xml('two million elements', refused('xml.elements'), () => streamed('X-0', '', '<a/>', 2_000_000, '')),
  xml('as many elements as allowed', filed, () => streamed('X-elements', '', '<a/>', 249_900, '')),
  xml('as many elements as allowed, with text and attributes', filed, () =>
    streamed('X-dense', '', '<a b="1" c="2" d="3">some text of it</a>', 62_400, ''),
  ),
  xml('as many elements as allowed, each with text', filed, () =>
    streamed('X-texts', '', `<a>${'some text '.repeat(5)}</a>`, 249_900, ''),
  ),
  xml('a text of 30 MB in wide characters', filed, () => streamed('X-wide', '', `${'x'.repeat(997)}€`, 30_000, '')),
  xml('an attribute of 30 MB in wide characters', filed, () =>
    streamed('X-wide-attribute', '<a x="', `${'x'.repeat(997)}€`, 30_000, '"/>'),
  ),
  ...[65_535, 65_536, 65_537].map((size) => xml(`a body of ${size} bytes`, filed, () => sized(`X-${size}`, size))),
  xml('a character across the first 64 KiB', filed, () => sized('X-across', 70_001, '😀')),
  xml('a body byte by byte', filed, () => [...Buffer.from(noted('Größe', 'X-bytes'))].map((byte) => Buffer.of(byte))),
];

export const xmlMeaning: readonly HostileCase[] = [
  xml('an unknown namespace', rejected('message.type-unknown'), () =>
    noted('').replace('schema:xsd:Invoice-2', 'schema:xsd:Unheard'),
  ),
  xml('an unknown version', rejected('message.type-unknown'), () =>
    noted('').replace('schema:xsd:Invoice-2', 'schema:xsd:Invoice-3'),
  ),
  xml('no namespace', rejected('message.type-unknown'), () => '<Invoice><ID>X-0</ID></Invoice>'),
  xml('a message of another procedure', rejected('message.type-unknown'), () => '<Bauantrag xmlns="urn:bau"/>'),
  xml('a namespace that differs in case', rejected('message.type-unknown'), () =>
    noted('').replace('schema:xsd:Invoice-2', 'schema:xsd:INVOICE-2'),
  ),
  xml('a namespace of 10 MB', rejected('message.type-unknown'), () =>
    repeated('<Invoice xmlns="urn:', 'x'.repeat(1_000), 10_000, '"/>'),
  ),
  // The guard passes it, and libxml2 reads no name that long.
  xml('a root whose name has 10 MB', rejected('xml.ambiguous'), () =>
    repeated('<I', 'x'.repeat(1_000), 10_000, ' xmlns="urn:x"/>'),
  ),
  xml('a root whose name has 9 MB', rejected('message.type-unknown'), () =>
    repeated('<I', 'x'.repeat(1_000), 9_000, ' xmlns="urn:x"/>'),
  ),
  xml('no number', rejected('xml.path-missing', /ID/), () => noted('').replace('<cbc:ID>X-0</cbc:ID>', '')),
  xml('two numbers', rejected('xml.path-ambiguous', /ID/), () =>
    noted('').replace('</cbc:ID>', '</cbc:ID><cbc:ID>X-1</cbc:ID>'),
  ),
  xml('an empty number', rejected('xml.value-empty', /ID/), () => noted('', ' ')),
  xml('a number of 100,000 characters', rejected('xrechnung.number-too-long', /ID/), () =>
    noted('', 'X'.repeat(100_000)),
  ),
  xml('a name of a million characters', filed, () => invoice('X-name', { seller: 'S'.repeat(1_000_000) })),
  xml('a number with a line break', filed, () => noted('', 'X&#10;break')),
  xml('a date that is none', rejected('xml.date-invalid', /IssueDate/), () =>
    noted('').replace('2026-03-15', '2026-02-30'),
  ),
  xml('a date of a million digits', rejected('xml.date-invalid', /IssueDate/), () =>
    noted('').replace('2026-03-15', '9'.repeat(1_000_000)),
  ),
  xml('an amount of a million digits', rejected('xml.decimal-invalid', /PayableAmount/), () =>
    noted('').replace('11.90', `${'9'.repeat(1_000_000)}x`),
  ),
  xml('an amount in scientific notation', rejected('xml.decimal-invalid', /PayableAmount/), () =>
    noted('').replace('11.90', '1e400'),
  ),
];
