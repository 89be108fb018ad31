// What libxml2 says about a document, where it says it is, and what it never does: load anything by itself.
import { diag, XmlError } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { XmlGuard } from './guard.js';
import { openXml } from './read.js';
import { readablePath } from './readable-path.js';
import { parseTree } from './tree.js';
import { CompiledXsd, XsdProblem, type XsdFinding } from './xsd.js';

const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');

const order = `<xs:schema ${XS} targetNamespace="urn:order" xmlns="urn:order" elementFormDefault="qualified">
  <xs:include schemaLocation="types.xsd"/>
  <xs:element name="order"><xs:complexType><xs:sequence>
    <xs:element name="placed" type="xs:date"/>
    <xs:element name="item" type="item" maxOccurs="unbounded"/>
  </xs:sequence><xs:attribute name="no" type="xs:int"/></xs:complexType></xs:element>
</xs:schema>`;
const types = `<xs:schema ${XS} targetNamespace="urn:order" xmlns="urn:order" elementFormDefault="qualified">
  <xs:simpleType name="euro"><xs:restriction base="xs:string"><xs:pattern value="\\d+ €"/></xs:restriction></xs:simpleType>
  <xs:complexType name="item"><xs:sequence><xs:element name="price" type="euro"/></xs:sequence></xs:complexType>
</xs:schema>`;
const files: Readonly<Record<string, string>> = { 'test://a/order.xsd': order, 'test://a/types.xsd': types };
const load = (url: string): Uint8Array | undefined => (url in files ? bytes(files[url]!) : undefined);

function validated(body: Buffer): readonly XsdFinding[] {
  const compiled = CompiledXsd.compile('test://a/order.xsd', load);
  try {
    const guard = new XmlGuard({ depthMax: 10, elementsMax: 100_000, attributesMax: 10 });
    guard.write(body);
    const opened = openXml(body, guard.end().elements);
    try {
      return compiled.validate(opened);
    } finally {
      opened.dispose();
    }
  } finally {
    compiled.dispose();
  }
}

const document = (price: string, encoding = 'UTF-8'): string =>
  `<?xml version="1.0" encoding="${encoding}"?>
<order xmlns="urn:order" no="1">
  <placed>2026-02-02</placed>
  <item><price>1 €</price></item>
  <item>
    <price>${price}</price>
  </item>
</order>`;

describe('a document', () => {
  it('is valid, or says where it is not: line, and path in local names', () => {
    expect(validated(bytes(document('2 €')))).toEqual([]);
    const [finding, ...others] = validated(bytes(document('two')));
    expect(finding).toMatchObject({ line: 6, path: '/order/item[2]/price' });
    expect(finding?.sentence).toMatch(/^Element 'price': .*'two'/);
    expect(finding?.sentence).not.toContain('urn:order');
    // Libxml2 reports a pattern that does not match once or twice, at the same place.
    expect(others.every(({ path }) => path === finding?.path)).toBe(true);
  });

  it('names an attribute', () => {
    const [finding] = validated(bytes(document('2 €').replace('no="1"', 'no="one"')));
    expect(finding).toMatchObject({ line: 2 });
    expect(finding?.path).toMatch(/^\/order(\/@no)?$/);
  });

  it('is found wanting where its root is not declared', () => {
    expect(validated(bytes('<other xmlns="urn:other"/>'))).toMatchObject([{ path: '/other', line: 1 }]);
  });

  const euro: readonly (readonly [string, Buffer])[] = [
    ['UTF-8', bytes(document('2 €'))],
    ['UTF-8', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes(document('2 €'))])],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(document('2 €', 'UTF-16'), 'utf16le')])],
    ['UTF-16', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(document('2 €', 'UTF-16'), 'utf16le').swap16()])],
    ['ISO-8859-15', Buffer.from(document('2 €', 'ISO-8859-15').replaceAll('€', '\xa4'), 'latin1')],
    ['windows-1252', Buffer.from(document('2 €', 'windows-1252').replaceAll('€', '\x80'), 'latin1')],
    ['ISO-8859-1', Buffer.from(document('2 €', 'ISO-8859-1').replaceAll('€', '&#x20ac;'), 'latin1')],
  ];
  it.each(euro)('is read in its encoding: %s', (_encoding, body) => {
    expect(validated(body)).toEqual([]);
  });

  it('has a line beyond what libxml2 counts by itself', () => {
    const far = document('two').replace('<placed>', `${'\n'.repeat(70_000)}<placed>`);
    expect(validated(bytes(far))[0]).toMatchObject({ line: 70_006 });
  });

  // Each finding's path costs libxml2 as much as there are elements before it: the time would grow with the square.
  it('with very many findings shows the first of them, and no more are collected', () => {
    const items = '<item><price>x</price></item>'.repeat(5_000);
    expect(validated(bytes(`<order xmlns="urn:order"><placed>2026-02-02</placed>${items}</order>`))).toHaveLength(50);
  });

  it('that was given back is not validated any more', () => {
    const compiled = CompiledXsd.compile('test://a/order.xsd', load);
    const opened = openXml(bytes(document('2 €')), 6);
    opened.dispose();
    expect(() => compiled.validate(opened)).toThrow(XmlError);
    compiled.dispose();
  });

  it('leaves nothing behind, valid or not', () => {
    diag.configure({ enabled: true });
    try {
      validated(bytes(document('2 €')));
      validated(bytes(document('two')));
      expect(() => openXml(bytes('<a/>'), 2)).toThrow(/differently/);
      expect(diag.report()).toEqual({});
    } finally {
      diag.configure({ enabled: false });
    }
  });
});

describe('a schema', () => {
  const compiled = (text: string): CompiledXsd =>
    CompiledXsd.compile('test://a/main.xsd', (url) => (url === 'test://a/main.xsd' ? bytes(text) : undefined));

  it('that imports what is not there is refused, even where nothing of it is used', () => {
    const importing = `<xs:schema ${XS} targetNamespace="urn:a"><xs:import namespace="urn:b" schemaLocation="http://example.org/b.xsd"/>
      <xs:element name="a" type="xs:string"/></xs:schema>`;
    expect(() => compiled(importing)).toThrow(
      new XsdProblem('it imports what is not installed: http://example.org/b.xsd'),
    );
  });

  it('whose files cannot be read fails by what went wrong', () => {
    const away = new Error('the share is away');
    const failing = (url: string): Uint8Array | undefined => {
      if (url !== 'test://a/order.xsd') throw away;
      return bytes(order);
    };
    expect(() => CompiledXsd.compile('test://a/order.xsd', failing)).toThrow(away);
  });

  it('that is none is refused with a reason', () => {
    expect(() => compiled('<xs:schema')).toThrow(XsdProblem);
    expect(() => compiled(`<xs:schema ${XS}><xs:element name="a" type="nothing"/></xs:schema>`)).toThrow(/nothing/);
    expect(() => CompiledXsd.compile('test://a/away.xsd', () => undefined)).toThrow(/is missing/);
  });
});

describe('a path', () => {
  const { root } = parseTree('<r xmlns="urn:r" xmlns:p="urn:p"><a/><p:b/><a><c x="1"/></a></r>');
  it.each([
    ['/*/*[3]/*', '/r/a[2]/c'],
    ['/*/p:b', '/r/b'],
    ['/*/*[3]/*/@x', '/r/a[2]/c/@x'],
    ['/*/*[1]/text()', '/r/a[1]'],
    ['/*/*[9]/p:z', '/r/*[9]/z'],
    [undefined, '/r'],
  ])('%s is %s', (xpath, path) => expect(readablePath(root, xpath)).toBe(path));
});

it('says what is wrong with a schema, and not which import it skipped before', () => {
  const twice = ['a', 'b'].map((name) => `<xs:import namespace="urn:order" schemaLocation="${name}.xsd"/>`).join('');
  const wrong = `<xs:schema ${XS} targetNamespace="urn:x">${twice}<xs:element name="x" type="xs:nothing"/></xs:schema>`;
  const known = (url: string): Uint8Array => bytes(url === 'test://x/x.xsd' ? wrong : types);
  expect(() => CompiledXsd.compile('test://x/x.xsd', known)).toThrow(/nothing.*does not resolve/);
});
