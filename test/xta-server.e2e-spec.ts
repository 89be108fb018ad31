// XTA 2.1.1 as a procedure speaks it: what is sent to the city is filed, what is sent to another procedure lies in its
// mailbox until it is closed, and of both there is a report. Requests are written by hand.
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import {
  actions,
  attributeIn,
  idElement,
  lookup,
  newId,
  party,
  selector,
  textIn,
  textsIn,
  TYPE,
  XtaClient,
  type Content,
  type Sent,
  type XtaAnswer,
} from './harness/xta-requests.js';
import { XtaEnvelopes } from './harness/xta-schema.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const CITY = 'city';
/** Documentation of schemas has examples of them, escaped. */
const IMPORTS = /<(?:\w+:)?(?:import|include)\b[^>]*\bschemaLocation="([^"]+)"/g;
const folder = join(officialSchemas, 'xta', '2.1.1', 'wsdl');

const xml = (text: string): Content => ({ mime: 'application/xml', bytes: Buffer.from(text), fileName: 'message.xml' });
const pdf: Content = { mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 plan'), fileName: 'plan.pdf' };

describe.skipIf(officialSchemasMissing !== undefined).each(exchanges)('XTA, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let schema: XtaEnvelopes;
  let sender: Procedure;
  let invoices: XtaClient;
  let permits: XtaClient;
  let stranger: XtaClient;

  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    const { hub, database } = setUp;
    schema = new XtaEnvelopes(folder);
    await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, xtaParties }) => {
      const tenant = (await administration.tenantId('demo'))!;
      const by = { tenant, name: '(test)' };
      const add = (identifier: string, procedure?: string, services: string[] = []): Promise<void> =>
        xtaParties.add(by, { type: TYPE, identifier, procedure, services });
      await add(CITY);
      await add('invoices', 'xrechnung');
      await add('permits', 'building-permits');
      await add('permits-too', 'building-permits');
      await add('choosy', 'building-permits', ['urn:test:booked']);
    });
    sender = await hub.procedure('xrechnung');
    const client = async (name: string): Promise<XtaClient> => {
      const basic = Buffer.from(`${name}:${await hub.keyOf(name)}`).toString('base64');
      return new XtaClient(hub.baseUrl, { authorization: `Basic ${basic}` });
    };
    invoices = await client('xrechnung');
    permits = await client('building-permits');
    stranger = await client('xmeld');
  });
  afterAll(async () => {
    schema.dispose();
    await setUp.remove();
  });

  /** @returns the answer, which is valid and no fault */
  async function well(asked: Promise<XtaAnswer>): Promise<XtaAnswer> {
    const answer = await asked;
    expect(answer.xml).not.toContain('Fault');
    expect(answer.status).toBe(200);
    expect(schema.problems(answer.xml)).toEqual([]);
    expect(answer.xml).toContain('RelatesTo');
    return answer;
  }

  /** The exception and its number. */
  async function refused(asked: Promise<XtaAnswer>): Promise<string> {
    const { status, xml: text, exception, number } = await asked;
    expect(status).toBeGreaterThanOrEqual(400);
    expect(schema.problems(text)).toEqual([]);
    expect(textIn(text, 'Text')).toMatch(/\w \w/);
    return `${exception} ${number}`;
  }

  /** Of the books of the hub, by their key. */
  async function messagesOf(procedure: string, key: string): Promise<Answer['body'][]> {
    const { messages } = (await (await setUp.hub.procedure(procedure)).get('/v1/messages?limit=500')).body;
    return messages.filter((message: Answer['body']) => message.key === key);
  }

  const toCity = (number: string, more: Partial<Sent> = {}): Sent => {
    return { messageId: newId(), author: 'invoices', reader: CITY, message: xml(invoice(number)), ...more };
  };
  const toPermits = (text: string, more: Partial<Sent> = {}): Sent => {
    return { messageId: newId(), author: 'invoices', reader: 'permits', message: xml(text), ...more };
  };
  const statusOf = async (messageId: string): Promise<string> =>
    textIn((await well(invoices.report(messageId))).xml, 'Status')!;

  it('without the schemas nothing is asked in vain: the fault says what is missing', async () => {
    expect(await refused(invoices.ask('checkAccountActive'))).toBe('XTAWSTechnicalProblemException 9030');
    await installSchemas({ FACHWERK_DATA_DIR: setUp.hub.dataDir }, join(folder, '..'), {});
    await until('the hub knows them', async () => (await invoices.ask('checkAccountActive')).status === 200);
  });

  it('serves the WSDL with its own addresses, and every schema that it needs', async () => {
    const base = `${setUp.hub.baseUrl}/xta/2.1.1`;
    const wsdl = await (await fetch(`${base}/send?wsdl`)).text();
    for (const port of ['management', 'send', 'msgbox']) expect(wsdl).toContain(`location="${base}/${port}"`);
    expect(wsdl).not.toContain('REPLACE_WITH_ACTUAL_URL');
    const open = [...wsdl.matchAll(IMPORTS)].map(([, location]) => location!);
    const seen = new Set<string>();
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const response = await fetch(next);
      expect(response.status, next).toBe(200);
      const text = await response.text();
      for (const [, location] of text.matchAll(IMPORTS)) open.push(new URL(location!, next).href);
    }
    expect([...seen].some((url) => url.endsWith('/.xsd'))).toBe(true);
    expect((await fetch(`${base}/send`)).status).toBe(404);
    expect((await fetch(`${base}/other?wsdl`)).status).toBe(404);
    expect((await fetch(`${base}/schemas/..%2Findex.json`)).status).toBe(404);
  });

  describe('management', () => {
    it('knows who has an account, and whose name is whose', async () => {
      await well(invoices.ask('checkAccountActive'));
      await well(invoices.ask('checkAccountActive', '', { header: party('Author', 'invoices') }));
      const other = { header: party('Author', 'permits') };
      expect(await refused(invoices.ask('checkAccountActive', '', other))).toBe('PermissionDeniedException 9014');
      const nobody = new XtaClient(setUp.hub.baseUrl, {});
      const answer = await nobody.ask('checkAccountActive');
      expect([answer.status, answer.exception, answer.number]).toEqual([401, 'PermissionDeniedException', '9012']);
      const wrong = new XtaClient(setUp.hub.baseUrl, { authorization: 'Bearer nothing' });
      const refusedKey = await wrong.ask('checkAccountActive');
      expect([refusedKey.status, refusedKey.number]).toEqual([400, '9012']);
    });

    it('makes message ids that nobody else has', async () => {
      const ids = [await invoices.createMessageId(), await invoices.createMessageId()];
      for (const id of ids) expect(id).toMatch(/^urn:de:xta:messageid:fachwerk:[\da-f-]{36}$/);
      expect(new Set(ids).size).toBe(2);
    });

    it('says which services readers have, as far as anybody says so', async () => {
      const asked = async (reader: string, service: string): Promise<string> => {
        const { xml: text } = await well(invoices.ask('lookupService', lookup(reader, service)));
        return `${textIn(text, 'ServiceIsAvailable')} ${textIn(text, 'ServiceIsAvailableUnknown')}`;
      };
      expect(await asked('choosy', 'urn:test:booked')).toBe('true undefined');
      expect(await asked('choosy', 'urn:test:other')).toBe('false undefined');
      expect(await asked('permits', 'urn:test:other')).toBe('undefined true');
      expect(await asked('nobody', 'urn:test:other')).toBe('false undefined');
    });
  });

  describe('what is sent to the city', () => {
    it.each([undefined, true] as const)('is filed with its attachments (inline: %s)', async (inline) => {
      const messageId = await permits.createMessageId();
      const message = { mime: 'application/json', bytes: Buffer.from(permit(`F-${inline}`)) };
      const sent = { messageId, author: 'permits', reader: CITY, message, attachments: [pdf] };
      await well(permits.send({ ...sent, ...(inline && { inline }) }));
      await until('the report is green', async () => {
        const { xml: report } = await permits.report(messageId);
        return textIn(report, 'Status') === '1';
      });
      const { xml: report } = await well(permits.report(messageId));
      const [{ state, receipt }, ...others] = await messagesOf('building-permits', messageId);
      expect(others).toEqual([]);
      expect(state).toBe('filed');
      expect(receipt.documents.map(({ fileName }: { fileName: string }) => fileName)).toContain('plan.pdf');
      expect(textsIn(report, 'Reason').join(' ')).toContain(receipt.fileReference);
      for (const time of ['InitialSend', 'Delivery', 'Reception']) expect(textIn(report, time)).toMatch(/Z$/);
      expect(textIn(report, 'Subject')).toBe('Tür &amp; Tor');
    });

    it('is filed once, however often it is sent; other content under its id is refused', async () => {
      const sent = toCity('T-1');
      for (const inline of [undefined, true, undefined] as const)
        await well(invoices.send({ ...sent, ...(inline && { inline }) }));
      await until('the report is green', async () => (await statusOf(sent.messageId)) === '1');
      expect(await refused(invoices.send({ ...sent, message: xml(invoice('T-2')) }))).toBe(
        'ParameterIsNotValidException 9024',
      );
      const sentOnes = await messagesOf('xrechnung', sent.messageId);
      expect(sentOnes.filter(({ duplicateOf }) => duplicateOf === undefined)).toHaveLength(1);
      const books = await sender.booksWhen('the repetitions are counted', ({ duplicates }) => duplicates >= 2);
      expect(books.balanced).toBe(true);
    });

    it('is told when it is rejected, with the reason', async () => {
      const sent = toCity('R-1', { message: xml('<unknown xmlns="urn:nobody"/>') });
      await well(invoices.send(sent));
      await until('the report is red', async () => ['2', '3'].includes(await statusOf(sent.messageId)));
      const { xml: report } = await invoices.report(sent.messageId);
      expect(textsIn(report, 'Reason').at(-1) ?? '').toMatch(/\w \w/);
      expect(report).toMatch(/ErrorList|WarnList/);
    });

    it('is refused at once for what can be seen at once', async () => {
      const cases: readonly (readonly [string, Partial<Sent>])[] = [
        ['MessageSchemaViolationException 9050', { message: xml('<broken') }],
        ['MessageSchemaViolationException 9050', { message: xml('<!DOCTYPE a><a/>') }],
        ['MessageSchemaViolationException 9052', { message: { mime: 'text/plain', bytes: Buffer.from('word') } }],
        ['PermissionDeniedException 9014', { author: 'permits' }],
        ['ParameterIsNotValidException 9022', { reader: 'nobody' }],
        ['PermissionDeniedException 9013', { reader: 'choosy' }],
        ['ParameterIsNotValidException 9021', { messageId: 'no uri' }],
        ['ParameterIsNotValidException 9022', { attributes: 'TestMsg="true"' }],
        ['ParameterIsNotValidException 9022', { delivery: '<m:NotBefore>2999-01-01T00:00:00Z</m:NotBefore>' }],
        ['ParameterIsNotValidException 9022', { delivery: '<m:Origin>yesterday</m:Origin>' }],
        ['ParameterIsNotValidException 9022', { attachments: [pdf, pdf] }],
        [
          'ParameterIsNotValidException 9022',
          {
            container:
              '<x:GenericContentContainer xmlns:x="http://xoev.de/transport/xta/211"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:CipherData><e:CipherValue>AA==</e:CipherValue></e:CipherData></e:EncryptedData></x:GenericContentContainer>',
          },
        ],
        [
          'ParameterIsNotValidException 9022',
          {
            container:
              '<x:GenericContentContainer xmlns:x="http://xoev.de/transport/xta/211"><x:ContentContainer><x:Message contentType="text/xml">no base64!</x:Message></x:ContentContainer></x:GenericContentContainer>',
          },
        ],
      ];
      for (const [expected, more] of cases)
        expect(await refused(invoices.send(toCity('R-2', more))), JSON.stringify(more)).toBe(expected);
      const sync = await refused(invoices.send(toCity('R-3'), {}, 'sendMessageSync'));
      expect(sync).toBe('SyncAsyncException 9080');
    });

    it('a report is for those whom it concerns', async () => {
      const sent = toCity('S-1');
      await well(invoices.send(sent));
      expect(await refused(stranger.report(sent.messageId))).toBe('InvalidMessageIDException 9070');
      expect(await refused(invoices.report(newId()))).toBe('InvalidMessageIDException 9070');
      expect(await refused(invoices.ask('cancelMessage', idElement(sent.messageId)))).toBe(
        'CancelDeniedException 9101',
      );
    });
  });

  describe('a mailbox', () => {
    it('keeps what was sent, byte for byte, until its reader closes it', async () => {
      const strange: Content = { mime: 'application/x-strange', bytes: Buffer.from([0, 13, 10, 45, 45, 98, 255]) };
      const sent = toPermits('<a/>', { attachments: [strange, pdf] });
      await well(invoices.send(sent));
      // A repetition is no second message.
      await well(invoices.send(sent));
      const { xml: list } = await well(permits.list('', selector(idElement(sent.messageId))));
      expect(textsIn(list, 'MessageID').filter((id) => id === sent.messageId)).toHaveLength(1);
      expect(textIn(list, 'InitialFetch')).toBeUndefined();
      expect(await statusOf(sent.messageId)).toBe('0');

      for (let time = 0; time < 2; time += 1) {
        const fetched = await well(permits.fetch(selector(idElement(sent.messageId))));
        expect(fetched.parts.map(({ bytes }) => bytes)).toEqual([Buffer.from('<a/>'), strange.bytes, pdf.bytes]);
        expect(attributeIn(fetched.xml, 'Message', 'filename')).toBe('message.xml');
        expect(attributeIn(fetched.xml, 'Attachment', 'contentType')).toBe('application/x-strange');
        expect(textIn(fetched.xml, 'InitialFetch')).toMatch(/Z$/);
        expect(textIn(fetched.xml, 'ItemsPending')).toBe('0');
      }
      expect(await statusOf(sent.messageId)).toBe('0');
      // Of the reader both the report and the closing are well.
      await well(permits.report(sent.messageId));
      for (let time = 0; time < 2; time += 1) await well(permits.close(sent.messageId));
      expect(await statusOf(sent.messageId)).toBe('1');
      expect(await refused(permits.fetch(selector(idElement(sent.messageId))))).toBe('InvalidMessageIDException 9070');
      expect(await refused(permits.close(newId()))).toBe('InvalidMessageIDException 9070');
      expect(await refused(stranger.close(sent.messageId))).toBe('InvalidMessageIDException 9070');
    });

    it('is listed page by page, and fetched one by one', async () => {
      const all: string[] = [];
      for (let number = 0; number < 5; number += 1) {
        const sent = toPermits(`<n${number}/>`);
        await well(invoices.send(sent));
        all.push(sent.messageId);
      }
      const chosen = selector(all.map(idElement).join(''));
      let page = await well(permits.list('maxListItems="2" ListForm="MsgAtrributes"', chosen));
      const listed: string[] = [];
      const pending: string[] = [];
      for (let time = 0; time < 3; time += 1) {
        listed.push(...textsIn(page.xml, 'MessageID'));
        pending.push(textIn(page.xml, 'ItemsPending')!);
        page = await well(
          permits.next('getNextStatusList', attributeIn(page.xml, 'MsgBoxResponse', 'MsgBoxRequestID')!),
        );
      }
      expect(listed).toEqual(all);
      expect(pending).toEqual(['3', '1', '0']);
      expect(attributeIn(page.xml, 'NoMessageAvailable', 'reason')).toMatch(/NoMatch$/);

      let fetched = await well(permits.fetch(chosen));
      const bodies: string[] = [];
      for (const id of all) {
        bodies.push(fetched.parts[0]!.bytes.toString());
        fetched = await well(
          permits.next('getNextMessage', attributeIn(fetched.xml, 'MsgBoxResponse', 'MsgBoxRequestID')!, [id]),
        );
      }
      expect(bodies).toEqual(all.map((_, index) => `<n${index}/>`));
      expect(fetched.parts).toEqual([]);
      for (const id of all) expect(await statusOf(id)).toBe('1');
      const forged = await well(permits.next('getNextStatusList', 'urn:fachwerk:msgbox:e30'));
      expect(attributeIn(forged.xml, 'NoMessageAvailable', 'reason')).toMatch(/RequestIdInvalid$/);
    });

    it('is one for each party of a procedure, and nobody else sees in', async () => {
      const sent = toPermits('<too/>', { reader: 'permits-too' });
      await well(invoices.send(sent));
      const chosen = selector(idElement(sent.messageId));
      const ids = async (client: XtaClient, author?: string): Promise<readonly string[]> => {
        const body = `<o:MsgBoxStatusListRequest xmlns:o="http://www.osci.eu/ws/2008/05/transport">${chosen}</o:MsgBoxStatusListRequest>`;
        const header = author === undefined ? {} : { header: party('Author', author) };
        return textsIn((await well(client.ask('getStatusList', body, header))).xml, 'MessageID');
      };
      expect(await ids(permits)).toContain(sent.messageId);
      expect(await ids(permits, 'permits-too')).toContain(sent.messageId);
      expect(await ids(permits, 'permits')).not.toContain(sent.messageId);
      expect(await ids(invoices)).not.toContain(sent.messageId);
    });

    it('lets go of what its author takes back in time, and keeps it back until its time has come', async () => {
      const sent = toPermits('<later/>', { delivery: '<m:NotBefore>2999-01-01T00:00:00Z</m:NotBefore>' });
      await well(invoices.send(sent));
      const chosen = selector(idElement(sent.messageId));
      expect(textsIn((await well(permits.list('', chosen))).xml, 'MessageID')).not.toContain(sent.messageId);
      expect(await refused(permits.ask('cancelMessage', idElement(sent.messageId)))).toMatch(
        /^ParameterIsNotValid|undefined/,
      );
      for (let time = 0; time < 2; time += 1) await well(invoices.ask('cancelMessage', idElement(sent.messageId)));
      expect(await statusOf(sent.messageId)).toBe('2');
      expect(await refused(invoices.send(sent))).toBe('ParameterIsNotValidException 9024');

      const fetched = toPermits('<fetched/>');
      await well(invoices.send(fetched));
      await well(permits.fetch(selector(idElement(fetched.messageId))));
      expect(await refused(invoices.ask('cancelMessage', idElement(fetched.messageId)))).toBe(
        'CancelDeniedException 9101',
      );
    });
  });

  describe('a request that is none', () => {
    it('is told so', async () => {
      const wsa = 'http://www.w3.org/2005/08/addressing';
      const action = actions.checkAccountActive;
      const plain = async (asked: Promise<XtaAnswer>): Promise<number> => {
        const { status, xml: text } = await asked;
        expect(text).toContain('Fault');
        expect(schema.problems(text)).toEqual([]);
        return status;
      };
      expect(await plain(invoices.ask('checkAccountActive', '', { addressing: '' }))).toBe(400);
      const onlyAction = { addressing: `<a:Action xmlns:a="${wsa}">${action}</a:Action>` };
      expect(await plain(invoices.ask('checkAccountActive', '', onlyAction))).toBe(400);
      expect(await plain(invoices.ask('checkAccountActive', '', { contentType: 'application/soap+xml' }))).toBe(400);
      expect(await plain(invoices.ask('checkAccountActive', '', { action: `${action}/` }))).toBe(400);
      expect(await plain(invoices.ask('checkAccountActive', '', { action: actions.sendMessage }))).toBe(400);
      expect(await plain(invoices.ask('checkAccountActive', '<a/>'))).toBe(400);
      expect(await plain(invoices.ask('getTransportReport'))).toBe(400);
      const unknown = `<h:Unknown xmlns:h="urn:h" xmlns:s="http://www.w3.org/2003/05/soap-envelope" s:mustUnderstand="1"/>`;
      expect(await plain(invoices.ask('checkAccountActive', '', { header: unknown }))).toBe(500);
      const twice = party('Author', 'invoices') + party('Author', 'permits');
      expect(await plain(invoices.ask('checkAccountActive', '', { header: twice }))).toBe(400);
    });
  });
});
