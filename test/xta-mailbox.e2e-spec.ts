// What lies in a mailbox of XTA can be listed and fetched, whatever its author wrote and however much, and whoever is called
// by the name it was sent to meanwhile.
import { request } from 'node:http';
import { join } from 'node:path';
import { administer } from '@fachwerk/hub/administer';
import { installSchemas } from '@fachwerk/hub/schema-packages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import {
  attributeIn,
  idElement,
  newId,
  selector,
  textIn,
  textsIn,
  TYPE,
  XtaClient,
  type Content,
  type Sent,
  type XtaAnswer,
} from './harness/xta-requests.js';
import { invoice } from './invoice.js';
import { officialSchemas, officialSchemasMissing } from './schemas.js';

const REQUESTS_MAX = 4;

const xml = (text: string): Content => ({ mime: 'application/xml', bytes: Buffer.from(text), fileName: 'message.xml' });
const pdf: Content = { mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7 plan'), fileName: 'plan.pdf' };

describe.skipIf(officialSchemasMissing !== undefined)('a mailbox of XTA', () => {
  let setUp: SetUp;
  let invoices: XtaClient;
  let permits: XtaClient;

  beforeAll(async () => {
    setUp = await startSetUp('database', { PROCEDURE_REQUESTS_MAX: String(REQUESTS_MAX) });
    const { hub, database } = setUp;
    await installSchemas({ FACHWERK_DATA_DIR: hub.dataDir }, join(officialSchemas, 'xta', '2.1.1'), {});
    await administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration, xtaParties }) => {
      const by = { tenant: (await administration.tenantId('demo'))!, name: '(test)' };
      for (const [identifier, procedure] of [
        ['invoices', 'xrechnung'],
        ['permits', 'building-permits'],
        ['mover', 'building-permits'],
      ] as const)
        await xtaParties.add(by, { type: TYPE, identifier, procedure, services: [] });
    });
    const client = async (name: string): Promise<XtaClient> =>
      new XtaClient(hub.baseUrl, { authorization: `Bearer ${await hub.keyOf(name)}` });
    invoices = await client('xrechnung');
    permits = await client('building-permits');
    await until('the hub knows the schemas', async () => (await invoices.ask('checkAccountActive')).status === 200);
  });
  afterAll(() => setUp.remove());

  /** @returns the answer, which is no fault */
  async function well(asked: Promise<XtaAnswer>): Promise<XtaAnswer> {
    const answer = await asked;
    expect(answer.status, answer.xml).toBe(200);
    return answer;
  }

  /** The exception and its number. */
  async function refused(asked: Promise<XtaAnswer>): Promise<string> {
    const { status, exception, number } = await asked;
    expect(status).toBeGreaterThanOrEqual(400);
    return `${exception} ${number}`;
  }

  const to = (reader: string, text: string, more: Partial<Sent> = {}): Sent => {
    return { messageId: newId(), author: 'invoices', reader, message: xml(text), ...more };
  };
  const toPermits = (text: string, more: Partial<Sent> = {}): Sent => to('permits', text, more);

  it('hands out what has a contentType that no header takes', async () => {
    const odd: Content = { mime: 'words &lt;of&gt; the&#10;author', bytes: Buffer.from('odd') };
    const sent = toPermits('<odd/>', { attachments: [odd] });
    await well(invoices.send({ ...sent, inline: true }));
    const fetched = await well(permits.fetch(selector(idElement(sent.messageId))));
    expect(fetched.parts.map(({ bytes }) => bytes.toString())).toEqual(['<odd/>', 'odd']);
    expect(attributeIn(fetched.xml, 'Attachment', 'contentType')).toMatch(/^words &lt;of.*author$/s);
  });

  it('is listed in shorter pages when there is much to say of its messages', async () => {
    const all = Array.from({ length: 20 }, () => toPermits('<much/>', { service: `urn:test:${'x'.repeat(250_000)}` }));
    for (const sent of all) await well(invoices.send(sent));
    const ids = all.map(({ messageId }) => messageId);
    const first = await well(permits.list('maxListItems="20"', selector(ids.map(idElement).join(''))));
    const told = textsIn(first.xml, 'MessageID');
    expect(told.length).toBeGreaterThan(10);
    expect(told.length).toBeLessThan(18);
    expect(textIn(first.xml, 'ItemsPending')).toBe(String(20 - told.length));
    const requestId = attributeIn(first.xml, 'MsgBoxResponse', 'MsgBoxRequestID')!;
    const { xml: second } = await well(permits.next('getNextStatusList', requestId));
    expect([...told, ...textsIn(second, 'MessageID')]).toEqual(ids);
    expect(textIn(second, 'ItemsPending')).toBe('0');
    await well(permits.close(...ids));
  });

  it('shows what a gateway took whose clock was ahead', async () => {
    const sent = toPermits('<ahead/>');
    const keptBack = toPermits('<later/>', { delivery: '<m:NotBefore>2999-01-01T00:00:00Z</m:NotBefore>' });
    for (const one of [sent, keptBack]) await well(invoices.send(one));
    // As that gateway would have written it down.
    const ahead = `UPDATE xta_message SET created_at = created_at + interval '32 days', accepted_at = accepted_at + interval '32 days',
      visible_from = visible_from + interval '32 days' WHERE message_id = $1`;
    await query(setUp.database.migrateUrl, ahead, [sent.messageId]);
    const both = selector([sent, keptBack].map(({ messageId }) => idElement(messageId)).join(''));
    expect(textsIn((await well(permits.list('', both))).xml, 'MessageID')).toContain(sent.messageId);
    expect((await well(permits.list('', both))).xml).not.toContain(keptBack.messageId);
    const fetched = await well(permits.fetch(selector(idElement(sent.messageId))));
    expect(fetched.parts.map(({ bytes }) => bytes.toString())).toEqual(['<ahead/>']);
    await well(permits.close(sent.messageId));
  });

  it('takes no attributes of contents that are contents themselves', async () => {
    const named = { ...pdf, fileName: 'x'.repeat(300_000) };
    expect(await refused(invoices.send(toPermits('<a/>', { attachments: [named] })))).toBe(
      'ParameterIsNotValidException 9023',
    );
  });

  it('is asked no more often at once than one procedure may', async () => {
    const authorization = `Bearer ${await setUp.hub.keyOf('building-permits')}`;
    const headers = { authorization, 'content-type': 'application/soap+xml', 'transfer-encoding': 'chunked' };
    const open = Array.from({ length: REQUESTS_MAX }, () => {
      const one = request(`${setUp.hub.baseUrl}/xta/2.1.1/msgbox`, { method: 'POST', headers, agent: false });
      // Cut off below.
      one.on('error', () => undefined);
      one.write('<');
      return one;
    });
    await until('there are too many', async () => (await permits.list()).status !== 200);
    const refusal = await permits.list();
    expect([refusal.exception, refusal.number]).toEqual(['XTAWSTechnicalProblemException', '9030']);
    expect(refusal.headers.get('retry-after')).toBe('1');
    // Others are served.
    await well(invoices.list());
    for (const one of open) one.destroy();
    await until('they are over', async () => (await permits.list()).status === 200);
  });

  it('gets nothing again, and nothing is filed, when a name has moved between two tries', async () => {
    const name = { type: TYPE, identifier: 'mover' };
    const move = (procedure: string | undefined): Promise<void> =>
      administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration, xtaParties }) => {
        const by = { tenant: (await administration.tenantId('demo'))!, name: '(test)' };
        await xtaParties.remove(by, name);
        await xtaParties.add(by, { ...name, procedure, services: [] });
      });
    const boxed = to('mover', invoice('M-1'));
    const filed = to('mover', invoice('M-2'));
    await well(invoices.send(boxed));
    for (const procedure of [undefined, 'xmeld']) {
      await move(procedure);
      if (procedure === undefined) await well(invoices.send(filed));
      expect(await refused(invoices.send(boxed))).toBe('ParameterIsNotValidException 9024');
    }
    expect(await refused(invoices.send(filed))).toBe('ParameterIsNotValidException 9024');
    const { messages } = (await (await setUp.hub.procedure('xrechnung')).get('/v1/messages?limit=500')).body;
    expect(messages.map(({ key }: { key: string }) => key)).not.toContain(boxed.messageId);
    await well(permits.close(boxed.messageId));
  });
});
