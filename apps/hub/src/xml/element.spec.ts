import type { Element } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { XmlElement } from './element.js';
import { pathsOf } from './paths.js';
import { parseTree } from './tree.js';

const opened = (xml: string, prefixes: Readonly<Record<string, string>> = {}): Element =>
  new XmlElement(parseTree(xml).root, pathsOf(prefixes));

const rejected = (code: string, path?: string): unknown =>
  expect.objectContaining({ name: 'Rejected', code, ...(path === undefined ? {} : { path }) });

const invoice = opened(
  `<Invoice xmlns="urn:inv" xmlns:x="urn:cbc" xml:lang="de">
     <x:ID> R-1 </x:ID><x:ID schemeID="GLN">R-2</x:ID>
     <Party><x:Name>Stadt<!-- ! --> Leipzig</x:Name><x:Name xmlns:x="urn:other">other</x:Name><Empty/><Blank> </Blank></Party>
     <Note/><Note lang="en">a<b>b</b><![CDATA[<c>]]></Note>
     <Total currencyID="EUR">+0012.50</Total><Bad>12,50</Bad>
     <Day>2026-11-23+01:00</Day><Day102 format="102">20261123</Day102><Day610 format="610">202611</Day610>
     <Type listURI="urn:list" listVersionID="3"><code>07</code><name>Bauantrag</name></Type>
     <PlainType listURI="urn:list">08</PlainType><HalfType><name>ohne Code</name></HalfType>
   </Invoice>`,
  { inv: 'urn:inv', cbc: 'urn:cbc', none: 'urn:none' },
);

describe('XML element', () => {
  it('knows its name, its namespace and its children in order', () => {
    expect([invoice.name, invoice.namespace, invoice.path]).toEqual(['Invoice', 'urn:inv', '/Invoice']);
    expect(invoice.children.slice(0, 3).map(({ name, namespace }) => [name, namespace])).toEqual([
      ['ID', 'urn:cbc'],
      ['ID', 'urn:cbc'],
      ['Party', 'urn:inv'],
    ]);
  });

  it.each([
    ['Party/cbc:Name', 'Stadt Leipzig'],
    ['inv:Party/cbc:Name', 'Stadt Leipzig'],
    ['Total/@currencyID', 'EUR'],
    ['@xml:lang', 'de'],
    ['@lang', 'de'],
    ['Note/b', 'b'],
    ['Party', 'Stadt Leipzigother'],
  ])('reads the text at %s, by namespace and not by the prefix of the sender', (path, text) => {
    expect(invoice.text(path)).toBe(text);
    expect(invoice.maybe.text(path)).toBe(text);
  });

  it('reads itself, elements and attributes, with text and CDATA put together', () => {
    const [, note] = invoice.many('Note');
    expect(note!.text('.')).toBe('ab<c>');
    expect(note!.text('@lang')).toBe('en');
    expect(note!.one('.')).toBe(note);
    expect(invoice.many('cbc:ID').map((id) => id.text('.'))).toEqual(['R-1', 'R-2']);
    expect(invoice.many('none:ID')).toEqual([]);
    expect(invoice.many('Nothing/Below')).toEqual([]);
  });

  it('reads one path in qualified and in unqualified messages', () => {
    for (const xml of ['<a xmlns="u"><b>1</b></a>', '<p:a xmlns:p="u"><b>1</b></p:a>', '<a><b>1</b></a>']) {
      expect(opened(xml).text('b')).toBe('1');
    }
  });

  it('reads dates, decimals and codes', () => {
    expect(invoice.date('Day')).toBe('2026-11-23');
    expect(invoice.date('Day102')).toBe('2026-11-23');
    expect(invoice.decimal('Total')).toBe('12.50');
    expect(invoice.code('Type')).toEqual({ code: '07', listUri: 'urn:list', listVersion: '3', name: 'Bauantrag' });
    expect(invoice.code('PlainType')).toEqual({ code: '08', listUri: 'urn:list' });
    expect(invoice.code('Total/@currencyID')).toEqual({ code: 'EUR' });
  });

  it.each(['text', 'date', 'decimal', 'code', 'one'] as const)('answers %s with undefined where nothing is', (read) => {
    for (const path of ['Nothing', 'Nothing/Below', 'Party/Empty', 'Party/Blank']) {
      expect(invoice.maybe[read](path)).toBeUndefined();
    }
    if (read !== 'one') expect(invoice.maybe[read]('Total/@nothing')).toBeUndefined();
  });

  it.each([
    ['a missing element', () => invoice.text('cbc:Nothing/cbc:ID'), 'xml.path-missing', '/Invoice/Nothing/ID'],
    ['a missing element below', () => invoice.one('Party').one('cbc:ID'), 'xml.path-missing', '/Invoice/Party/ID'],
    ['a missing attribute', () => invoice.text('Total/@cbc:unit'), 'xml.path-missing', '/Invoice/Total/@unit'],
    ['an empty element', () => invoice.text('Party/Empty'), 'xml.value-empty', '/Invoice/Party/Empty'],
    ['a blank element', () => invoice.decimal('Party/Blank'), 'xml.value-empty', '/Invoice/Party/Blank'],
    ['itself when it is empty', () => invoice.many('Note')[0]!.text('.'), 'xml.value-empty', '/Invoice/Note[1]'],
    ['two elements', () => invoice.text('cbc:ID'), 'xml.path-ambiguous', '/Invoice/ID'],
    ['two elements where none need be', () => invoice.maybe.text('Note'), 'xml.path-ambiguous', '/Invoice/Note'],
    ['a date that is none', () => invoice.date('Bad'), 'xml.date-invalid', '/Invoice/Bad'],
    ['a month for a date', () => invoice.date('Day610'), 'xml.date-invalid', '/Invoice/Day610'],
    ['a malformed date, also where none need be', () => invoice.maybe.date('Bad'), 'xml.date-invalid', '/Invoice/Bad'],
    ['a decimal that is none', () => invoice.decimal('Bad'), 'xml.decimal-invalid', '/Invoice/Bad'],
    [
      'a decimal in an attribute',
      () => invoice.decimal('Total/@currencyID'),
      'xml.decimal-invalid',
      '/Invoice/Total/@currencyID',
    ],
    ['a code without code', () => invoice.code('HalfType'), 'xml.path-missing', '/Invoice/HalfType/code'],
  ])('refuses %s and says where', (_what, read, code, path) => {
    expect(read).toThrow(rejected(code, path));
  });

  it('shortens what it quotes', () => {
    const long = opened(`<a>${'9'.repeat(500)}x</a>`);
    expect(() => long.decimal('.')).toThrow(/^"9{60}…" is not/);
    const pair = opened(`<a>${'9'.repeat(59)}😀x</a>`);
    expect(() => pair.decimal('.')).toThrow(/^"9{59}…" is not/);
  });

  it.each(['', 'a//b', '/a', 'a:b:c', 'p:a', '@', 'Party/'])('blames the connector for the path %j', (path) => {
    expect(() => invoice.text(path)).toThrow(TypeError);
  });

  it('blames the connector that takes an attribute for an element', () => {
    expect(() => invoice.one('Total/@currencyID')).toThrow(TypeError);
    expect(() => invoice.many('@xml:lang')).toThrow(TypeError);
  });

  it('cannot be changed', () => {
    const party = invoice.one('Party');
    for (const frozen of [
      invoice,
      party,
      invoice.maybe,
      invoice.children,
      invoice.many('Note'),
      invoice.code('Type'),
    ]) {
      expect(Object.isFrozen(frozen)).toBe(true);
    }
    expect(invoice.one('Party')).toBe(party);
  });

  it('has no surprises for names of JavaScript', () => {
    const odd = opened('<a><constructor __proto__="1">2</constructor><__proto__>3</__proto__></a>');
    expect([odd.text('constructor'), odd.text('constructor/@__proto__'), odd.text('__proto__')]).toEqual([
      '2',
      '1',
      '3',
    ]);
    expect(odd.maybe.text('hasOwnProperty')).toBeUndefined();
    expect(() => odd.text('constructor:b')).toThrow(TypeError);
  });
});
