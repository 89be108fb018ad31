// The SOAP door with a service of both styles and both versions, by requests that are written by hand: what it accepts is
// filed once, whatever way its contents came; what it refuses leaves nothing; questions leave nothing either.
import { request as begin } from 'node:http';
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorPackage } from './harness/connector-package.js';
import { identityOf, type Identity } from './harness/identities.js';
import { addProcedures } from './harness/packages.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { SOAP12, WSU, binaryToken, envelope as signedEnvelope, signedBy, timestamp } from './harness/ws-security.js';
import { call, codeIn, type Call, type CallPart, type SoapAnswer, type Version } from './soap/client.js';
import { PETITIONS, petitionsPackage, RPC } from './soap/petitions.js';

const WSA = 'http://www.w3.org/2005/08/addressing';
const XOP = 'http://www.w3.org/2004/08/xop/include';
const PDF = Buffer.from('%PDF-1.4 a scan that is none');

const submit = (number: string, inner = ''): string =>
  `<Submit xmlns="${PETITIONS}"><number>${number}</number><subject>Trees &amp; shade</subject>${inner}</Submit>`;
const count = (number: string): string => `<Count xmlns="${PETITIONS}"><number>${number}</number></Count>`;
const include = (id: string): string => `<scan><x:Include xmlns:x="${XOP}" href="cid:${id}"/></scan>`;
const messageId = (id: string): string => `<MessageID xmlns="${WSA}">${id}</MessageID>`;

describe.each(exchanges)('the SOAP door, with the exchange on %s', (exchange) => {
  let made: ConnectorPackage;
  let setUp: SetUp;
  let petitions: Procedure;
  let invoices: Procedure;
  beforeAll(async () => {
    made = await petitionsPackage();
    setUp = await startSetUp(exchange, {
      CONNECTORS: made.folder,
      SOAP_UNKNOWN_BYTES_MAX: '60000',
      ATTACHMENTS_MAX: '8',
    });
    [petitions] = (await addProcedures(setUp, [made.folder], [{ name: 'petitions', connector: 'petitions' }])) as [
      Procedure,
    ];
    invoices = await setUp.hub.procedure('xrechnung');
  }, 120_000);
  afterAll(async () => {
    await setUp.remove();
    await made.remove();
  });

  const send = (
    request: Call,
    service = 'v1',
    by: Readonly<Record<string, string>> = petitions.headers,
  ): Promise<SoapAnswer> =>
    call(`${setUp.hub.baseUrl}/soap/petitions/${service}`, { ...request, http: { ...by, ...request.http } });
  const countOf = async (number: string): Promise<string> => (await send({ body: count(number) })).body.CountResponse;

  it.each<[string, Omit<Call, 'body'>, string]>([
    ['SOAP 1.1', { version: '1.1', action: 'urn:petitions:Submit' }, 'A-1'],
    ['SOAP 1.2', { version: '1.2', action: 'urn:petitions:Submit' }, 'A-2'],
    ['no action at all', { version: '1.1' }, 'A-3'],
  ])('files a message and answers with its reference: %s', async (_what, how, number) => {
    const answer = await send({ ...how, body: submit(number) });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.headers.get('content-type')).toContain(how.version === '1.1' ? 'text/xml' : 'application/soap+xml');
    expect(answer.body.SubmitResponse).toMatchObject({ state: 'filed', reference: expect.stringMatching(/^632/) });
    const id = answer.headers.get('location')!.split('/').at(-1)!;
    expect(answer.header.message).toContain(id);
    expect(await petitions.message(id)).toMatchObject({ state: 'filed' });
    expect(await countOf(number)).toBe('1');
  });

  it.each<[string, (number: string) => Partial<Call> & { body: string }, string]>([
    ['inline', (number) => ({ body: submit(number, `<scan>${PDF.toString('base64')}</scan>`) }), 'B-1'],
    [
      'MTOM',
      (number) => ({
        body: submit(number, include('a%40b')),
        parts: [{ id: 'a@b', mime: 'application/pdf', bytes: PDF }],
      }),
      'B-2',
    ],
    [
      'MTOM in SOAP 1.1, named as WCF does',
      (number) => ({
        version: '1.1',
        body: submit(number, include('http%3A%2F%2Ftempuri.org%2F1')),
        parts: [{ id: 'http://tempuri.org/1', mime: 'application/octet-stream', bytes: PDF }],
      }),
      'B-3',
    ],
  ])('takes contents and gives them back: %s', async (_what, request, number) => {
    const answer = await send({ ...request(number) });
    expect(answer.status, answer.text).toBe(200);
    expect(await countOf(number)).toBe('2');
    const scan = answer.body.SubmitResponse.scan as string | { Include: { '@_href': string } };
    if (typeof scan === 'string') {
      expect(Buffer.from(scan, 'base64')).toEqual(PDF);
      return;
    }
    expect(answer.headers.get('content-type')).toMatch(/^multipart\/related; boundary=/);
    expect(answer.bytes.includes(PDF)).toBe(true);
    expect(answer.text).toContain(`Content-ID: <${decodeURIComponent(scan.Include['@_href'].slice(4))}>`);
  });

  it('knows a message that is sent again by its MessageID, also when its contents come another way', async () => {
    const headers = messageId('urn:uuid:again');
    const inline = submit('C-1', `<scan>${PDF.toString('base64')}</scan>`);
    const first = await send({ headers, body: inline });
    expect(first.header).toMatchObject({ RelatesTo: 'urn:uuid:again' });
    const parts = [{ id: '77', mime: 'application/pdf', bytes: PDF }];
    const second = await send({ headers, body: submit('C-1', include('77')), parts });
    expect([first, second].map(({ body }) => body.SubmitResponse.state)).toEqual(['filed', 'filed']);
    const ids = [first, second].map((answer) => answer.headers.get('location')!.split('/').at(-1)!);
    expect(await petitions.message(ids[1]!)).toMatchObject({ duplicateOf: ids[0] });
    expect(await countOf('C-1')).toBe('2');
  });

  it('takes attachments that nothing leads to, and an operation that is not answered', async () => {
    const parts = [{ id: 'extra/1', mime: 'text/plain', bytes: Buffer.from('more') }];
    const announce = `<Announce xmlns="${PETITIONS}"><number>D-1</number></Announce>`;
    const answer = await send({ version: '1.1', packaging: 'swa', parts, body: announce });
    expect([answer.status, answer.text]).toEqual([202, '']);
    await petitions.settled(answer.headers.get('location')!.split('/').at(-1)!);
    expect(await countOf('D-1')).toBe('2');
  });

  it('takes a request that wants no answer where there is none, and answers in the words of the request', async () => {
    const nowhere = `<ReplyTo xmlns="${WSA}"><Address>${WSA}/none</Address></ReplyTo>`;
    const answer = await send({
      headers: nowhere,
      body: `<Announce xmlns="${PETITIONS}"><number>D-2</number></Announce>`,
    });
    expect([answer.status, answer.text]).toEqual([202, '']);
    await petitions.settled(answer.headers.get('location')!.split('/').at(-1)!);
    expect(await countOf('D-2')).toBe('1');
    const older = 'http://schemas.xmlsoap.org/ws/2004/08/addressing';
    const fault = await send({ headers: `<MessageID xmlns="${older}">urn:uuid:o</MessageID>`, body: submit('d-2') });
    expect(codeIn(fault)).toBe('soap.message-invalid');
    expect(fault.header).toMatchObject({ RelatesTo: 'urn:uuid:o', Action: `${older}/fault` });
  });

  it('knows attachments that nothing leads to by their place, or by their file name where it is one', async () => {
    const names = ['notes.txt', 'notes.txt', '..\\notes.txt', undefined, 'content-1'];
    const parts = (sending: number): readonly CallPart[] =>
      names.map((fileName, index) => ({
        id: `${sending}.${index}@toolkit`,
        mime: 'text/plain',
        bytes: Buffer.from(`note ${index}`),
        ...(fileName === undefined ? {} : { fileName }),
      }));
    const announce = `<Announce xmlns="${PETITIONS}"><number>D-4</number></Announce>`;
    const ids: string[] = [];
    for (const sending of [1, 2]) {
      const answer = await send({ version: '1.1', packaging: 'swa', parts: parts(sending), body: announce });
      expect(answer.status, answer.text).toBe(202);
      ids.push(answer.headers.get('location')!.split('/').at(-1)!);
      await petitions.settled(ids.at(-1)!);
    }
    expect(await petitions.message(ids[1]!)).toMatchObject({ duplicateOf: ids[0] });
    const { documents } = (await petitions.message(ids[0]!)).receipt as { documents: { fileName: string }[] };
    const filed = documents.map(({ fileName }) => fileName).slice(1);
    expect(filed).toEqual(['notes.txt', 'part-2', 'part-3', 'part-4', 'part-5']);
  });

  it('takes so many contents, in whatever way they come', async () => {
    const inline = (number: number): string => `<scan>${PDF.toString('base64')}</scan>`.repeat(number);
    const parts = [1, 2, 3, 4].map((id) => ({ id: `${id}`, mime: 'text/plain', bytes: Buffer.from(`${id}`) }));
    const answer = await send({ body: submit('D-3', inline(5)), parts });
    expect(codeIn(answer), answer.text).toBe('soap.include-invalid');
    expect(await countOf('D-3')).toBe('0');
    expect((await send({ body: submit('D-3', inline(4)), parts })).status).toBe(200);
    expect(await countOf('D-3')).toBe('9');
  });

  it('speaks rpc/literal: the wrapper is the message, and a connector without a reply answers with an empty one', async () => {
    const register = (inner: string): string => `<r:register xmlns:r="${RPC}">${inner}</r:register>`;
    const petition = `<petition><number>E-1</number><scan>${PDF.toString('base64')}</scan></petition><urgent>true</urgent>`;
    const answer = await send({ version: '1.1', body: register(petition) }, 'registry');
    expect(answer.status, answer.text).toBe(200);
    expect(answer.text).toContain(`<registerResponse xmlns="${RPC}"/>`);
    await petitions.settled(answer.headers.get('location')!.split('/').at(-1)!);
    expect(await countOf('E-1')).toBe('2');
    const wrong = await send({ version: '1.1', body: register(petition.replace('true', 'soon')) }, 'registry');
    expect(codeIn(wrong)).toBe('soap.message-invalid');
    const newer = await send({ version: '1.2', body: register(petition) }, 'registry');
    expect([newer.status, codeIn(newer)]).toEqual([500, 'soap.version-not-offered']);
  });

  describe('who sends', () => {
    const key = (): string => petitions.headers['authorization']!.replace(/^Bearer /, '');
    const basic = (user: string, password: string): Readonly<Record<string, string>> => ({
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    });
    const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
    const token = (user: string, password: string, first = ''): string =>
      `<s:Security xmlns:s="${WSSE}" xmlns:e="http://www.w3.org/2003/05/soap-envelope" e:mustUnderstand="true">${first}<s:UsernameToken><s:Username>${user}</s:Username><s:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText">${password}</s:Password></s:UsernameToken></s:Security>`;

    it('says so by Basic, or in the message', async () => {
      expect((await send({ body: count('A-1') }, 'v1', basic('petitions', key()))).status).toBe(200);
      expect((await send({ body: count('A-1'), headers: token('petitions', key()) }, 'v1', {})).status).toBe(200);
    });

    it('and reads in the answer when that was made, where the message says so of itself', async () => {
      const now = `<u:Timestamp xmlns:u="${WSU}"><u:Created>${new Date().toISOString()}</u:Created></u:Timestamp>`;
      const answered = await send({ body: count('A-1'), headers: token('petitions', key(), now) }, 'v1', {});
      const refused = await send({ body: count('A-1'), headers: token('petitions', 'x', now) }, 'v1', {});
      expect([answered.status, refused.status]).toEqual([200, 401]);
      for (const { header } of [answered, refused]) {
        const { Created, Expires } = header.Security.Timestamp;
        expect(Math.abs(Date.parse(Created) - Date.now())).toBeLessThan(60_000);
        expect(Date.parse(Expires) - Date.parse(Created)).toBe(300_000);
      }
      const silent = await send({ body: count('A-1'), headers: token('petitions', key()) }, 'v1', {});
      expect(silent.header?.Security).toBeUndefined();
    });

    it.each<[string, () => Readonly<Record<string, string>>, () => string, string]>([
      ['nobody', () => ({}), () => '', 'access.unauthorised'],
      ['a wrong key', () => basic('petitions', 'x'), () => '', 'access.unauthorised'],
      ['a key by another name', () => basic('xrechnung', key()), () => '', 'access.unauthorised'],
      ['a wrong password in the message', () => ({}), () => token('petitions', 'x'), 'access.unauthorised'],
    ])('and %s is refused', async (_what, http, headers, code) => {
      const request = { body: submit('F-1'), ...(headers() === '' ? {} : { headers: headers() }) };
      const answer = await send(request, 'v1', http());
      expect([answer.status, codeIn(answer)]).toEqual([401, code]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Basic /);
      expect(await countOf('F-1')).toBe('0');
    });

    it('and a procedure of another connector learns nothing', async () => {
      expect(codeIn(await send({ body: count('A-1') }, 'v1', invoices.headers))).toBe('soap.service-unknown');
      expect(codeIn(await send({ body: count('A-1') }, 'v7'))).toBe('soap.service-unknown');
      expect(codeIn(await send({ body: count('A-1') }, 'missing'))).toBe('soap.wsdl-missing');
    });

    it('and an envelope whose sender is not known yet is read only so far', async () => {
      const large = submit('F-2', `<scan>${Buffer.alloc(60_000).toString('base64')}</scan>`);
      expect(codeIn(await send({ body: large, headers: token('petitions', key()) }, 'v1', {}))).toBe(
        'soap.envelope-too-large',
      );
      expect((await send({ body: large })).body.SubmitResponse).toMatchObject({ state: 'filed' });
      const many = { body: `<a>${'<b/>'.repeat(10_000)}</a>` };
      expect(codeIn(await send(many, 'v1', {}))).toBe('xml.elements');
      expect(codeIn(await send(many))).toBe('soap.operation-unknown');
    });

    it('and few of those are read at once, however slowly they come', async () => {
      const url = `${setUp.hub.baseUrl}/soap/petitions/v1`;
      const headers = { 'content-type': 'application/soap+xml' };
      const slow = Array.from({ length: 32 }, () =>
        begin(url, { method: 'POST', headers }).on('error', () => undefined),
      );
      for (const one of slow) one.write('<e:Envelope ');
      const asked = { body: count('F-3'), headers: token('petitions', key()) };
      let refusal: SoapAnswer | undefined;
      await until('all of them are read', async () => codeIn((refusal = await send(asked, 'v1', {}))) !== undefined);
      expect([refusal!.status, codeIn(refusal!)]).toEqual([500, 'soap.strangers']);
      expect(refusal!.headers.get('retry-after')).toBe('5');
      expect((await send({ body: count('F-3') })).status).toBe(200);
      for (const one of slow) one.destroy();
      await until('they are gone', async () => (await send(asked, 'v1', {})).status === 200);
    });
  });

  describe('a signed message', () => {
    let identity: Identity;
    beforeAll(async () => {
      identity = await identityOf('petitions', { keyType: 'rsa' });
      await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, certificates }) => {
        const tenant = await administration.tenantId('demo');
        await certificates.add({ tenant: tenant!, name: 'test' }, 'petitions', identity.cert);
      });
      await until('the hub knows the certificate', () => setUp.hub.knows(identity.fingerprint));
    });
    const signed = (body: string): string =>
      signedBy(
        identity,
        signedEnvelope({ namespace: SOAP12, security: timestamp(new Date()) + binaryToken(identity), body }),
      );
    /** @returns the code of the fault, or the status */
    const post = async (body: string, http: Readonly<Record<string, string>> = {}): Promise<string> => {
      const headers = { 'content-type': 'application/soap+xml', ...http };
      const response = await fetch(`${setUp.hub.baseUrl}/soap/petitions/v1`, { method: 'POST', headers, body });
      return /<fw:code>([^<]+)</.exec(await response.text())?.[1] ?? String(response.status);
    };

    it('takes no key that is not signed', async () => {
      const sent = signed(submit('H-1'));
      for (const name of ['Idempotency-Key', 'Fachwerk-Order-Key']) {
        expect(await post(sent, { [name]: 'a' }), name).toBe('ws-security.unsigned');
      }
      expect(await post(sent)).toBe('200');
      expect(await countOf('H-1')).toBe('1');
    });

    it('is let in once, and again as long as nothing of it was accepted', async () => {
      const invalid = signed(submit('h-2'));
      expect([await post(invalid), await post(invalid)]).toEqual(['soap.message-invalid', 'soap.message-invalid']);
      const sent = signed(submit('H-2'));
      expect(await post(sent)).toBe('200');
      expect([await post(sent), await post(sent)]).toEqual(['access.replayed', 'access.replayed']);
      expect(await countOf('H-2')).toBe('1');
      const question = signed(count('H-2'));
      expect(await post(question)).toBe('200');
      expect(await post(question)).toBe('access.replayed');
    });
  });

  const refused: readonly (readonly [string, Partial<Call> & { readonly body: string }, string])[] = [
    ['what is not valid', { body: submit('f-1') }, 'soap.message-invalid'],
    ['what the service does not know', { body: '<a/>' }, 'soap.operation-unknown'],
    ['an empty Body', { body: '' }, 'soap.body-empty'],
    ['the action of another operation', { body: submit('G-1'), action: 'urn:petitions:Count' }, 'soap.action-mismatch'],
    [
      'another action in WS-Addressing',
      { body: submit('G-1'), headers: `<Action xmlns="${WSA}">urn:x</Action>${messageId('m')}` },
      'soap.action-mismatch',
    ],
    [
      'an answer somewhere else',
      { body: submit('G-1'), headers: `<ReplyTo xmlns="${WSA}"><Address>http://x</Address></ReplyTo>` },
      'soap.addressing-invalid',
    ],
    [
      'no answer at all',
      { body: submit('G-1'), headers: `<FaultTo xmlns="${WSA}"><Address>${WSA}/none</Address></FaultTo>` },
      'soap.addressing-invalid',
    ],
    [
      'a header that is not understood',
      { body: submit('G-1'), headers: '<h:a xmlns:h="urn:h" e:mustUnderstand="true"/>' },
      'soap.must-understand',
    ],
    ['an Include to nowhere', { body: submit('G-1', include('a')), parts: [] }, 'soap.include-invalid'],
    ['base64 that is none', { body: submit('G-1', '<scan>a</scan>') }, 'soap.content-invalid'],
    [
      'a content that is not what it says',
      { body: submit('G-1', include('a')), parts: [{ id: 'a', mime: 'application/pdf', bytes: Buffer.from('x') }] },
      'attachment.type-mismatch',
    ],
    [
      'a question with attachments',
      { body: count('G-1'), parts: [{ id: 'a', mime: 'text/plain', bytes: PDF }] },
      'soap.question-attachments',
    ],
  ];
  it.each(refused)('refuses %s, and nothing of it remains', async (_what, request, code) => {
    for (const version of ['1.1', '1.2'] satisfies Version[]) {
      const answer = await send({ ...request, version });
      expect(codeIn(answer), answer.text).toBe(code);
      // SOAP 1.2 Part 2, table 20: 400 for Sender alone.
      expect(answer.status).toBe(version === '1.1' || code === 'soap.must-understand' ? 500 : 400);
      expect(answer.body.Fault, answer.text).toBeDefined();
    }
    expect(await countOf('G-1')).toBe('0');
  });

  it('counts what it refuses, and its books balance', async () => {
    const metrics = await (await fetch(`${setUp.hub.baseUrl}/metrics`)).text();
    expect(metrics).toMatch(/fachwerk_messages_refused_total\{code="soap.message-invalid"\} [1-9]/);
    await until('the books balance', async () => {
      const { accepted, filed, duplicates = 0, inFlight } = (await petitions.books()) as Record<string, number>;
      return accepted !== undefined && inFlight === 0 && accepted === filed && duplicates >= 0;
    });
  });

  describe('the WSDL', () => {
    const base = (): string => `${setUp.hub.baseUrl}/soap/petitions`;

    it('is for everybody, with the address of the hub, and so are the schemas it leads to', async () => {
      const response = await fetch(`${base()}/v1?WSDL`);
      const wsdl = await response.text();
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('text/xml'),
      ]);
      expect(wsdl).toContain(`<soap12:address location="${base()}/v1"/>`);
      const [, schema] = /schemaLocation="([^"]*scans\.xsd)"/.exec(wsdl) ?? [];
      expect(schema).toBe(`${base()}/v1/files/petitions/common/scans.xsd`);
      expect(await (await fetch(schema!)).text()).toContain('urn:example:scans');
    });

    it.each([
      'v1',
      'v1/files/petitions/settings.json',
      'v1/files/petitions/common/..%2f..%2f..%2fpackage.json',
      'v7?wsdl',
    ])('and nothing else is: %s', async (path) => {
      expect((await fetch(`${base()}/${path}`)).status).toBe(404);
    });
  });
});
