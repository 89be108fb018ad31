/** Packages with WSDLs that must not be installed: what they name is outside, elsewhere, or more than it says. */

export interface HostilePackage {
  readonly name: string;
  /** Path in the package → content. @param trap an address that nobody may ask */
  readonly files: (trap: string) => Readonly<Record<string, string>>;
  /** Installed means: without what it names, which is looked for by nobody. */
  readonly expect: 'refused' | 'installed' | 'either';
}

const NS = 'urn:fachwerk:test:hostile';
const schema = (inner: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}">${inner}<xs:element name="ask" type="xs:string"/></xs:schema>`;
const wsdl = (types: string, before = '', after = ''): string =>
  `<?xml version="1.0"?>${before}<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="${NS}" targetNamespace="${NS}">${after}<w:types>${types}</w:types>` +
  `<w:message name="Ask"><w:part name="p" element="t:ask"/></w:message><w:portType name="P"><w:operation name="ask"><w:input message="t:Ask"/></w:operation></w:portType>` +
  `<w:binding name="B" type="t:P"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/><w:operation name="ask"><soap:operation soapAction="urn:ask"/><w:input><soap:body use="literal"/></w:input></w:operation></w:binding>` +
  `<w:service name="S"><w:port name="P" binding="t:B"><soap:address location="http://example.invalid/"/></w:port></w:service></w:definitions>`;
const imported = (location: string): string => `<xs:import namespace="urn:other" schemaLocation="${location}"/>`;
const bomb = Array.from(
  { length: 10 },
  (_, n) => `<!ENTITY e${n} "${n === 0 ? 'ha' : `&e${n - 1};`.repeat(10)}">`,
).join('');

const one = (
  name: string,
  text: (trap: string) => string,
  expect: HostilePackage['expect'] = 'refused',
): HostilePackage => ({
  name,
  files: (trap) => ({ 'service.wsdl': text(trap) }),
  expect,
});

export const hostilePackages: readonly HostilePackage[] = [
  one('an entity that is a file of the hub', () =>
    wsdl(
      schema('<!-- -->'),
      '<!DOCTYPE w:definitions [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
      '<w:documentation>&f;</w:documentation>',
    ),
  ),
  one('an entity of somebody else', (trap) =>
    wsdl(
      schema(''),
      `<!DOCTYPE w:definitions [<!ENTITY f SYSTEM "${trap}/f">]>`,
      '<w:documentation>&f;</w:documentation>',
    ),
  ),
  one('a document type of somebody else', (trap) =>
    wsdl(schema(''), `<!DOCTYPE w:definitions SYSTEM "${trap}/w.dtd">`),
  ),
  one('entities in entities', () =>
    wsdl(schema(''), `<!DOCTYPE w:definitions [${bomb}]>`, '<w:documentation>&e9;</w:documentation>'),
  ),
  one('a schema of somebody else', (trap) => wsdl(schema(imported(`${trap}/other.xsd`))), 'installed'),
  one('a schema outside of the package', () => wsdl(schema(imported('../../../../../../etc/passwd'))), 'installed'),
  one('a schema from the root', () => wsdl(schema(imported('/etc/passwd'))), 'installed'),
  one('a schema that is a file address', () => wsdl(schema(imported('file:///etc/passwd'))), 'installed'),
  one('a WSDL of somebody else', (trap) =>
    wsdl(schema(''), '', `<w:import namespace="urn:other" location="${trap}/other.wsdl"/>`),
  ),
  one('a WSDL outside of the package', () =>
    wsdl(schema(''), '', '<w:import namespace="urn:other" location="../../../etc/passwd"/>'),
  ),
  one('a WSDL that is cut off', () => wsdl(schema('')).slice(0, -30)),
  one('elements in elements, 10,000 deep', () => wsdl(`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`)),
  {
    name: 'WSDLs that import each other',
    files: () => ({
      'a.wsdl': wsdl(schema(''), '', '<w:import namespace="urn:b" location="b.wsdl"/>'),
      'b.wsdl': wsdl(schema(''), '', `<w:import namespace="${NS}" location="a.wsdl"/>`),
    }),
    // A ring is no attack by itself; it must end, one way or the other.
    expect: 'either',
  },
];
