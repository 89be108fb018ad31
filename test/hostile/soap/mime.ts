/** MIME around an envelope: parts that are missing, twice, led to twice or nowhere, or too much. */
import { repeated } from '../hostile-case.js';
import {
  actionOf,
  createDocument,
  envelope,
  filed,
  include,
  refused12,
  sender,
  SOAP_12,
  type Bytes,
  type Post,
  type SoapCase,
  type SoapExpectation,
  type SoapTarget,
} from './soap-case.js';

const ACTION = actionOf('CreateIncomingGI');
const XOP_TYPE = `application/xop+xml; charset=UTF-8; type="application/soap+xml"`;

interface Form {
  readonly boundary?: string;
  readonly type?: string;
}

const head = ({ boundary = 'edge', type }: Form = {}): string =>
  type ??
  `multipart/related; boundary="${boundary}"; type="application/xop+xml"; start="<root>"; start-info="application/soap+xml"; action="${ACTION}"`;

const part = (fields: readonly string[], content: string): string =>
  `--edge\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${content}\r\n`;
const rootPart = (body: string, fields = [`Content-Type: ${XOP_TYPE}`, 'Content-ID: <root>']): string =>
  part(fields, envelope(body, { namespace: SOAP_12 }));
const file = (id: string, content = `content of ${id}`, ...more: readonly string[]): string =>
  part(['Content-Type: application/octet-stream', `Content-ID: <${id}>`, ...more], content);
const end = '--edge--\r\n';

const mtom = (
  name: string,
  expect: SoapExpectation,
  body: (target: SoapTarget) => Bytes,
  form: Form = {},
): SoapCase => ({
  name,
  expect,
  post: (target): Post => ({ headers: { 'content-type': head(form) }, body: body(target) }),
});

const leading = (target: SoapTarget, subject: string, ...ids: readonly string[]): string =>
  rootPart(createDocument(target, subject, ...ids.map((id) => include(`cid:${id}`))));
const bad = sender(400);

export const mimeLeads: readonly SoapCase[] = [
  mtom('one part, led to', filed, (target) => leading(target, target.subject, 'a') + file('a') + end),
  mtom(
    'a part that is named with escapes',
    filed,
    (target) => rootPart(createDocument(target, target.subject, include('cid:a%40b'))) + file('a@b') + end,
  ),
  mtom('a part that nobody sent', bad, (target) => leading(target, 'x', 'a') + end),
  mtom('another part than the one that was sent', bad, (target) => leading(target, 'x', 'b') + file('a') + end),
  mtom('one part, led to twice', bad, (target) => leading(target, 'x', 'a', 'a') + file('a') + end),
  mtom('two parts of one name', bad, (target) => leading(target, 'x', 'a') + file('a', 'one') + file('a', 'two') + end),
  mtom(
    'a part that nobody leads to, which stays beside the message',
    filed,
    (target) => leading(target, target.subject, 'a') + file('a') + file('b') + end,
  ),
  mtom('the envelope itself', bad, (target) => leading(target, 'x', 'root') + end),
  mtom('a page of the web', bad, (target) => rootPart(createDocument(target, 'x', include(`${target.trap}/x`))) + end),
  mtom(
    'a file of the hub',
    bad,
    (target) => rootPart(createDocument(target, 'x', include('file:///etc/passwd'))) + end,
  ),
  mtom('nothing', bad, (target) => rootPart(createDocument(target, 'x', include(''))) + file('a') + end),
  mtom('a path', bad, (target) => leading(target, 'x', '../../etc/passwd') + file('a') + end),
  mtom(
    'a part whose name is a path, which names nothing',
    filed,
    (target) => leading(target, target.subject, '../../etc/passwd') + file('../../etc/passwd') + end,
  ),
  mtom(
    'a part and base64 beside it',
    bad,
    (target) => rootPart(createDocument(target, 'x', `AAAA${include('cid:a')}`)) + file('a') + end,
  ),
  mtom(
    'two parts for one content',
    bad,
    (target) =>
      rootPart(createDocument(target, 'x', include('cid:a') + include('cid:b'))) + file('a') + file('b') + end,
  ),
  mtom(
    'a part where a text should be, which stays a part',
    filed,
    (target) => rootPart(createDocument(target, include('cid:b'), include('cid:a'))) + file('a') + file('b') + end,
  ),
  mtom(
    'a part within a part, which is content',
    filed,
    (target) => leading(target, target.subject, 'a') + file('a', include('cid:a')) + file('b') + end,
  ),
  {
    name: 'an Include where there are no parts',
    expect: bad,
    post: (target) => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: envelope(createDocument(target, 'x', include('cid:a')), { namespace: SOAP_12 }),
    }),
  },
  {
    name: 'base64 that is none',
    expect: bad,
    post: (target) => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: envelope(createDocument(target, 'x', 'no base64!'), { namespace: SOAP_12 }),
    }),
  },
  {
    name: 'base64 of 200 MB',
    expect: bad,
    post: (target) => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: repeated(
        envelope(createDocument(target, 'x', '|'), { namespace: SOAP_12 }).split('|')[0]!,
        'QUJD'.repeat(250),
        200_000,
        '',
      ),
    }),
  },
];

export const mimeForms: readonly SoapCase[] = [
  mtom('nothing', bad, () => ''),
  mtom('the end alone', bad, () => end),
  mtom('no boundary in the head', bad, (target) => leading(target, target.subject, 'a') + file('a') + end, {
    type: 'multipart/related; type="application/xop+xml"; start-info="application/soap+xml"',
  }),
  mtom('another boundary than it says', bad, (target) => leading(target, target.subject, 'a') + file('a') + end, {
    boundary: 'other',
  }),
  mtom('a boundary of 10,000 characters', bad, (target) => leading(target, target.subject, 'a') + file('a') + end, {
    boundary: 'e'.repeat(10_000),
  }),
  mtom('a boundary with a line in it', bad, (target) => leading(target, target.subject, 'a') + file('a') + end, {
    type: 'multipart/related; boundary="a b\tc "; type="application/xop+xml"; start-info="application/soap+xml"',
  }),
  mtom('another first part than it says', bad, (target) => leading(target, target.subject, 'a') + file('a') + end, {
    type: head().replace('<root>', '<elsewhere>'),
  }),
  mtom('an envelope behind its parts', bad, (target) => file('a') + leading(target, target.subject, 'a') + end),
  mtom(
    'two envelopes of one name',
    bad,
    (target) => leading(target, target.subject, 'a') + leading(target, target.subject, 'a') + file('a') + end,
  ),
  mtom(
    'an envelope of another type',
    bad,
    (target) =>
      rootPart(createDocument(target, target.subject, include('cid:a')), [
        'Content-Type: text/plain',
        'Content-ID: <root>',
      ]) +
      file('a') +
      end,
  ),
  mtom(
    'a form of a web page',
    sender(500, 'soap.content-type'),
    (target) => leading(target, target.subject, 'a') + end,
    {
      type: 'multipart/form-data; boundary=edge',
    },
  ),
  mtom(
    'a form in a form, which stays closed',
    filed,
    (target) =>
      leading(target, target.subject, 'a') +
      part(['Content-Type: multipart/mixed; boundary=inner', 'Content-ID: <a>'], '--inner\r\n\r\nx\r\n--inner--') +
      file('b') +
      end,
  ),
  mtom('an end within the envelope', bad, (target) => leading(target, target.subject, 'a').slice(0, -40)),
  mtom('an end within a part', bad, (target) => leading(target, target.subject, 'a') + file('a').slice(0, -8)),
  mtom(
    'an end within the head of a part',
    bad,
    (target) => `${leading(target, target.subject, 'a')}--edge\r\nContent-Ty`,
  ),
  mtom('no boundary at the end', bad, (target) => leading(target, target.subject, 'a') + file('a')),
  mtom(
    'a part without a name',
    bad,
    (target) => leading(target, target.subject, 'a') + part(['Content-Type: text/plain'], 'x') + file('a') + end,
  ),
  mtom(
    'a part without a head',
    bad,
    (target) => `${leading(target, target.subject, 'a')}--edge\r\n\r\nx\r\n${file('a')}${end}`,
  ),
  mtom(
    'two names for a part',
    bad,
    (target) => leading(target, target.subject, 'a') + file('a', 'x', 'Content-ID: <b>') + end,
  ),
  mtom(
    'a line of a head that goes on',
    bad,
    (target) =>
      leading(target, target.subject, 'a') +
      part(['Content-Type: text/plain', 'Content-ID:', ' <a>', 'no field'], 'x') +
      end,
  ),
  mtom(
    'a head of 100,000 bytes',
    bad,
    (target) => leading(target, target.subject, 'a') + file('a', 'x', `X-Long: ${'x'.repeat(100_000)}`) + end,
  ),
  mtom(
    'a head of 10,000 lines',
    bad,
    (target) =>
      leading(target, target.subject, 'a') + file('a', 'x', ...Array.from({ length: 10_000 }, () => 'X-Many: x')) + end,
  ),
  mtom(
    'an encoding of a part that nobody knows',
    bad,
    (target) => leading(target, target.subject, 'a') + file('a', 'x', 'Content-Transfer-Encoding: x-secret') + end,
  ),
  mtom('a million parts', bad, (target) =>
    repeated(leading(target, target.subject, 'a') + file('a'), file('z', ''), 1_000_000, end),
  ),
  mtom('200 MB behind the end', bad, (target) =>
    repeated(leading(target, target.subject, 'a') + file('a').slice(0, -2), '\r\n--edg'.repeat(100), 300_000, ''),
  ),
  mtom('200 MB in front of the first part', bad, () => repeated('', 'x'.repeat(1_000), 200_000, `\r\n${end}`)),
  mtom('an envelope of 200 MB', refused12('soap.envelope-too-large'), () =>
    repeated(rootPart('|').split('|')[0]!, 'x'.repeat(1_000), 200_000, ''),
  ),
  mtom('a part of 100 MB, which passes by without memory', filed, (target) =>
    repeated(
      leading(target, target.subject, 'a') + file('a', '|').split('|')[0]!,
      'x'.repeat(1_000),
      100_000,
      `\r\n${end}`,
    ),
  ),
  {
    name: 'a sender that goes away within a part',
    expect: { gone: true },
    post: (target) => ({
      headers: { 'content-type': head() },
      body: leading(target, target.subject, 'a') + file('a').slice(0, -8),
      contentLength: 1_000_000,
      ending: 'reset',
    }),
  },
  {
    name: 'a sender that falls silent within a part',
    expect: refused12('request.too-slow'),
    post: (target) => ({
      headers: { 'content-type': head() },
      body: leading(target, target.subject, 'a') + file('a').slice(0, -8),
      contentLength: 1_000_000,
    }),
  },
];
