import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PETITIONS, PETITIONS_WSDL, RPC, RPC_WSDL, SCANS_XSD } from './soap/petitions.js';
import { HubError } from '../apps/hub/src/errors/hub-error.js';
import { XmlGuard } from '../apps/hub/src/xml/guard.js';
import { openXml } from '../apps/hub/src/xml/read.js';
import { readSource } from '../apps/hub/src/xml/source.js';
import { CompiledXsd } from '../apps/hub/src/xml/xsd.js';
import { BinaryFields } from '../apps/hub/src/soap/binary-fields.js';
import { contentsOf, withoutContents } from '../apps/hub/src/soap/contents.js';
import { SoapFault } from '../apps/hub/src/soap/fault.js';
import { readWsdl, type WsdlOperation } from '../apps/hub/src/soap/wsdl.js';
import { servedWsdl, typesOf } from '../apps/hub/src/soap/wsdl-types.js';

const LIMITS = { depthMax: 50, elementsMax: 10_000, attributesMax: 50 };
const BASE = 'test://own/';

/** The files of a WSDL, as a package has them. */
function filesOf(wsdl: string, others: Readonly<Record<string, string>> = {}): (url: string) => Buffer | undefined {
  const files = new Map(Object.entries(others));
  for (const { name, xml } of typesOf(Buffer.from(wsdl))) files.set(`a.wsdl.types/${name}`, xml);
  return (url) => {
    const text = files.get(url.slice(BASE.length));
    return text === undefined ? undefined : Buffer.from(text);
  };
}

const petitionFiles = filesOf(PETITIONS_WSDL, { 'common/scans.xsd': SCANS_XSD });

function problemOf(wsdl: string): unknown {
  try {
    readWsdl(Buffer.from(wsdl));
  } catch (error) {
    if (error instanceof HubError) return [error.code, error.details.values?.['problem']];
    throw error;
  }
  return undefined;
}

describe('a WSDL', () => {
  it('says what is asked, how, and what is answered: document/literal', () => {
    const facts = readWsdl(Buffer.from(PETITIONS_WSDL));
    const [service] = facts.services;
    expect([facts.targetNamespace, service?.name]).toEqual([PETITIONS, 'PetitionService']);
    expect(service?.ports.map(({ name, soapVersion }) => [name, soapVersion])).toEqual([
      ['Port11', '1.1'],
      ['Port12', '1.2'],
    ]);
    expect(service?.ports[1]?.operations).toEqual<readonly WsdlOperation[]>(
      [
        ['Submit', 'SubmitResponse'],
        ['Count', 'CountResponse'],
        ['Announce', undefined],
      ].map(([name, output]) => ({
        name: name!,
        action: `urn:petitions:${name}`,
        style: 'document',
        input: { namespace: PETITIONS, element: name! },
        output: output === undefined ? undefined : { namespace: PETITIONS, element: output },
        isOneWay: output === undefined,
        faults: {},
        headers: [],
        inputAction: `urn:petitions:${name}`,
        outputAction: `${PETITIONS}:Petitions:${name}Response`,
      })),
    );
  });

  it('and rpc/literal, whose wrapper has the name of the operation', () => {
    const [operation] = readWsdl(Buffer.from(RPC_WSDL)).services[0]!.ports[0]!.operations;
    expect(operation).toMatchObject({
      style: 'rpc',
      action: '',
      input: { namespace: RPC, element: 'register' },
      output: { namespace: RPC, element: 'registerResponse' },
      inputAction: `${RPC}:Registry:registerRequest`,
    });
  });

  it.each<[string, string, RegExp]>([
    ['no XML', 'x', /not well-formed|no element/],
    [
      'a DOCTYPE',
      `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${PETITIONS_WSDL.slice(PETITIONS_WSDL.indexOf('<wsdl'))}`,
      /DOCTYPE/,
    ],
    ['another root', '<a/>', /definitions/],
    ['encoded messages', RPC_WSDL.replaceAll('use="literal"', 'use="encoded"'), /encoded/],
    ['a binding that is not there', RPC_WSDL.replace('binding="tns:Registry"', 'binding="tns:Other"'), /Other/],
    ['a message that is not there', PETITIONS_WSDL.replace('message="tns:Count"', 'message="tns:None"'), /None/],
    [
      'an import',
      RPC_WSDL.replace('<wsdl:types>', '<wsdl:import namespace="a" location="../a.wsdl"/><wsdl:types>'),
      /a\.wsdl/,
    ],
    [
      'an import from the network',
      RPC_WSDL.replace('<wsdl:types>', '<wsdl:import namespace="a" location="http://x/a.wsdl"/><wsdl:types>'),
      /http/,
    ],
  ])('with %s is refused', (_what, wsdl, problem) => {
    expect(problemOf(wsdl)).toEqual(['wsdl.unreadable', expect.stringMatching(problem)]);
  });

  it('may import another one beside it', () => {
    const service = RPC_WSDL.slice(RPC_WSDL.indexOf('<wsdl:service'), RPC_WSDL.indexOf('</wsdl:definitions>'));
    const abstract = RPC_WSDL.replace(service, '');
    const concrete = `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
      xmlns:tns="${RPC}" targetNamespace="urn:service"><wsdl:import namespace="${RPC}" location="parts/abstract.wsdl"/>${service}</wsdl:definitions>`;
    const asked: string[] = [];
    const facts = readWsdl(Buffer.from(concrete), (path) => {
      asked.push(path);
      return Buffer.from(abstract);
    });
    expect(asked).toEqual(['parts/abstract.wsdl']);
    expect(facts.services[0]?.ports[0]?.operations[0]?.name).toBe('register');
  });

  it('is handed out with the addresses of the hub, and nothing else is changed', () => {
    const at = {
      address: 'https://hub/soap/a?b&c',
      schemaAddress: (location: string) => `https://hub/files/${location}`,
    };
    const served = servedWsdl(Buffer.from(PETITIONS_WSDL), at).toString();
    const expected = PETITIONS_WSDL.replaceAll('http://old.example/petitions', 'https://hub/soap/a?b&amp;c').replace(
      'schemaLocation="common/scans.xsd"',
      'schemaLocation="https://hub/files/common/scans.xsd"',
    );
    expect(served).toBe(expected);
    const byPort = servedWsdl(Buffer.from(PETITIONS_WSDL), { ...at, address: (port) => `https://hub/${port}` });
    expect(byPort.toString()).toContain('<soap12:address location="https://hub/Port12"/>');
  });

  it('says UTF-8 when it is handed out, whatever it was', () => {
    const wsdl = Buffer.from(RPC_WSDL.replace('UTF-8', 'iso-8859-1').replace('"Registry"', '"Registrä"'), 'latin1');
    const served = servedWsdl(wsdl, { address: 'a', schemaAddress: (location) => location });
    expect(served.toString()).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>[^]*Registrä/);
  });
});

describe('the schemas of a WSDL', () => {
  const valid = (files: (url: string) => Buffer | undefined, file: string, xml: string): boolean => {
    const schema = CompiledXsd.compile(`${BASE}a.wsdl.types/${file}`, files);
    const guard = new XmlGuard(LIMITS);
    guard.write(Buffer.from(xml));
    const opened = openXml(Buffer.from(xml), guard.end().elements);
    try {
      return schema.validate(opened).length === 0;
    } finally {
      opened.dispose();
      schema.dispose();
    }
  };

  it('compile as files of their own, with what they import of each other and from beside the WSDL', () => {
    const message = `<Submit xmlns="${PETITIONS}"><number>A-1</number><subject/><person xmlns="urn:example:people"/><scan>AAAA</scan></Submit>`;
    expect(valid(petitionFiles, '1.xsd', message)).toBe(true);
    expect(valid(petitionFiles, '1.xsd', message.replace('A-1', 'A'))).toBe(false);
  });

  it('have the wrapper elements of rpc', () => {
    const message = `<r:register xmlns:r="${RPC}"><petition><number>1</number></petition><urgent>true</urgent></r:register>`;
    expect(valid(filesOf(RPC_WSDL), 'rpc-1.xsd', message)).toBe(true);
    expect(valid(filesOf(RPC_WSDL), 'rpc-1.xsd', message.replace('true', 'perhaps'))).toBe(false);
  });
});

describe('contents of a message', () => {
  const XOP = 'http://www.w3.org/2004/08/xop/include';
  const fields = new BinaryFields(`${BASE}a.wsdl.types/1.xsd`, petitionFiles);
  const messageOf = (scans: string): ReturnType<typeof readSource>['root'] =>
    readSource(Buffer.from(`<Submit xmlns="${PETITIONS}"><number>AAAA</number>${scans}</Submit>`), LIMITS).root;

  it('are where the schema says base64Binary, however it is derived', () => {
    expect(
      namesOf(fields, `<Submit xmlns="${PETITIONS}"><number>AAAA</number><scan>AAAA</scan><other/></Submit>`),
    ).toEqual(['scan']);
    const rpc = new BinaryFields(`${BASE}a.wsdl.types/rpc-1.xsd`, filesOf(RPC_WSDL));
    expect(
      namesOf(
        rpc,
        `<r:register xmlns:r="${RPC}"><petition><number>1</number><scan>AAAA</scan></petition><scan/></r:register>`,
      ),
    ).toEqual(['scan']);
  });

  it('are named by their place, and the message is the same however they come', async () => {
    const inline = messageOf('<scan> b25l\n</scan><scan/><scan>dHdv</scan>');
    const beside = messageOf(
      `<scan><x:Include xmlns:x="${XOP}" href="cid:1%40a"/></scan><scan/><scan>\n<Include xmlns="${XOP}" href='cid:2'></Include></scan>`,
    );
    const [one, other] = [inline, beside].map((message) => contentsOf(message, fields.in(message)));
    expect(inline.toXml(one!.edits)).toBe(beside.toXml(other!.edits));
    expect([...other!.beside]).toEqual([
      ['1@a', 'content-1'],
      ['2', 'content-2'],
    ]);
    const texts: string[] = [];
    for (const { name, read } of one!.inline) {
      for await (const chunk of read()) texts.push(`${name} ${chunk.toString()}`);
    }
    expect(texts).toEqual(['content-1 one', 'content-2 two']);
    expect(withoutContents(inline, one!)).toBe(
      `<Submit xmlns="${PETITIONS}"><number>AAAA</number><scan></scan><scan/><scan></scan></Submit>`,
    );
  });

  it.each(['b25', 'b2=l', 'b25l=', 'b25*', 'b25lä'])('are refused when they are not base64: %s', async (text) => {
    const message = messageOf(`<scan>${text}</scan>`);
    const [content] = contentsOf(message, fields.in(message)).inline;
    await expect(content!.read()[Symbol.asyncIterator]().next()).rejects.toThrow(SoapFault);
  });
});

const folder = process.env['FACHWERK_TEST_DATA'] ?? '';
const munich = join(
  folder,
  'schemas/dms-eakte-muenchen/eakte-eai/eakte-eai/src/main/resources/wsdl/dmsin-eai-1.10.wsdl',
);
const xta = join(folder, 'schemas/xta/2.1.1/wsdl/XTA.wsdl');

describe.skipIf(!existsSync(munich))('real WSDLs', () => {
  it('of the DMS of Munich: both versions of SOAP, and contents as base64', () => {
    const wsdl = readFileSync(munich, 'utf8');
    const facts = readWsdl(Buffer.from(wsdl));
    const ports = facts.services[0]!.ports;
    expect(ports.map(({ soapVersion }) => soapVersion)).toEqual(['1.1', '1.2']);
    expect(ports[0]!.operations.length).toBeGreaterThan(30);
    expect(ports[0]!.operations.every(({ style, input, output }) => style === 'document' && input && output)).toBe(
      true,
    );
    const fields = new BinaryFields(`${BASE}a.wsdl.types/1.xsd`, filesOf(wsdl));
    const of = facts.targetNamespace;
    const found = namesOf(
      fields,
      `<CreateContentObjectGI xmlns="${of}"><userlogin>AAAA</userlogin><giattachmenttype><LHMBAI_15_1700_filecontent>AAAA</LHMBAI_15_1700_filecontent></giattachmenttype></CreateContentObjectGI>`,
    );
    expect(found).toEqual(['LHMBAI_15_1700_filecontent']);
  });

  it('of XTA: headers, faults, and actions that are not the names of operations', () => {
    const facts = readWsdl(readFileSync(xta), (path) => {
      const file = join(dirname(xta), path);
      return existsSync(file) ? readFileSync(file) : undefined;
    });
    const operations = facts.services.flatMap(({ ports }) => ports.flatMap((port) => port.operations));
    const send = operations.find(({ name }) => name === 'sendMessage');
    expect(send?.action).toBe('http://www.xta.de/XTA/SendMessage');
    expect(send?.headers.map(({ element }) => element)).toContain('MessageMetaData');
    expect(Object.keys(send?.faults ?? {}).length).toBeGreaterThan(3);
    expect(operations.find(({ name }) => name === 'lookupService')?.action).toMatch(/IsServiceAvailable$/);
  });
});

function namesOf(fields: BinaryFields, xml: string): readonly string[] {
  return fields.in(readSource(Buffer.from(xml), LIMITS).root).map(({ name }) => name);
}
