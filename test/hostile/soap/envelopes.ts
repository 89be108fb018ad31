/** Envelopes that are none, say two things at once, or are too much. */
import { repeated } from '../hostile-case.js';
import {
  actionOf,
  call11,
  call12,
  createFile,
  DMS,
  envelope,
  filed,
  sender,
  SOAP_11,
  SOAP_12,
  soapXml,
  type Bytes,
  type SoapCase,
  type SoapExpectation,
  type SoapTarget,
} from './soap-case.js';

/** SOAP 1.1, with whatever body the request has. */
const old = (name: string, expect: SoapExpectation, body: (target: SoapTarget) => Bytes): SoapCase => ({
  name,
  expect,
  post: (target) => call11(body(target)),
});
/** SOAP 1.2. */
const fresh = (name: string, expect: SoapExpectation, body: (target: SoapTarget) => Bytes): SoapCase => ({
  name,
  expect,
  post: (target) => call12(body(target)),
});

const good11 = (target: SoapTarget): string => envelope(createFile(target.subject));
const good12 = (target: SoapTarget): string => envelope(createFile(target.subject), { namespace: SOAP_12 });
const body11 = (inner: string): string => `<s:Body xmlns:s="${SOAP_11}">${inner}</s:Body>`;
const whole11 = (inner: string): string => `<s:Envelope xmlns:s="${SOAP_11}">${inner}</s:Envelope>`;

export const envelopeForms: readonly SoapCase[] = [
  old('nothing', sender(), () => ''),
  old('white space', sender(), () => ' \r\n\t '),
  old('text', sender(), () => 'Sehr geehrte Damen und Herren'),
  old('JSON', sender(), () => '{"userlogin":"test"}'),
  old('XML that ends too early', sender(), (target) => good11(target).slice(0, -20)),
  old('two documents', sender(), (target) => good11(target) + good11(target)),
  old('the message without an envelope', sender(500, 'soap.envelope-malformed'), () => createFile('x')),
  old('an envelope of no namespace', { fault: 'VersionMismatch', status: 500 }, () => '<Envelope><Body/></Envelope>'),
  old('an envelope of a namespace that never was', { fault: 'VersionMismatch', status: 500 }, (target) =>
    envelope(createFile(target.subject), { namespace: 'http://www.w3.org/2001/12/soap-envelope' }),
  ),
  {
    name: 'SOAP 1.2 in the media type of 1.1',
    // The fault is of the version that the head says.
    expect: sender(500, 'soap.version-mixed'),
    post: (target) => call11(good12(target)),
  },
  {
    name: 'SOAP 1.1 in the media type of 1.2',
    expect: sender(400, 'soap.version-mixed'),
    post: (target) => call12(good11(target)),
  },
  old('no Body', sender(500, 'soap.envelope-malformed'), () => whole11('')),
  old('a Header alone', sender(500, 'soap.envelope-malformed'), () => whole11(`<s:Header/>`)),
  old('two Bodies', sender(500, 'soap.envelope-malformed'), () =>
    whole11(body11(createFile('a')) + body11(createFile('b'))),
  ),
  old('two Headers', sender(500, 'soap.envelope-malformed'), () =>
    whole11(`<s:Header/><s:Header/>${body11(createFile('a'))}`),
  ),
  old('a Header behind the Body', sender(500, 'soap.envelope-malformed'), () =>
    whole11(`${body11(createFile('a'))}<s:Header/>`),
  ),
  old('a Body of the other version', sender(), () =>
    whole11(`<t:Body xmlns:t="${SOAP_12}">${createFile('a')}</t:Body>`),
  ),
  fresh(
    'something behind the Body',
    sender(400),
    () => `<s:Envelope xmlns:s="${SOAP_12}"><s:Body>${createFile('a')}</s:Body><x xmlns="urn:x"/></s:Envelope>`,
  ),
  old('two messages in a Body', sender(500, 'soap.envelope-malformed'), () =>
    envelope(createFile('a') + createFile('b')),
  ),
  old('an empty Body', sender(), () => envelope('')),
  old('text in the Body', sender(500, 'soap.envelope-malformed'), () => envelope('create a file')),
  old('text beside the message', sender(500, 'soap.envelope-malformed'), () => envelope(`please${createFile('a')}`)),
  old('a message nobody knows', sender(500, 'soap.operation-unknown'), () =>
    envelope(`<d:DropTables xmlns:d="${DMS}"/>`),
  ),
  old('a message of another namespace', sender(500, 'soap.operation-unknown'), () =>
    envelope(createFile('a').replaceAll(DMS, 'urn:other')),
  ),
  old('an answer instead of a question', sender(500, 'soap.operation-unknown'), () =>
    envelope(`<d:CreateFileGIResponse xmlns:d="${DMS}"><d:status>0</d:status></d:CreateFileGIResponse>`),
  ),
  old('a fault instead of a question', sender(500, 'soap.operation-unknown'), () =>
    envelope('<s:Fault><faultcode>s:Server</faultcode><faultstring>x</faultstring></s:Fault>'),
  ),
  old('a message that its schema forbids', sender(500, 'soap.message-invalid'), () =>
    envelope(createFile('a', '<d:bold>true</d:bold>')),
  ),
  old('a message without what its schema wants', sender(500, 'soap.message-invalid'), () =>
    envelope(`<d:CreateFileGI xmlns:d="${DMS}"><d:apentry>632.6</d:apentry></d:CreateFileGI>`),
  ),
  old('a date that is none', sender(500, 'soap.message-invalid'), () =>
    envelope(createFile('a', '<d:fileruntimefrom>yesterday</d:fileruntimefrom>')),
  ),
  old('a schema location of its own, which nobody opens', filed, ({ subject, trap }) =>
    envelope(createFile(subject)).replace(
      '<d:CreateFileGI ',
      `<d:CreateFileGI xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="${DMS} ${trap}/x.xsd" `,
    ),
  ),
  old('a type of its own', sender(500, 'soap.message-invalid'), () =>
    envelope(createFile('a')).replace(
      '<d:userlogin>',
      '<d:userlogin xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="d:ArrayOfstring">',
    ),
  ),
];

const understood = (value: string, extra = ''): string =>
  `<x:Tx xmlns:x="urn:transaction" s:mustUnderstand="${value}"${extra}>5</x:Tx>`;

export const envelopeHeaders: readonly SoapCase[] = [
  old('a header that has to be understood, and is not', { fault: 'MustUnderstand', status: 500 }, (target) =>
    envelope(createFile(target.subject), { header: understood('1') }),
  ),
  fresh('the same in 1.2', { fault: 'MustUnderstand', status: 500 }, (target) =>
    envelope(createFile(target.subject), { namespace: SOAP_12, header: understood('true') }),
  ),
  fresh('one that need not be understood', filed, (target) =>
    envelope(createFile(target.subject), { namespace: SOAP_12, header: understood('false') }),
  ),
  old('one for somebody else on the way', filed, (target) =>
    envelope(createFile(target.subject), { header: understood('1', ' s:actor="urn:somebody:else"') }),
  ),
  fresh('a demand that is neither true nor false', sender(400), (target) =>
    envelope(createFile(target.subject), { namespace: SOAP_12, header: understood('maybe') }),
  ),
  old('10,000 headers, which nobody has to understand', filed, ({ subject }) =>
    envelope(createFile(subject), { header: '<h xmlns="urn:h"/>'.repeat(10_000) }),
  ),
  old('200 MB of header', sender(500, 'soap.envelope-too-large'), () =>
    repeated(`<s:Envelope xmlns:s="${SOAP_11}"><s:Header><h xmlns="urn:h">`, 'x'.repeat(1_000), 200_000, '</h>'),
  ),
  old('200 MB in front of the envelope', sender(500, 'soap.envelope-too-large'), () =>
    repeated('', ' '.repeat(1_000), 200_000, '<x/>'),
  ),
  old('a comment of 200 MB', sender(500, 'soap.envelope-too-large'), () =>
    repeated('<!--', 'x'.repeat(1_000), 200_000, '-->'),
  ),
  old('elements in elements, 10,000 deep', sender(500, 'xml.depth'), () =>
    envelope(`${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`),
  ),
  old('elements in elements without an end', sender(), () =>
    repeated(`<s:Envelope xmlns:s="${SOAP_11}"><s:Body>`, '<a>'.repeat(300), 200_000, ''),
  ),
  old('100,000 attributes', sender(500, 'xml.attributes'), () =>
    envelope(`<a ${Array.from({ length: 100_000 }, (_, n) => `a${n}=""`).join(' ')}/>`),
  ),
  old('100,000 namespaces', sender(), () =>
    envelope(`<a ${Array.from({ length: 100_000 }, (_, n) => `xmlns:a${n}="urn:${n}"`).join(' ')}/>`),
  ),
  old('a million elements', sender(500, 'xml.elements'), () =>
    repeated(`<s:Envelope xmlns:s="${SOAP_11}"><s:Body><b>`, '<a/>'.repeat(100), 10_000, '</b></s:Body></s:Envelope>'),
  ),
  old('a subject of 5 MB, which is within the limits', filed, () =>
    repeated(
      envelope(createFile('|')).split('|')[0]!,
      'x'.repeat(1_000),
      5_000,
      envelope(createFile('|')).split('|')[1]!,
    ),
  ),
];

export const envelopeEncodings: readonly SoapCase[] = [
  {
    name: 'UTF-16 with a byte order mark',
    expect: filed,
    post: (target) => {
      const text = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${good11(target)}`;
      return call11(Buffer.from(text, 'utf16le'), { 'content-type': 'text/xml; charset=utf-16' });
    },
  },
  {
    name: 'ISO-8859-1',
    expect: sender(),
    post: (target) =>
      call11(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${good11(target)}`, 'latin1'), {
        'content-type': 'text/xml; charset=iso-8859-1',
      }),
  },
  {
    // Of two encodings that are taken, the bytes say which it is.
    name: 'a head that says another encoding than the XML',
    expect: filed,
    post: (target) =>
      call11(`<?xml version="1.0" encoding="UTF-8"?>${good11(target)}`, { 'content-type': 'text/xml; charset=utf-16' }),
  },
  old('bytes that are no UTF-8', sender(), () => Buffer.from(envelope(createFile('Gr\xf6\xdfe')), 'latin1')),
  old('UTF-7, where markup hides', sender(), () => `<?xml version="1.0" encoding="UTF-7"?>+ADw-a/+AD4-`),
  old('an encoding nobody knows', sender(), (target) => `<?xml version="1.0" encoding="x-secret"?>${good11(target)}`),
  old('a character that XML does not have', sender(), () => envelope(createFile('a\u0001b'))),
  old('the same as a reference', sender(), () => envelope(createFile('a&#1;b'))),
  old('half a pair of surrogates as a reference', sender(), () => envelope(createFile('a&#xD800;b'))),
  old('XML 1.1', filed, (target) => `<?xml version="1.1"?>${good11(target)}`),
  {
    name: 'a media type that is none of SOAP',
    expect: sender(),
    post: (target) => call11(good11(target), { 'content-type': 'application/octet-stream' }),
  },
  {
    name: 'no media type',
    expect: sender(),
    post: (target) => call11(good11(target), { 'content-type': undefined }),
  },
  {
    name: 'a body that is packed',
    expect: sender(),
    post: (target) => call11(good11(target), { 'content-encoding': 'gzip' }),
  },
];

const doctype = (declared: string, subject: string): string =>
  `<?xml version="1.0"?><!DOCTYPE s:Envelope [${declared}]>${envelope(createFile(subject))}`;
const bomb = Array.from(
  { length: 10 },
  (_, n) => `<!ENTITY e${n} "${n === 0 ? 'ha' : `&e${n - 1};`.repeat(10)}">`,
).join('');

export const envelopeEntities: readonly SoapCase[] = [
  old('a document type', sender(500, 'xml.doctype'), (target) => `<!DOCTYPE s:Envelope>${good11(target)}`),
  old('an entity that is a file of the hub', sender(500, 'xml.doctype'), () =>
    doctype('<!ENTITY f SYSTEM "file:///etc/passwd">', '&f;'),
  ),
  old('an entity of somebody else', sender(500, 'xml.doctype'), ({ trap }) =>
    doctype(`<!ENTITY f SYSTEM "${trap}/f">`, '&f;'),
  ),
  old(
    'a document type of somebody else',
    sender(500, 'xml.doctype'),
    ({ trap, subject }) => `<!DOCTYPE s:Envelope SYSTEM "${trap}/soap.dtd">${envelope(createFile(subject))}`,
  ),
  old('a parameter entity of somebody else', sender(500, 'xml.doctype'), ({ trap }) =>
    doctype(`<!ENTITY % p SYSTEM "${trap}/p">%p;`, 'a'),
  ),
  old('entities in entities', sender(500, 'xml.doctype'), () => doctype(bomb, '&e9;')),
  old('one large entity, ten thousand times', sender(500, 'xml.doctype'), () =>
    doctype(`<!ENTITY e "${'x'.repeat(10_000)}">`, '&e;'.repeat(10_000)),
  ),
  old('an attribute by default that makes a message understood', sender(500, 'xml.doctype'), () =>
    doctype('<!ATTLIST s:Body Id ID #FIXED "signed">', 'a'),
  ),
  old('an entity that is not declared', sender(), () => envelope(createFile('&nbsp;'))),
  old('an XInclude of a file', sender(), () =>
    envelope(
      createFile('<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    ),
  ),
  old(
    'a style sheet of somebody else, which nobody opens',
    filed,
    ({ trap, subject }) => `<?xml-stylesheet href="${trap}/x.xsl" type="text/xsl"?>${envelope(createFile(subject))}`,
  ),
  old('markup that is text', filed, ({ subject }) => envelope(createFile(`<![CDATA[<b>${subject}</b> & ]]>`))),
];

const action = (name: string, expect: SoapExpectation, soapaction: string | undefined): SoapCase => ({
  name,
  expect,
  post: (target) => call11(good11(target), { soapaction }),
});

export const actions: readonly SoapCase[] = [
  action('an action of another message', sender(500, 'soap.action-mismatch'), `"${actionOf('DepositObjectGI')}"`),
  action('an action nobody knows', sender(500, 'soap.action-mismatch'), '"urn:drop"'),
  action(
    'an action with another beside it',
    sender(500, 'soap.action-mismatch'),
    `"${actionOf('CreateFileGI')}", "urn:other"`,
  ),
  action('an action of 10,000 characters', sender(), `"${'a'.repeat(10_000)}"`),
  action('an action without quotes', filed, actionOf('CreateFileGI')),
  action('an empty action, which says nothing', filed, '""'),
  {
    name: 'SOAP 1.2 with the action of another message',
    expect: sender(400),
    post: (target) => call12(good12(target), { 'content-type': soapXml('DepositObjectGI') }),
  },
  {
    name: 'SOAP 1.2 with an action in the head of 1.1, which says nothing there',
    expect: filed,
    post: (target) => call12(good12(target), { soapaction: `"${actionOf('DepositObjectGI')}"` }),
  },
  {
    name: 'two heads that name actions',
    expect: sender(),
    post: (target) => call11(good11(target), { soapaction: '"urn:a"\r\nSOAPAction: "urn:b"' }),
  },
];
