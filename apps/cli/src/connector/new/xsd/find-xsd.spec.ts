// What schemas can say, each in a schema of its own: an instance is made up, and the engine of the hub says it is valid.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as hub from '@fachwerk/hub/schema-sources';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../failure.js';
import { findXml } from '../find-xml.js';
import type { Found, FoundXml } from '../found.js';
import { shownPath } from '../leaf.js';
import { openSource } from '../sources.js';

const NS = 'urn:example:kennel';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'fachwerk-xsd-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string, attributes = `targetNamespace="${NS}" xmlns="${NS}"`): string {
  const head = `xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified" ${attributes}`;
  writeFileSync(join(folder, name), `<xs:schema ${head}>${content}</xs:schema>`);
  return join(folder, name);
}

function find(path: string, types: readonly string[] = [], samples: readonly string[] = []): Promise<Found> {
  const source = openSource(hub, path);
  if (source.kind !== 'xsd' && source.kind !== 'wsdl') throw new Error(source.kind);
  return findXml(hub, source, { schemas: [], samples, types, env: {} });
}

/** The one type of a schema, and its made-up message. */
async function only(content: string): Promise<{ type: FoundXml; text: string }> {
  const { types } = await find(write('kennel.xsd', content));
  expect(types).toHaveLength(1);
  const type = types[0] as FoundXml;
  expect(type.toSupply).toEqual([]);
  return { type, text: type.good[0]!.body.toString() };
}

const message = (content: string): string =>
  `<xs:element name="Message"><xs:complexType>${content}</xs:complexType></xs:element>`;

describe('content', () => {
  it('takes of a choice the way that ends', async () => {
    const { text } = await only(`
      ${message('<xs:sequence><xs:element name="Place" type="Place"/></xs:sequence>')}
      <xs:complexType name="Place"><xs:choice>
        <xs:element name="Within" type="Place"/><xs:element name="Street" type="xs:string"/>
      </xs:choice></xs:complexType>`);
    expect(text).toContain('Street');
    expect(text).not.toContain('Within');
  });

  it('follows groups, attribute groups, extensions and restrictions', async () => {
    const { text } = await only(`
      ${message('<xs:sequence><xs:group ref="Who"/><xs:element name="Dog" type="Dog"/></xs:sequence><xs:attributeGroup ref="Marks"/>')}
      <xs:group name="Who"><xs:sequence><xs:element name="Owner" type="xs:string"/></xs:sequence></xs:group>
      <xs:attributeGroup name="Marks"><xs:attribute name="version" use="required" fixed="2"/></xs:attributeGroup>
      <xs:complexType name="Animal"><xs:sequence><xs:element name="Name" type="xs:string"/></xs:sequence></xs:complexType>
      <xs:complexType name="Dog"><xs:complexContent><xs:extension base="Animal"><xs:sequence>
        <xs:element name="Breed" type="xs:string" minOccurs="2" maxOccurs="4"/>
      </xs:sequence></xs:extension></xs:complexContent></xs:complexType>`);
    expect(text).toMatch(/version="2"/);
    expect(text.indexOf('Name')).toBeLessThan(text.indexOf('Breed'));
    expect(text.match(/<\w+:Breed>/g)).toHaveLength(2);
  });

  it('has something stand for what is abstract, by its name and by its type', async () => {
    const { text } = await only(`
      ${message('<xs:sequence><xs:element ref="Animal"/><xs:element name="Keeper" type="Person"/></xs:sequence>')}
      <xs:element name="Animal" type="xs:string" abstract="true"/>
      <xs:element name="Cat" type="xs:string" substitutionGroup="Animal"/>
      <xs:complexType name="Person" abstract="true"><xs:sequence/></xs:complexType>
      <xs:complexType name="Citizen"><xs:complexContent><xs:extension base="Person">
        <xs:attribute name="id" type="xs:ID" use="required"/>
      </xs:extension></xs:complexContent></xs:complexType>`);
    expect(text).toMatch(/<\w+:Cat>/);
    expect(text).toMatch(/xsi:type="\w+:Citizen"/);
  });

  it('names what cannot be made up, and makes no fixture of it', async () => {
    const { types } = await find(
      write(
        'kennel.xsd',
        `
      ${message('<xs:sequence><xs:element name="Keeper" type="Person"/></xs:sequence>')}
      <xs:complexType name="Person" abstract="true"><xs:sequence/></xs:complexType>`,
      ),
    );
    expect(types[0]).toMatchObject({ good: [], toSupply: [expect.stringMatching(/^\/Message\/Keeper: .*abstract/)] });
  });

  it('reads what is included without a namespace, redefined and imported', async () => {
    write(
      'plain.xsd',
      '<xs:complexType name="Tag"><xs:sequence><xs:element name="Number" type="xs:int"/></xs:sequence></xs:complexType>',
      '',
    );
    write('other.xsd', '<xs:element name="Chip" type="xs:token"/>', 'targetNamespace="urn:example:chip"');
    const { text } = await only(`
      <xs:redefine schemaLocation="plain.xsd"><xs:complexType name="Tag"><xs:complexContent><xs:extension base="Tag">
        <xs:sequence><xs:element name="Colour" type="xs:string"/></xs:sequence>
      </xs:extension></xs:complexContent></xs:complexType></xs:redefine>
      <xs:import namespace="urn:example:chip" schemaLocation="other.xsd"/>
      ${message('<xs:sequence><xs:element name="Tag" type="Tag"/><xs:element xmlns:c="urn:example:chip" ref="c:Chip"/></xs:sequence>')}`);
    expect(text.indexOf('Number')).toBeLessThan(text.indexOf('Colour'));
    expect(text).toContain('xmlns:chip="urn:example:chip"');
  });

  it('validates without an import that is not there, and names what needs it', async () => {
    const path = write(
      'kennel.xsd',
      `<xs:import namespace="urn:example:people" schemaLocation="https://example.org/people.xsd"/>
      <xs:element name="dog.0001"><xs:complexType><xs:sequence>
        <xs:element name="Name" type="xs:string"/>
        <xs:element name="Owner" xmlns:p="urn:example:people" type="p:Person" minOccurs="0"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="owner.0002"><xs:complexType><xs:sequence>
        <xs:element name="Owner" xmlns:p="urn:example:people" type="p:Person"/>
      </xs:sequence></xs:complexType></xs:element>`,
    );
    const { types, notes } = await find(path);
    expect(notes).toEqual(['Not there: https://example.org/people.xsd, which kennel.xsd imports.']);
    expect(types.map(({ good, toSupply }) => [good.length, toSupply])).toEqual([
      [1, []],
      [0, ['/owner.0002/Owner: the type {urn:example:people}Person is not there']],
    ]);
  });

  it('has values that refer to others find them', async () => {
    await only(`<xs:element name="Message"><xs:complexType><xs:sequence>
        <xs:element name="Dog"><xs:complexType><xs:attribute name="nr" type="xs:string" use="required"/></xs:complexType></xs:element>
        <xs:element name="Licence"><xs:complexType><xs:attribute name="dog" type="xs:string" use="required"/></xs:complexType></xs:element>
      </xs:sequence></xs:complexType>
      <xs:key name="dogs"><xs:selector xmlns:k="${NS}" xpath="k:Dog"/><xs:field xpath="@nr"/></xs:key>
      <xs:keyref name="licensed" refer="dogs"><xs:selector xmlns:k="${NS}" xpath="k:Licence"/><xs:field xpath="@dog"/></xs:keyref>
    </xs:element>`);
  });
});

describe('values', () => {
  const restricted = (base: string, facets: string): string =>
    message(
      `<xs:sequence><xs:element name="Value"><xs:simpleType><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType></xs:element></xs:sequence>`,
    );

  it.each([
    ['string', '<xs:enumeration value="b"/><xs:enumeration value="a"/>'],
    ['string', '<xs:pattern value="[A-Z]{3}-\\d{4}"/>'],
    ['string', '<xs:pattern value="[0-9]*"/><xs:minLength value="12"/><xs:maxLength value="13"/>'],
    ['token', '<xs:length value="7"/>'],
    ['date', '<xs:pattern value=".{10}"/><xs:minInclusive value="2026-01-01"/>'],
    ['dateTime', '<xs:pattern value=".*Z"/>'],
    ['decimal', '<xs:totalDigits value="4"/><xs:fractionDigits value="2"/><xs:minExclusive value="10"/>'],
    ['integer', '<xs:minInclusive value="1000"/><xs:maxInclusive value="1003"/>'],
    ['negativeInteger', ''],
    ['gYear', ''],
    ['base64Binary', '<xs:minLength value="3"/>'],
    ['hexBinary', '<xs:length value="4"/>'],
    ['NMTOKENS', ''],
    ['language', ''],
    ['boolean', '<xs:pattern value="1|0"/>'],
    ['duration', ''],
  ])('satisfy xs:%s with %s', async (base, facets) => {
    await only(restricted(base, facets));
  });

  it('satisfy unions and lists', async () => {
    await only(
      message(`<xs:sequence><xs:element name="One"><xs:simpleType><xs:union memberTypes="xs:date">
        <xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="unbekannt"/></xs:restriction></xs:simpleType>
      </xs:union></xs:simpleType></xs:element>
      <xs:element name="Many"><xs:simpleType><xs:restriction><xs:simpleType><xs:list itemType="xs:int"/></xs:simpleType>
        <xs:length value="3"/></xs:restriction></xs:simpleType></xs:element></xs:sequence>`),
    );
  });
});

describe('message types', () => {
  it('are the elements that nothing leads to', async () => {
    const { types } = await find(
      write(
        'kennel.xsd',
        `
      ${message('<xs:sequence><xs:element ref="Dog"/></xs:sequence>')}
      <xs:element name="Dog"><xs:complexType><xs:attribute name="name"/></xs:complexType></xs:element>`,
      ),
    );
    expect(types.map(({ title }) => title)).toEqual(['Message']);
  });

  it('are those with a number, in a standard of the XÖV family', async () => {
    const { types } = await find(
      write(
        'kennel.xsd',
        `
      <xs:element name="licence.granted.0101" type="xs:string"/><xs:element name="Other" type="xs:string"/>`,
      ),
    );
    expect(types).toMatchObject([{ type: 'licence.granted.0101' }]);
  });

  it('are those that are asked for', async () => {
    const path = write(
      'kennel.xsd',
      ['a.0101', 'b.0102', 'c.0103'].map((name) => `<xs:element name="${name}" type="xs:string"/>`).join(''),
    );
    expect((await find(path, ['0102', 'c.*'])).types).toMatchObject([{ type: 'b.0102' }, { type: 'c.0103' }]);
    await expect(find(path, ['0104'])).rejects.toThrow(Failure);
  });

  it('make nothing of an element that may hold anything', async () => {
    const { type } = await only(
      message(`<xs:sequence>
      <xs:element name="Vorgangsnummer"/><xs:element name="Aktenzeichen"/><xs:element name="Betreff"/>
      <xs:element name="Autor" type="xs:anyType"/><xs:element name="Menge" type="xs:string"/></xs:sequence>`),
    );
    const { key, file, subject, metadata, rest } = type.leading;
    expect({ key, file, subject }).toEqual({ key: undefined, file: undefined, subject: undefined });
    expect(metadata.map(shownPath)).toEqual(['Menge']);
    expect(rest.map(shownPath)).toEqual(['Vorgangsnummer', 'Aktenzeichen', 'Betreff', 'Autor']);
  });

  it("tell messages apart by what is called a message's id, though it may hold anything", async () => {
    const { type } = await only(
      message(`<xs:sequence><xs:element name="Nachrichtennummer"/><xs:element name="Vorgangsnummer"/></xs:sequence>`),
    );
    expect(type.leading.key).toMatchObject({ name: 'Nachrichtennummer', kind: 'text', repeated: false });
  });

  it('read key, file, subject and date by their names, and what is there once is refused twice', async () => {
    const { type } = await only(
      message(`<xs:sequence>
      <xs:element name="Vorgangsnummer" type="xs:string"/><xs:element name="Aktenzeichen" type="xs:string" minOccurs="0"/>
      <xs:element name="Betreff" type="xs:string" minOccurs="0"/><xs:element name="Datum" type="xs:date"/>
      <xs:element name="Bemerkung" type="xs:string" minOccurs="0"/></xs:sequence>`),
    );
    const { key, file, subject, date, rest } = type.leading;
    expect([key, file, subject, date].map((leaf) => leaf && shownPath(leaf))).toEqual([
      'Vorgangsnummer',
      'Aktenzeichen',
      'Betreff',
      'Datum',
    ]);
    expect(rest.map(shownPath)).toEqual(['Bemerkung']);
    // What is read is in the fixture, although the schema does not ask for it.
    expect(type.good[0]!.body.toString()).toContain('Betreff>Muster Betreff<');
    expect(type.refused?.body.toString()).toMatch(/<kennel:Vorgangsnummer\/>/);
  });

  it('are known by their own id, not by the one of whoever reads them or wrote them', async () => {
    const { type } = await only(`
      ${message('<xs:sequence><xs:element name="nachrichtenkopf" type="Head"/><xs:element name="vorgangsID" type="xs:string"/></xs:sequence>')}
      <xs:complexType name="Head"><xs:sequence>
        <xs:element name="identifikation.nachricht"><xs:complexType><xs:sequence>
          <xs:element name="nachrichtenUUID" type="xs:string"/>
        </xs:sequence></xs:complexType></xs:element>
        <xs:element name="leser" type="Party"/><xs:element name="autor" type="Party"/>
      </xs:sequence></xs:complexType>
      <xs:complexType name="Party"><xs:sequence>
        <xs:element name="kennung" type="xs:string"/><xs:element name="name" type="xs:string"/>
      </xs:sequence></xs:complexType>`);
    const { key, subject } = type.leading;
    expect(shownPath(key!)).toBe('nachrichtenkopf/identifikation.nachricht/nachrichtenUUID');
    expect(subject).toBeUndefined();
  });

  it('are not known by who reads them, where nothing else is known', async () => {
    const { type } = await only(
      message(`<xs:sequence><xs:element name="Leser"><xs:complexType><xs:sequence>
        <xs:element name="Kennung" type="xs:string"/>
      </xs:sequence></xs:complexType></xs:element></xs:sequence>`),
    );
    expect(type.leading.key).toBeUndefined();
  });

  it('are what the operations of a WSDL take', async () => {
    const path = join(folder, 'kennel.wsdl');
    writeFileSync(
      path,
      `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:k="${NS}" targetNamespace="${NS}">
      <types><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS}" elementFormDefault="qualified">
        <xs:element name="Register"><xs:complexType><xs:sequence><xs:element name="Number" type="k:Number"/></xs:sequence></xs:complexType></xs:element>
        <xs:element name="RegisterResponse" type="xs:string"/>
        <xs:simpleType name="Number"><xs:restriction base="xs:string"><xs:pattern value="D\\d{5}"/></xs:restriction></xs:simpleType>
      </xs:schema></types>
      <message name="In"><part name="body" element="k:Register"/></message>
      <message name="Out"><part name="body" element="k:RegisterResponse"/></message>
      <portType name="Port"><operation name="Register"><input message="k:In"/><output message="k:Out"/></operation></portType>
    </definitions>`,
    );
    const { types } = await find(path);
    expect(types).toMatchObject([{ title: 'Register', toSupply: [], official: undefined }]);
    expect(types[0]!.good[0]!.body.toString()).toMatch(/D1{5}/);
  });
});

describe('test messages', () => {
  const marked = message(
    '<xs:sequence><xs:element name="Number" type="xs:string"/></xs:sequence><xs:attribute name="test"/>',
  );

  function sample(attributes: string): string {
    const path = join(folder, 'sample.xml');
    writeFileSync(path, `<k:Message xmlns:k="${NS}"${attributes}><k:Number>1</k:Number></k:Message>`);
    return path;
  }

  it('are known by the attribute that the schema allows at the root; it is nothing to be read', async () => {
    const { type, text } = await only(marked);
    expect(type).toMatchObject({ mayBeTest: true, leading: { rest: [] } });
    expect(type.test?.body.toString()).toContain('test="true"');
    expect(text).not.toContain('test=');
  });

  it('are none where only an element below the root has such an attribute', async () => {
    const { type } = await only(
      message(
        '<xs:sequence><xs:element name="Lab"><xs:complexType><xs:attribute name="test"/></xs:complexType></xs:element></xs:sequence>',
      ),
    );
    expect(type).toMatchObject({ mayBeTest: false, test: undefined });
  });

  it('are told among samples, whatever the mark says', async () => {
    const path = write('kennel.xsd', marked);
    const withMark = (await find(path, [], [sample(' test=""')])).types[0];
    expect(withMark).toMatchObject({ good: [{ name: 'sample', isTest: true }], test: { name: 'sample' } });
    const without = (await find(path, [], [sample('')])).types[0];
    expect(without).toMatchObject({ good: [{ name: 'sample', isTest: false }], test: { name: 'test' } });
  });
});
