/** MIME around an envelope: parts that are missing, twice, led to twice or nowhere, or too much. */
import { repeated } from '../hostile-case.js';
import {
  actionOf,
  createDocument,
  envelope,
  filed,
  include,
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

const leading = (subject: string, ...ids: readonly string[]): string =>
  rootPart(createDocument(subject, ...ids.map((id) => include(`cid:${id}`))));
const bad = sender(400);

export const mimeLeads: readonly SoapCase[] = [
  mtom('one part, led to', filed, ({ subject }) => leading(subject, 'a') + file('a') + end),
  mtom('a part that is named with escapes', filed, ({ subject }) =>
    rootPart(createDocument(subject, include('cid:a%40b'))) + file('a@b') + end,
  ),
  mtom('a part that nobody sent', bad, () => leading('x', 'a') + end),
  mtom('another part than the one that was sent', bad, () => leading('x', 'b') + file('a') + end),
  mtom('one part, led to twice', bad, () => leading('x', 'a', 'a') + file('a') + end),
  mtom('two parts of one name', bad, () => leading('x', 'a') + file('a', 'one') + file('a', 'two') + end),
  mtom('a part that nobody leads to', bad, () => leading('x', 'a') + file('a') + file('b') + end),
  mtom('the envelope itself', bad, () => leading('x', 'root') + end),
  mtom('a page of the web', bad, ({ trap }) => rootPart(createDocument('x', include(`${trap}/x`))) + end),
  mtom('a file of the hub', bad, () => rootPart(createDocument('x', include('file:///etc/passwd'))) + end),
  mtom('nothing', bad, () => rootPart(createDocument('x', include(''))) + file('a') + end),
  mtom('a path', bad, () => leading('x', '../../etc/passwd') + file('a') + end),
  mtom('a part whose name is a path, which names nothing', filed, ({ subject }) =>
    leading(subject, '../../etc/passwd') + file('../../etc/passwd') + end,
  ),
  mtom('a part and base64 beside it', bad, () =>
    rootPart(createDocument('x', `AAAA${include('cid:a')}`)) + file('a') + end,
  ),
  mtom('two parts for one content', bad, () =>
    rootPart(createDocument('x', include('cid:a') + include('cid:b'))) + file('a') + file('b') + end,
  ),
  mtom('a part where a text should be', bad, () =>
    rootPart(createDocument(include('cid:b'), include('cid:a'))) + file('a') + file('b') + end,
  ),
  mtom('a part within a part', bad, () => leading('x', 'a') + file('a', include('cid:a')) + file('b') + end),
  {
    name: 'an Include where there are no parts',
    expect: bad,
    post: () => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: envelope(createDocument('x', include('cid:a')), { namespace: SOAP_12 }),
    }),
  },
  {
    name: 'base64 that is none',
    expect: bad,
    post: () => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: envelope(createDocument('x', 'no base64!'), { namespace: SOAP_12 }),
    }),
  },
  {
    name: 'base64 of 200 MB',
    expect: { fault: 'Sender', status: 413 },
    post: () => ({
      headers: { 'content-type': `application/soap+xml; action="${ACTION}"` },
      body: repeated(
        envelope(createDocument('x', '|'), { namespace: SOAP_12 }).split('|')[0]!,
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
  mtom('no boundary in the head', bad, ({ subject }) => leading(subject, 'a') + file('a') + end, {
    type: 'multipart/related; type="application/xop+xml"',
  }),
  mtom('another boundary than it says', bad, ({ subject }) => leading(subject, 'a') + file('a') + end, {
    boundary: 'other',
  }),
  mtom('a boundary of 10,000 characters', bad, ({ subject }) => leading(subject, 'a') + file('a') + end, {
    boundary: 'e'.repeat(10_000),
  }),
  mtom('a boundary with a line in it', bad, ({ subject }) => leading(subject, 'a') + file('a') + end, {
    type: 'multipart/related; boundary="a b\tc "; type="application/xop+xml"',
  }),
  mtom('another first part than it says', bad, ({ subject }) => leading(subject, 'a') + file('a') + end, {
    type: head().replace('<root>', '<elsewhere>'),
  }),
  mtom('an envelope behind its parts', bad, ({ subject }) => file('a') + leading(subject, 'a') + end),
  mtom('two envelopes', bad, ({ subject }) => leading(subject, 'a') + leading(subject, 'a') + file('a') + end),
  mtom('an envelope of another type', bad, ({ subject }) =>
    rootPart(createDocument(subject, include('cid:a')), ['Content-Type: text/plain', 'Content-ID: <root>']) +
    file('a') +
    end,
  ),
  mtom('a form of a web page', { fault: 'Sender', status: 415 }, ({ subject }) => leading(subject, 'a') + end, {
    type: 'multipart/form-data; boundary=edge',
  }),
  mtom('a form in a form', bad, ({ subject }) =>
    leading(subject, 'a') +
    part(['Content-Type: multipart/mixed; boundary=inner', 'Content-ID: <a>'], '--inner\r\n\r\nx\r\n--inner--') +
    file('b') +
    end,
  ),
  mtom('an end within the envelope', bad, ({ subject }) => leading(subject, 'a').slice(0, -40)),
  mtom('an end within a part', bad, ({ subject }) => leading(subject, 'a') + file('a').slice(0, -8)),
  mtom('an end within the head of a part', bad, ({ subject }) => `${leading(subject, 'a')}--edge\r\nContent-Ty`),
  mtom('no boundary at the end', bad, ({ subject }) => leading(subject, 'a') + file('a')),
  mtom('a part without a name', bad, ({ subject }) =>
    leading(subject, 'a') + part(['Content-Type: text/plain'], 'x') + file('a') + end,
  ),
  mtom('a part without a head', bad, ({ subject }) => `${leading(subject, 'a')}--edge\r\n\r\nx\r\n${file('a')}${end}`),
  mtom('two names for a part', bad, ({ subject }) =>
    leading(subject, 'a') + file('a', 'x', 'Content-ID: <b>') + end,
  ),
  mtom('a line of a head that goes on', bad, ({ subject }) =>
    leading(subject, 'a') + part(['Content-Type: text/plain', 'Content-ID:', ' <a>', 'no field'], 'x') + end,
  ),
  mtom('a head of 100,000 bytes', bad, ({ subject }) =>
    leading(subject, 'a') + file('a', 'x', `X-Long: ${'x'.repeat(100_000)}`) + end,
  ),
  mtom('a head of 10,000 lines', bad, ({ subject }) =>
    leading(subject, 'a') + file('a', 'x', ...Array.from({ length: 10_000 }, () => 'X-Many: x')) + end,
  ),
  mtom('an encoding of a part that nobody knows', bad, ({ subject }) =>
    leading(subject, 'a') + file('a', 'x', 'Content-Transfer-Encoding: x-secret') + end,
  ),
  mtom('a million parts', bad, ({ subject }) => repeated(leading(subject, 'a') + file('a'), file('z', ''), 1_000_000, end)),
  mtom('200 MB behind the end', bad, ({ subject }) =>
    repeated(leading(subject, 'a') + file('a').slice(0, -2), '\r\n--edg'.repeat(100), 300_000, ''),
  ),
  mtom('200 MB in front of the first part', bad, () => repeated('', 'x'.repeat(1_000), 200_000, `\r\n${end}`)),
  mtom('an envelope of 200 MB', sender(413), () =>
    repeated(rootPart('|').split('|')[0]!, 'x'.repeat(1_000), 200_000, ''),
  ),
  mtom('a part of 100 MB, which passes by without memory', filed, ({ subject }) =>
    repeated(leading(subject, 'a') + file('a', '|').split('|')[0]!, 'x'.repeat(1_000), 100_000, `\r\n${end}`),
  ),
  {
    name: 'a sender that goes away within a part',
    expect: { gone: true },
    post: ({ subject }) => ({
      headers: { 'content-type': head() },
      body: leading(subject, 'a') + file('a').slice(0, -8),
      contentLength: 1_000_000,
      ending: 'reset',
    }),
  },
  {
    name: 'a sender that falls silent within a part',
    expect: { fault: 'Sender', status: 408 },
    post: ({ subject }) => ({
      headers: { 'content-type': head() },
      body: leading(subject, 'a') + file('a').slice(0, -8),
      contentLength: 1_000_000,
    }),
  },
];
