import { describe, expect, it } from 'vitest';
import { readSource } from '../xml/source.js';
import { readAddressing, requireAddressing, requireReply, SUBMISSION } from './addressing.js';
import { ENVELOPE_NAMESPACE, envelopeOf, type SoapEnvelope } from './envelope.js';
import { SoapFault } from './fault.js';
import { checkUnderstood } from './understood.js';

const LIMITS = { depthMax: 50, elementsMax: 1_000, attributesMax: 20 };
const [S11, S12] = [ENVELOPE_NAMESPACE['1.1'], ENVELOPE_NAMESPACE['1.2']];
const WSA = 'http://www.w3.org/2005/08/addressing';

function read(text: string): SoapEnvelope {
  const bytes = Buffer.from(text);
  return envelopeOf(readSource(bytes, LIMITS), bytes);
}

function envelope(body: string, header = '', namespace = S12): string {
  return `<s:Envelope xmlns:s="${namespace}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

function faultIn(work: () => unknown): SoapFault {
  try {
    work();
  } catch (error) {
    if (error instanceof SoapFault) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('an envelope', () => {
  it.each([
    ['1.1', S11],
    ['1.2', S12],
  ] as const)('of SOAP %s has headers, a body and its bytes', (version, namespace) => {
    const text = envelope('<m xmlns="urn:m" a="1">t&amp;<n/></m>', '<h:a xmlns:h="urn:h">x</h:a>', namespace);
    const found = read(text);
    expect(found.version).toBe(version);
    expect(found.headers.map(({ name, namespace: of }) => [name, of])).toEqual([['a', 'urn:h']]);
    expect(found.body?.attribute('a')).toBe('1');
    expect(found.body?.text()).toBe('t&');
    expect(found.body?.one('urn:m', 'n')?.name).toBe('n');
    expect(found.bytes.toString()).toBe(text);
    found.dispose();
    expect(() => found.body).toThrow('disposed');
  });

  it('may have an empty Body', () => {
    expect(read(envelope('')).body).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['another root', '<a/>', 'Sender'],
    ['a version that is none', '<s:Envelope xmlns:s="urn:x"/>', 'VersionMismatch'],
    ['no Body', `<s:Envelope xmlns:s="${S12}"/>`, 'Sender'],
    ['two Bodies', `<s:Envelope xmlns:s="${S12}"><s:Body/><s:Body/></s:Envelope>`, 'Sender'],
    ['a Header behind the Body', `<s:Envelope xmlns:s="${S12}"><s:Body/><s:Header/></s:Envelope>`, 'Sender'],
    ['two children of Body', envelope('<a/><b/>'), 'Sender'],
    ['text in Body', envelope('a<a/>'), 'Sender'],
    ['a Body of the other version', `<s:Envelope xmlns:s="${S12}"><Body xmlns="${S11}"/></s:Envelope>`, 'Sender'],
    [
      'encoded content',
      envelope(`<a s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/>`),
      'DataEncodingUnknown',
    ],
  ])('with %s is refused', (_what, text, code) => {
    expect(faultIn(() => read(text)).code).toBe(code);
  });
});

describe('the message of an envelope as a document of its own', () => {
  it('has all namespaces that are in scope, also those that only values use', () => {
    const text = `<s:Envelope xmlns:s="${S12}" xmlns:q="urn:q&amp;1" xmlns="urn:d"><s:Body xmlns:x="urn:x"><m x:type="q:T"><x:n/></m></s:Body></s:Envelope>`;
    const xml = read(text).body!.toXml();
    expect(xml).toBe(`<m xmlns="urn:d" xmlns:q="urn:q&amp;1" xmlns:s="${S12}" xmlns:x="urn:x" x:type="q:T"><x:n/></m>`);
    const { root } = readSource(Buffer.from(xml), LIMITS);
    expect([root.namespace, root.prefix('q')]).toEqual(['urn:d', 'urn:q&1']);
  });

  it('keeps what its own start tag declares, and a default that was taken back', () => {
    const text = `<s:Envelope xmlns:s="${S12}" xmlns="urn:d" xmlns:p="urn:1"><s:Body><m xmlns="" xmlns:p="urn:2"/></s:Body></s:Envelope>`;
    expect(read(text).body!.toXml()).toBe(`<m xmlns:s="${S12}" xmlns="" xmlns:p="urn:2"/>`);
  });

  it('keeps the characters of its sender: quotes, references, CDATA, white space', () => {
    const inner = `<m a='>"&#10;' >\n<![CDATA[<b>]]><!-- c --> &#228;é😀</m>`;
    expect(read(envelope(inner)).body!.toXml()).toBe(inner.replace('<m', `<m xmlns:s="${S12}"`));
  });
});

describe('headers that must be understood', () => {
  const header = (attributes: string): string => `<h:a xmlns:h="urn:h" ${attributes}/>`;
  const check = (text: string): void => checkUnderstood(read(text), ({ namespace }) => namespace === 'urn:known');

  it.each([
    envelope('', header('s:mustUnderstand="0"')),
    envelope('', header('s:mustUnderstand="true" s:role="urn:somebody-else"')),
    envelope('', '<a xmlns="urn:known" s:mustUnderstand="true"/>'),
    // Of the other version: it means nothing here.
    envelope('', `<a xmlns="urn:h" xmlns:o="${S11}" o:mustUnderstand="1"/>`),
  ])('pass otherwise: %s', (text) => {
    expect(() => check(text)).not.toThrow();
  });

  it('end the request, and are named', () => {
    const fault = faultIn(() => check(envelope('', header('s:mustUnderstand="1"'))));
    expect(fault.code).toBe('MustUnderstand');
    expect(fault.details.headers).toMatchObject([{ name: 'NotUnderstood', attributes: { qname: 'missed:a' } }]);
    expect(faultIn(() => check(envelope('', header('s:mustUnderstand="1"'), S11))).details.headers).toBeUndefined();
  });
});

describe('addressing', () => {
  const wsa = (name: string, text: string): string => `<${name} xmlns="${WSA}">${text}</${name}>`;
  const addressing = (headers: string, action?: string): ReturnType<typeof readAddressing> =>
    readAddressing(read(envelope('', headers)), action);

  it('says which message it is and what is asked', () => {
    const headers = wsa('MessageID', ' urn:uuid:1 ') + wsa('Action', 'urn:a') + wsa('To', 'http://hub');
    expect(addressing(headers, 'urn:a')).toEqual({
      messageId: 'urn:uuid:1',
      action: 'urn:a',
      to: 'http://hub',
      namespace: WSA,
    });
    expect(addressing('')).toBeUndefined();
    expect(addressing(wsa('ReplyTo', `<Address>${WSA}/anonymous</Address>`))).toBeDefined();
  });

  it.each([
    ['an answer somewhere else', wsa('ReplyTo', '<Address>http://evil</Address>'), 'OnlyAnonymousAddressSupported'],
    ['faults somewhere else', wsa('FaultTo', '<Address>http://evil</Address>'), 'OnlyAnonymousAddressSupported'],
    [
      'an answer nowhere, which the submission does not know',
      `<ReplyTo xmlns="${SUBMISSION}"><Address>${SUBMISSION}/none</Address></ReplyTo>`,
      'OnlyAnonymousAddressSupported',
    ],
    ['two ids', wsa('MessageID', 'a') + wsa('MessageID', 'b'), 'InvalidCardinality'],
    ['an empty id', wsa('MessageID', ''), 'InvalidAddressingHeader'],
    ['an id that no book takes', wsa('MessageID', 'x'.repeat(513)), 'InvalidAddressingHeader'],
    ['another action than SOAPAction', wsa('Action', 'urn:b'), 'ActionMismatch'],
    [
      'two versions',
      wsa('Action', 'urn:a') + '<To xmlns="http://schemas.xmlsoap.org/ws/2004/08/addressing">x</To>',
      'InvalidAddressingHeader',
    ],
  ])('refuses %s', (_what, headers, name) => {
    expect(faultIn(() => addressing(headers, 'urn:a')).details.subcode).toMatchObject({ name });
  });

  it.each(['ReplyTo', 'FaultTo'])('may want nothing back (%s), unless an answer is demanded', (name) => {
    const wanted = wsa('Action', 'urn:a') + wsa('MessageID', 'm');
    const nothing = addressing(wanted + wsa(name, `<Address>${WSA}/none</Address>`));
    for (const demand of [requireReply, requireAddressing]) {
      expect(faultIn(() => demand(nothing)).details.subcode).toEqual({
        namespace: WSA,
        name: 'OnlyAnonymousAddressSupported',
      });
      demand(addressing(wanted));
    }
  });

  it('can be demanded', () => {
    expect(faultIn(() => requireAddressing(undefined)).details.subcode).toMatchObject({
      name: 'MessageAddressingHeaderRequired',
    });
    expect(() => requireAddressing(addressing(wsa('Action', 'urn:a')))).toThrow(/MessageID/);
    expect(requireAddressing(addressing(wsa('Action', 'urn:a') + wsa('MessageID', 'm'))).messageId).toBe('m');
  });
});
