import { describe, expect, it } from 'vitest';
import type { SoapEnvelope } from '../soap/envelope.js';
import { readSoapRequest } from '../soap/request.js';
import { writeXml } from '../soap/write-xml.js';
import { faultIn } from './fault.js';
import { writeMetaData } from './meta-data.js';
import { reportOf } from './report.js';

const limits = {
  envelopeBytesMax: 100_000,
  xml: { depthMax: 50, elementsMax: 1_000, attributesMax: 50 },
  partsMax: 1,
  partHeaderBytesMax: 1_000,
};

async function envelope(body: string): Promise<SoapEnvelope> {
  const text = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:x="http://xoev.de/transport/xta/211"><s:Body>${body}</s:Body></s:Envelope>`;
  async function* stream(): AsyncGenerator<Buffer> {
    yield Buffer.from(text);
  }
  const headers = { 'content-type': 'application/soap+xml' };
  const read = await readSoapRequest(headers, stream(), limits, async () => async () => {
    throw new Error('no parts');
  });
  return read.envelope;
}

const exception = (name: string, number: string): string =>
  `<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason><s:Text xml:lang="de">nein</s:Text><s:Text xml:lang="en">no</s:Text></s:Reason>
   <s:Detail><x:${name}><x:errorCode><code>${number}</code><name>why\n  so</name></x:errorCode></x:${name}></s:Detail></s:Fault>`;

describe('a fault of an XTA server', () => {
  it.each([
    ['PermissionDeniedException', '9011', 'unavailable-message', 'xta-client.permission-denied'],
    ['ParameterIsNotValidException', '9023', 'unavailable-message', 'xta-client.parameter-invalid'],
    ['ParameterIsNotValidException', '9024', 'conflict', 'xta-client.message-id-used'],
    ['XTAWSTechnicalProblemException', '9030', 'unavailable-message', 'xta-client.technical-problem'],
    ['MessageSchemaViolationException', '9050', 'rejected', 'xta-client.schema-violation'],
    ['MessageVirusDetectionException', '9060', 'rejected', 'xta-client.virus'],
    ['InvalidMessageIDException', '9070', 'unavailable-message', 'xta-client.message-unknown'],
    ['SyncAsyncException', '9081', 'rejected', 'xta-client.sync-async'],
  ])('%s %s is %s, %s', async (name, number, kind, code) => {
    const fault = faultIn(await envelope(exception(name, number)));
    expect(fault).toMatchObject({ kind, code, details: { values: { number, text: 'why so' } } });
  });

  it.each(['toString', 'CancelDeniedException'])(
    'that is not of these (%s) tells its reason, in English',
    async (name) => {
      const fault = faultIn(await envelope(exception(name, '9100')));
      expect(fault).toMatchObject({ code: 'xta-client.fault', details: { values: { reason: 'no' } } });
    },
  );

  it('tells a number that is one', async () => {
    const fault = faultIn(await envelope(exception('PermissionDeniedException', '{text}')));
    expect(fault?.details.values).toEqual({ number: '9000', text: 'why so' });
  });

  it('is none where the body is another one', async () => {
    expect(faultIn(await envelope('<Fault/>'))).toBeUndefined();
    expect(faultIn(await envelope(''))).toBeUndefined();
  });
});

describe('a transport report', () => {
  const report = (status: string, lists = ''): string =>
    `<x:TransportReport><x:MessageStatus><x:Status>${status}</x:Status>${lists}</x:MessageStatus></x:TransportReport>`;

  it.each([
    ['0', 'open'],
    [' 1 ', 'green'],
    ['2', 'yellow'],
    ['3', 'red'],
  ])('of status %j is %s', async (status, state) => {
    expect(reportOf((await envelope(report(status))).body)).toEqual({ state, reasons: [] });
  });

  it.each(['4', '-1', '', '01', 'green'])('of status %j is none', async (status) => {
    expect(reportOf((await envelope(report(status))).body)).toBeUndefined();
  });

  it('has reasons', async () => {
    const error = '<x:Error><x:Code><code>E1</code></x:Code><x:Reason>full</x:Reason></x:Error>';
    const warning = '<x:Warning><x:Reason>slow</x:Reason></x:Warning>';
    const lists = `<x:ErrorList>${error}</x:ErrorList><x:WarnList>${warning}</x:WarnList>`;
    expect(reportOf((await envelope(report('3', lists))).body)?.reasons).toEqual(['E1: full', 'slow']);
  });
});

describe('MessageMetaData', () => {
  it('is written in the order of the schema', () => {
    const xml = writeXml(
      writeMetaData({
        messageId: 'urn:m',
        author: { identifier: 'a&b', type: 'xöv' },
        reader: { identifier: 'r', type: 'xöv' },
        qualifier: {
          service: 'urn:s',
          scenario: 'test',
          subject: '<s>',
          messageType: { code: '0401', listUri: 'urn:l', listVersion: '1', payloadSchema: 'urn:p' },
        },
        origin: new Date('2026-03-02T08:00:00Z'),
        inReplyTo: ['urn:before'],
      }),
    );
    const names = [...xml.matchAll(/<([A-Za-z][\w-]*)/g)].map(([, name]) => name);
    expect(names).toEqual([
      'MessageMetaData',
      'DeliveryAttributes',
      'Origin',
      'Originators',
      'Author',
      'Identifier',
      'Destinations',
      'Reader',
      'Identifier',
      'MsgIdentification',
      'MessageID',
      'In-Reply-To',
      'Qualifier',
      'Subject',
      'Service',
      'BusinessScenario',
      'Undefined',
      'MessageType',
      'code',
    ]);
    expect(xml).toContain('>a&amp;b<');
    expect(xml).toContain('<code xmlns="">0401</code>');
  });
});
