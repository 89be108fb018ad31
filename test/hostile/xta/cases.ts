/** Who sends what in whose name, and what is asked of mailboxes and reports that belong to somebody else. */
import { invoice } from '../../invoice.js';
import { include, SOAP_11, WSA } from '../soap/soap-case.js';
import {
  attachment,
  call,
  closing,
  container,
  idOf,
  message,
  messageIdBody,
  metadata,
  mtom,
  next,
  part,
  party,
  selector,
  send,
  wsaHeaders,
  XML_PART,
  XTA,
  type CallOptions,
  type Operation,
  type XtaCase,
  type XtaExpectation,
  type XtaPost,
  type XtaTarget,
} from './xta-request.js';

const xta = (
  name: string,
  expect: XtaExpectation,
  posts: (target: XtaTarget) => XtaPost | readonly XtaPost[],
): XtaCase => ({
  name,
  expect,
  posts: (target) => {
    const made = posts(target);
    return Array.isArray(made) ? (made as readonly XtaPost[]) : [made as XtaPost];
  },
});
/** Asked by the author. */
const ask = (target: XtaTarget, operation: Operation, body: string, options: CallOptions = {}): XtaPost =>
  call(operation, party('Author', target.parties.author), body, options);
const byReader = (target: XtaTarget, operation: Operation, body: string): XtaPost =>
  call(operation, party('Author', target.parties.reader), body, { authorization: target.authorizations.reader });
const byForeign = (target: XtaTarget, operation: Operation, body: string): XtaPost =>
  call(operation, party('Author', target.parties.foreign), body, { authorization: target.authorizations.foreign });

const invalid = (code?: string): XtaExpectation => ({
  exception: 'ParameterIsNotValidException',
  ...(code && { code }),
});
const denied = (code?: string): XtaExpectation => ({ exception: 'PermissionDeniedException', ...(code && { code }) });
/** The request is not what the schema of XTA wants. */
const violation = invalid('9022');
/** What is sent with it is not what it says. */
const notTheSchema: XtaExpectation = { exception: 'MessageSchemaViolationException', code: '9050' };
const nobody = denied('9012');
const unknownId: XtaExpectation = { exception: 'InvalidMessageIDException', code: '9070' };
const senderFault: XtaExpectation = { fault: 'Sender', status: 400 };
const sent: XtaExpectation = { answered: /Body/, filed: 1 };
const ID = '00000000-0000-4000-8000-000000000000';

export const xtaForms: readonly XtaCase[] = [
  xta('a message as it should be', sent, (target) => send(target)),
  xta('SOAP 1.1', { fault: 'VersionMismatch', status: 500 }, (target) => {
    const post = send(target, { namespace: SOAP_11 });
    return { ...post, headers: { 'content-type': 'text/xml', soapaction: '"http://www.xta.de/XTA/SendMessage"' } };
  }),
  xta('no action in the head', senderFault, (target) => send(target, { action: undefined })),
  xta('an action of another operation', senderFault, (target) =>
    send(target, { action: 'http://www.xta.de/XTA/CheckAccountActive' }),
  ),
  xta('an action that differs in one letter', senderFault, (target) =>
    send(target, { action: 'http://www.xta.de/XTA/sendMessage' }),
  ),
  xta('another action in the addresses than in the head', senderFault, (target) =>
    send(target, { addressing: wsaHeaders('http://www.xta.de/XTA/CancelMessage', 'urn:a') }),
  ),
  xta('no addresses', senderFault, (target) => send(target, { addressing: '' })),
  xta('an answer to somebody else', senderFault, (target) => {
    const action = 'http://www.xta.de/XTA/SendMessage';
    const addressing = wsaHeaders(action, 'urn:a').replace(`${WSA}/anonymous`, target.trap);
    return send(target, { addressing });
  }),
  xta('an operation at another port', senderFault, (target) => ({ ...send(target), port: 'management' })),
  xta('an empty Body where there should be a message', violation, (target) => send(target, { body: '' })),
  xta('a message where Body should be empty', senderFault, (target) =>
    ask(target, 'createMessageId', container(message('x'))),
  ),
  xta('an entity that is a file of the hub', senderFault, (target) => {
    const post = send(target);
    const text = String(post.body).replace('urn:fachwerk:test:service', '&f;');
    return { ...post, body: `<!DOCTYPE s:Envelope [<!ENTITY f SYSTEM "file:///etc/passwd">]>${text}` };
  }),
  xta('no metadata', invalid('9020'), (target) => call('sendMessage', '', container(message(target.subject)))),
  xta('metadata twice', violation, (target) => {
    const { parties } = target;
    const facts = metadata({ author: parties.author, reader: parties.city, messageId: idOf(target) });
    return call('sendMessage', facts + facts, container(message(target.subject)));
  }),
  xta('metadata that its schema forbids', violation, (target) =>
    send(target, { delivery: '<m:Origin>yesterday</m:Origin>' }),
  ),
  xta('a message without a content type', violation, (target) =>
    send(target, { body: container(message(target.subject, 'filename="invoice.xml"')) }),
  ),
  xta('a container without a message', violation, (target) => send(target, { body: container(attachment('a.txt')) })),
  xta('two messages in a container', violation, (target) =>
    send(target, { body: container(message('a'), message('b')) }),
  ),
  xta('content that is no base64', violation, (target) =>
    send(target, { body: container(part('Message', 'no base64!', XML_PART)) }),
  ),
  xta('encrypted content, which nobody here can open', violation, (target) =>
    send(target, {
      body: `<x:GenericContentContainer xmlns:x="${XTA}"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherData><e:CipherValue>AAAA</e:CipherValue></e:CipherData></e:EncryptedData></x:GenericContentContainer>`,
    }),
  ),
  xta('a message that is not well-formed', notTheSchema, (target) =>
    send(target, { body: container(part('Message', Buffer.from('<a><b></a>').toString('base64'), XML_PART)) }),
  ),
  xta('a message with a document type', notTheSchema, (target) =>
    send(target, {
      body: container(
        part(
          'Message',
          Buffer.from('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>').toString('base64'),
          XML_PART,
        ),
      ),
    }),
  ),
  xta('a program that says it is a PDF', invalid(), (target) =>
    send(target, { body: container(message(target.subject), attachment('a.pdf', 'MZ\x90\0', 'application/pdf')) }),
  ),
  xta('two attachments of one name', invalid(), (target) =>
    send(target, { body: container(message(target.subject), attachment('a.txt'), attachment('a.txt')) }),
  ),
  xta('an attachment whose name is a path', invalid(), (target) =>
    send(target, { body: container(message(target.subject), attachment('../../etc/passwd')) }),
  ),
  xta('201 attachments', invalid(), (target) =>
    send(target, {
      body: container(message(target.subject), ...Array.from({ length: 201 }, (_, n) => attachment(`${n}.txt`))),
    }),
  ),
  xta('a test message for a city that is real', invalid(), (target) => send(target, { attributes: ' TestMsg="true"' })),
];

const included = (target: XtaTarget, ...hrefs: readonly string[]): XtaPost =>
  send(target, {
    body: container(
      ...hrefs.map((href, position) =>
        position === 0
          ? part('Message', include(href), XML_PART)
          : part('Attachment', include(href), `contentType="text/plain" filename="${position}.txt"`),
      ),
    ),
  });

export const xtaMime: readonly XtaCase[] = [
  xta('a message as a part', sent, (target) =>
    mtom(included(target, 'cid:m', 'cid:a'), { m: invoice(target.subject), a: 'words' }),
  ),
  xta('a part that nobody sent', senderFault, (target) =>
    mtom(included(target, 'cid:m', 'cid:a'), { m: invoice('x') }),
  ),
  xta('a part that nobody leads to', invalid('9022'), (target) =>
    mtom(included(target, 'cid:m'), { m: invoice(target.subject), a: 'words' }),
  ),
  xta('one part as message and attachment', senderFault, (target) =>
    mtom(included(target, 'cid:m', 'cid:m'), { m: invoice(target.subject) }),
  ),
  xta('a message that lies elsewhere', senderFault, (target) =>
    mtom(included(target, `${target.trap}/m`), { m: invoice(target.subject) }),
  ),
  xta('an end within an attachment', senderFault, (target) =>
    mtom(included(target, 'cid:m', 'cid:a'), { m: invoice(target.subject), a: 'words' }, ''),
  ),
  xta('a part of a mailbox in somebody else’s name', denied('9014'), (target) => {
    const { parties } = target;
    const facts = metadata({ author: parties.reader, reader: parties.city, messageId: idOf(target) });
    const body = container(part('Message', include('cid:m'), XML_PART));
    return mtom(call('sendMessage', facts, body), { m: invoice(target.subject) });
  }),
];

export const xtaNames: readonly XtaCase[] = [
  xta('nobody', nobody, (target) => send(target, { authorization: undefined })),
  xta('a key that is none', nobody, (target) => send(target, { authorization: 'Bearer secret' })),
  xta('an author who is a neighbour', denied('9014'), (target) => send(target, { author: target.parties.reader })),
  xta('an author of another tenant', denied('9014'), (target) => send(target, { author: target.parties.foreign })),
  xta('an author nobody knows', denied('9014'), (target) =>
    send(target, { author: { type: 'XTA_ID', identifier: 'nobody' } }),
  ),
  xta('an author who is the city', denied('9014'), (target) => send(target, { author: target.parties.city })),
  xta('an author of another type', denied('9014'), (target) =>
    send(target, { author: { ...target.parties.author, type: 'other' } }),
  ),
  xta('a reader nobody knows', invalid(), (target) =>
    send(target, { reader: { type: 'XTA_ID', identifier: 'nobody' } }),
  ),
  xta('a reader of another tenant, who is as unknown', invalid(), (target) =>
    send(target, { reader: target.parties.foreign }),
  ),
  xta('a reader whose name has markup', invalid(), (target) =>
    send(target, { reader: { type: 'XTA_ID', identifier: `' OR '1'='1` } }),
  ),
  xta('a header of another author', denied('9014'), (target) =>
    call('createMessageId', party('Author', target.parties.reader), ''),
  ),
  xta('the certificate of the author', sent, (target) =>
    send(target, { authorization: undefined, tls: target.signers.author }),
  ),
  xta('no certificate where there is TLS', nobody, (target) =>
    send(target, { authorization: undefined, tls: 'without certificate' }),
  ),
  xta('a certificate nobody knows', nobody, (target) =>
    send(target, { authorization: undefined, tls: target.signers.unknown }),
  ),
  xta('a certificate that has expired', denied('9010'), (target) =>
    send(target, { authorization: undefined, tls: target.signers.expired }),
  ),
  xta('a certificate that has expired, and a good key', denied('9010'), (target) =>
    send(target, { tls: target.signers.expired }),
  ),
  xta('a certificate of another tenant, in the name of this one', denied('9014'), (target) =>
    send(target, { authorization: undefined, tls: target.signers.foreign }),
  ),
  xta('a certificate of one and the key of another', nobody, (target) =>
    send(target, { authorization: target.authorizations.reader, tls: target.signers.author }),
  ),
];

/** To the reader's mailbox. */
const toReader = (target: XtaTarget): XtaPost => send(target, { reader: target.parties.reader });
const fetchOf = (target: XtaTarget): XtaPost =>
  byReader(target, 'getMessage', selector('MsgBoxFetchRequest', idOf(target)));

export const xtaOrders: readonly XtaCase[] = [
  xta('a message that is sent twice', { answered: /Body/ }, (target) => [send(target), send(target)]),
  xta('another message under its id', invalid('9024'), (target) => [
    send(target),
    send(target, { body: container(message(`${target.subject}-other`)) }),
  ]),
  xta('the same message to another reader under its id', invalid('9024'), (target) => [send(target), toReader(target)]),
  xta('an id of a neighbour’s message', invalid('9024'), (target) => [
    toReader(target),
    call(
      'sendMessage',
      metadata({ author: target.parties.reader, reader: target.parties.city, messageId: idOf(target) }),
      container(message(`${target.subject}-other`)),
      { authorization: target.authorizations.reader },
    ),
  ]),
  xta('an id that is empty', invalid('9021'), (target) => send(target, { messageId: '' })),
  xta('an id that is no URI', invalid('9021'), (target) => send(target, { messageId: `no uri ${target.subject}` })),
  xta('an id of 100,000 characters', invalid('9021'), (target) =>
    send(target, { messageId: `urn:${'x'.repeat(100_000)}` }),
  ),
  xta('synchronously, which nobody here answers', { exception: 'SyncAsyncException' }, (target) =>
    call(
      'sendMessageSync',
      metadata({ author: target.parties.author, reader: target.parties.city, messageId: idOf(target) }),
      container(message(target.subject)),
    ),
  ),
  xta('a report of a message nobody sent', unknownId, (target) =>
    ask(target, 'getTransportReport', messageIdBody('urn:nobody')),
  ),
  xta('a report of a message of another tenant', unknownId, (target) => [
    send(target),
    byForeign(target, 'getTransportReport', messageIdBody(idOf(target))),
  ]),
  xta('a report of a message of a neighbour', unknownId, (target) => [
    send(target),
    byReader(target, 'getTransportReport', messageIdBody(idOf(target))),
  ]),
  xta('cancelling what is filed', { exception: 'CancelDeniedException', code: '9101' }, (target) => [
    send(target),
    ask(target, 'cancelMessage', messageIdBody(idOf(target))),
  ]),
  xta('cancelling what was fetched', { exception: 'CancelDeniedException' }, (target) => [
    toReader(target),
    fetchOf(target),
    ask(target, 'cancelMessage', messageIdBody(idOf(target))),
  ]),
  xta('cancelling what belongs to somebody else', senderFault, (target) => [
    toReader(target),
    byForeign(target, 'cancelMessage', messageIdBody(idOf(target))),
  ]),
  xta('fetching what was cancelled', unknownId, (target) => [
    toReader(target),
    ask(target, 'cancelMessage', messageIdBody(idOf(target))),
    fetchOf(target),
  ]),
];

export const xtaMailboxes: readonly XtaCase[] = [
  xta('fetching from the mailbox of somebody else', unknownId, (target) => [
    toReader(target),
    ask(target, 'getMessage', selector('MsgBoxFetchRequest', idOf(target))),
  ]),
  xta('fetching from another tenant', unknownId, (target) => [
    toReader(target),
    byForeign(target, 'getMessage', selector('MsgBoxFetchRequest', idOf(target))),
  ]),
  xta('closing a message that lies with somebody else', unknownId, (target) => [
    toReader(target),
    byForeign(target, 'close', closing(`urn:uuid:${ID}`, idOf(target))),
  ]),
  xta('closing a message nobody sent', unknownId, (target) =>
    byReader(target, 'close', closing(`urn:uuid:${ID}`, 'urn:nobody')),
  ),
  xta('going on with a request nobody made', { answered: /NoMessageAvailable|RequestIdInvalid/ }, (target) =>
    byReader(target, 'getNextMessage', next(`urn:uuid:${ID}`)),
  ),
  xta('going on with a request that is markup', { answered: /NoMessageAvailable|RequestIdInvalid/ }, (target) =>
    byReader(target, 'getNextStatusList', next('&lt;script&gt;')),
  ),
  xta('a list of 10^30 messages', { answered: /MsgStatusList/ }, (target) =>
    byReader(
      target,
      'getStatusList',
      `<o:MsgBoxStatusListRequest xmlns:o="http://www.osci.eu/ws/2008/05/transport" maxListItems="1${'0'.repeat(30)}"/>`,
    ),
  ),
  xta('a list of less than one message', senderFault, (target) =>
    byReader(
      target,
      'getStatusList',
      '<o:MsgBoxStatusListRequest xmlns:o="http://www.osci.eu/ws/2008/05/transport" maxListItems="-1"/>',
    ),
  ),
  xta('10,000 messages at once', { answered: /SearchArgsInvalid/ }, (target) =>
    byReader(
      target,
      'getMessage',
      `<o:MsgBoxFetchRequest xmlns:o="http://www.osci.eu/ws/2008/05/transport"><o:MsgSelector>${Array.from({ length: 10_000 }, (_, n) => messageIdBody(`urn:n:${n}`)).join('')}</o:MsgSelector></o:MsgBoxFetchRequest>`,
    ),
  ),
  xta('a mailbox in the name of somebody else', denied('9014'), (target) =>
    call(
      'getStatusList',
      party('Author', target.parties.reader),
      '<o:MsgBoxStatusListRequest xmlns:o="http://www.osci.eu/ws/2008/05/transport"/>',
    ),
  ),
];
