import { describe, expect, it } from 'vitest';
import { HubError } from '../errors/hub-error.js';
import { readSource } from '../xml/source.js';
import { faultOf, httpStatusOf, SoapFault, writeFault } from './fault.js';
import { ENVELOPE_NAMESPACE } from './version.js';
import { writeXml } from './write-xml.js';

const LIMITS = { depthMax: 50, elementsMax: 1_000, attributesMax: 20 };
const refused = new HubError('rejected', 'soap.content-invalid', 'No <base64>.', {
  values: { name: '<a>' },
  path: '/a',
});

function textOf(xml: string, ...path: readonly string[]): string | undefined {
  let at = readSource(Buffer.from(xml), LIMITS).root;
  for (const name of path) {
    const next = at.children.find((child) => child.name === name);
    if (next === undefined) return undefined;
    at = next;
  }
  return at.text;
}

describe('a fault', () => {
  it('of SOAP 1.1 says Client or Server, with status 500', () => {
    const fault = faultOf(refused);
    const xml = writeFault(fault, '1.1');
    expect(xml).toContain(ENVELOPE_NAMESPACE['1.1']);
    expect(textOf(xml, 'Body', 'Fault', 'faultcode')).toBe('soap:Client');
    expect(textOf(xml, 'Body', 'Fault', 'faultstring')).toBe('The content of <a> is not base64.');
    expect(textOf(xml, 'Body', 'Fault', 'detail', 'error', 'code')).toBe('soap.content-invalid');
    expect(textOf(xml, 'Body', 'Fault', 'detail', 'error', 'path')).toBe('/a');
    expect(httpStatusOf(fault, '1.1')).toBe(500);
  });

  it('of SOAP 1.2 says Sender or Receiver in both languages, with status 400 or 500', () => {
    const fault = faultOf(refused);
    const xml = writeFault(fault, '1.2');
    expect(textOf(xml, 'Body', 'Fault', 'Code', 'Value')).toBe('soap:Sender');
    expect(textOf(xml, 'Body', 'Fault', 'Reason')).toBe(
      'The content of <a> is not base64.Der Inhalt von <a> ist nicht in base64.',
    );
    expect(httpStatusOf(fault, '1.2')).toBe(400);
    const away = faultOf(new HubError('unavailable-shared', 'exchange.unavailable', 'Away.'));
    expect([away.code, httpStatusOf(away, '1.2'), away.details.retryAfterSeconds]).toEqual(['Receiver', 500, 5]);
  });

  it('says nothing of what nobody foresaw', () => {
    const fault = faultOf(new TypeError('secret'));
    expect(fault.hubCode).toBe('hub.defect');
    expect(writeFault(fault, '1.2')).not.toContain('secret');
  });

  it('keeps the status by which clients ask for credentials, unless it is said otherwise', () => {
    const error = new HubError('rejected', 'access.unauthorised', 'No.');
    expect(httpStatusOf(faultOf(error), '1.1')).toBe(401);
    expect(httpStatusOf(faultOf(error, { httpStatus: 400 }), '1.2')).toBe(400);
  });

  it('has a subcode, and is addressed where the request was', () => {
    const fault = faultOf(refused, { subcode: { namespace: 'urn:s', name: 'Own' } });
    const xml = writeFault(fault, '1.2', { relatesTo: 'urn:uuid:1' });
    expect(textOf(xml, 'Body', 'Fault', 'Code', 'Subcode', 'Value')).toBe('sub:Own');
    expect(textOf(xml, 'Header', 'RelatesTo')).toBe('urn:uuid:1');
    expect(textOf(xml, 'Header', 'Action')).toBe('http://www.w3.org/2005/08/addressing/fault');
    expect(textOf(writeFault(fault, '1.2', { relatesTo: 'urn:uuid:1', action: 'urn:own' }), 'Header', 'Action')).toBe(
      'urn:own',
    );
    expect(textOf(writeFault(fault, '1.1'), 'Body', 'Fault', 'faultcode')).toBe('sub:Own');
  });

  it('is addressed in the words of the request', () => {
    const own = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
    for (const subcode of [undefined, { namespace: own, name: 'ActionNotSupported' }]) {
      const fault = faultOf(refused, subcode === undefined ? {} : { subcode });
      const xml = writeFault(fault, '1.2', { relatesTo: 'urn:uuid:1', addressing: own });
      expect(xml).toContain(`<wsa:RelatesTo xmlns:wsa="${own}"`);
      expect(textOf(xml, 'Header', 'Action')).toBe(`${own}/fault`);
      expect(xml).not.toContain('2005/08');
    }
  });

  it('stays what it is, and takes the detail of a WSDL', () => {
    const detail = { name: 'errorCode', namespace: 'urn:w', text: '9010' };
    const fault = new SoapFault('Sender', { en: 'No.', de: 'Nein.' }, { detail });
    expect(faultOf(fault)).toBe(fault);
    expect(textOf(writeFault(fault, '1.2'), 'Body', 'Fault', 'Detail', 'errorCode')).toBe('9010');
  });

  it('is written whatever characters were in the message', () => {
    const odd = new HubError('rejected', 'own.code', 'a\0b\ud800<&>"');
    expect(textOf(writeFault(faultOf(odd), '1.2'), 'Body', 'Fault', 'Detail', 'error', 'sentence')).toBe(
      'a\ufffdb\ufffd<&>"',
    );
  });
});

describe('XML that is written', () => {
  it('is read back as it was meant', () => {
    const xml = writeXml({
      name: 'a',
      namespace: 'urn:1',
      attributes: { b: '"<&>\n\t', 'p:c': '1' },
      declarations: { p: 'urn:p' },
      children: [
        { name: 'd', namespace: '', text: 'x' },
        { name: 'e', namespace: 'urn:1', text: ' <]]>\r' },
        { name: 'f', namespace: 'urn:p', prefix: 'p' },
      ],
    });
    const { root } = readSource(Buffer.from(xml), LIMITS);
    expect(root.attribute('b')).toBe('"<&>\n\t');
    expect(root.attribute('c', 'urn:p')).toBe('1');
    expect(root.children.map(({ name, namespace, text }) => [name, namespace, text])).toEqual([
      ['d', '', 'x'],
      ['e', 'urn:1', ' <]]>\r'],
      ['f', 'urn:p', ''],
    ]);
  });

  it.each([
    { name: 'a b', namespace: '' },
    { name: 'a', namespace: '', text: '\0' },
    { name: 'a', namespace: '', attributes: { 'x="1" y': '' } },
  ])('is never anything else: %j', (node) => {
    expect(() => writeXml(node)).toThrow(TypeError);
  });
});
