// What the hub answers later: bytes as they were sent, receipts that can be proven, lists without gaps, health, numbers.
import { compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const JSON_TYPE = 'application/json';
const pdf = Buffer.from(`%PDF-1.7\n${'0123456789'.repeat(10)}`);
const html = Buffer.from('<html><script>alert(1)</script></html>');
const attachments = [
  { name: "Übersicht 'Größe'; 100%.pdf", mime: 'application/pdf', bytes: pdf },
  { name: 'page.html', mime: 'text/html', bytes: html },
  { name: 'drawing.svg', mime: 'image/svg+xml', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
];

let setUp: SetUp;
let invoices: Procedure;
let permits: Procedure;
let operator: Procedure;
/** A permit with its attachments, filed. */
let filed: Answer['body'];
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  invoices = await setUp.hub.procedure('xrechnung');
  permits = await setUp.hub.procedure('building-permits');
  operator = await setUp.hub.operator();
  filed = await permits.settled((await permits.send(permit('A-1'), { mime: JSON_TYPE, attachments })).body.id);
});
afterAll(() => setUp.remove());

describe('the content of a document', () => {
  const get = (index: number, headers: Record<string, string> = {}): Promise<Answer> =>
    permits.request(filed.receipt.documents[index].content, { headers });

  it.each([
    ['bytes=0-4', 206, '%PDF-', `bytes 0-4/${pdf.length}`],
    ['bytes=99-', 206, pdf.subarray(99).toString(), `bytes 99-${pdf.length - 1}/${pdf.length}`],
    ['bytes=-3', 206, '789', `bytes ${pdf.length - 3}-${pdf.length - 1}/${pdf.length}`],
    ['bytes=100-9999', 206, pdf.subarray(100).toString(), `bytes 100-${pdf.length - 1}/${pdf.length}`],
    ['bytes=0-1,3-4', 200, pdf.toString(), null],
    ['lines=1-2', 200, pdf.toString(), null],
  ])('answers the range %s with %i', async (range, status, text, contentRange) => {
    const { headers, ...answer } = await get(1, { range });
    expect(answer).toMatchObject({ status, body: text });
    expect(headers.get('content-range')).toBe(contentRange);
    expect(headers.get('content-length')).toBe(String(text.length));
    expect(headers.get('accept-ranges')).toBe('bytes');
  });

  it('answers a range behind the end with 416 and its length', async () => {
    const answer = await get(1, { range: `bytes=${pdf.length}-` });
    expect(answer).toMatchObject({ status: 416, body: { code: 'document.range-invalid' } });
    expect(answer.headers.get('content-range')).toBe(`bytes */${pdf.length}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  it('is not sent again to whoever has it, and a range only of what has not changed', async () => {
    const { headers } = await get(1);
    const etag = headers.get('etag')!;
    expect(etag).toBe(`"${filed.receipt.documents[1].sha256}"`);
    for (const tags of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      expect(await get(1, { 'if-none-match': tags })).toMatchObject({ status: 304, body: '' });
    }
    expect((await get(1, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get(1, { range: 'bytes=0-4', 'if-range': etag })).status).toBe(206);
    expect((await get(1, { range: 'bytes=0-4', 'if-range': '"other"' })).status).toBe(200);
  });

  it('is named and typed, and runs nothing in a browser', async () => {
    const answers = await Promise.all([0, 1, 2, 3].map((index) => get(index)));
    for (const { status, headers } of answers) {
      expect(status).toBe(200);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('cache-control')).toBe('private, no-cache');
    }
    const [json, shown, page, drawing] = answers.map(({ headers }) => headers.get('content-disposition')!);
    expect(shown).toBe(
      `inline; filename="_bersicht 'Gr__e'; 100_.pdf"; filename*=UTF-8''%C3%9Cbersicht%20%27Gr%C3%B6%C3%9Fe%27%3B%20100%25.pdf`,
    );
    for (const saved of [json, page, drawing]) expect(saved).toMatch(/^attachment; /);
    const xml = await invoices.settled((await invoices.send(invoice('A-2'))).body.id);
    const { headers } = await invoices.get(xml.receipt.documents[0].content);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="A-2\.xml"/);
    expect(headers.get('content-type')).toBe('application/xml');
  });

  it('is that of a version that exists', async () => {
    const [{ href }] = filed.receipt.documents;
    for (const version of ['0', '2', '-1', 'x', '1.5', '1e99']) {
      expect(await permits.get(`${href}/content?version=${version}`)).toMatchObject({
        status: 404,
        body: { code: 'record.not-found' },
      });
    }
    expect((await permits.get(`${href}/content`)).status).toBe(200);
  });
});

describe('a receipt', () => {
  it('is signed with a key everyone can look up, and says what the message says', async () => {
    const { status, headers, body: keys } = await permits.get('/.well-known/jwks.json');
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('public');
    for (const key of keys.keys)
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const { payload } = await compactVerify(filed.receiptJws, createLocalJWKSet(keys));
    const proven = JSON.parse(Buffer.from(payload).toString('utf8'));
    const withoutLinks = JSON.parse(
      JSON.stringify(filed.receipt, (name, value: unknown) => (['href', 'content'].includes(name) ? undefined : value)),
    );
    expect(proven).toEqual(withoutLinks);
    expect(proven).toMatchObject({
      messageId: filed.id,
      key: 'A-1',
      fileReference: expect.stringMatching(/^632\.6\//),
    });
    expect(decodeProtectedHeader(filed.receiptJws)).toMatchObject({ alg: 'ES256', kid: keys.keys[0].kid });

    const [head, , signature] = filed.receiptJws.split('.');
    const forged = Buffer.from(JSON.stringify({ ...proven, fileReference: '632.6/2026-9' })).toString('base64url');
    await expect(compactVerify(`${head}.${forged}.${signature}`, createLocalJWKSet(keys))).rejects.toThrow('signature');
  });
});

describe('the list of messages', () => {
  const sent: string[] = [];
  let parked: string;
  beforeAll(async () => {
    for (let number = 0; number < 24; number += 1) sent.push((await invoices.send(invoice(`L-${number}`))).body.id);
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'conflict' });
    await Promise.all(sent.map((id) => invoices.settled(id)));
    parked = (await invoices.send(invoice('L-0', { note: 'other' }))).body.id;
    await invoices.settled(parked);
    sent.push(parked);
  });

  async function pages(query: string, who = invoices): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: string | undefined = ''; after !== undefined;) {
      const { status, body }: Answer = await who.get(`/v1/messages?${query}&after=${after}`);
      if (status !== 200) throw new Error(JSON.stringify(body));
      ids.push(...body.messages.map(({ id }: { id: string }) => id));
      after = body.after;
    }
    return ids;
  }

  it.each([1, 7, 25, 26, 500])('has everything once, newest first, %i at a time', async (limit) => {
    const ids = await pages(`limit=${limit}`);
    expect(ids.slice(0, 25)).toEqual(sent.toReversed());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is limited to a state, a time, a procedure', async () => {
    expect(await pages('state=parked')).toEqual([parked]);
    expect(await pages('state=rejected')).toEqual([]);
    expect((await pages('state=filed&limit=10')).slice(0, 24)).toEqual(sent.slice(0, 24).toReversed());
    const times = await Promise.all([sent[5]!, sent[10]!].map(async (id) => (await invoices.message(id)).acceptedAt));
    const between = await pages(`from=${times[0]}&to=${times[1]}`);
    // From is included, to is not; several messages may have been accepted in one millisecond.
    expect(between).toContain(sent[5]);
    expect(between).not.toContain(sent[10]);
    expect(between).not.toContain(sent[11]);
    expect(await pages('procedure=xrechnung&limit=9', operator)).toEqual(await pages('limit=9'));
    expect(await pages('', operator)).toContain(filed.id);
    expect(await pages('procedure=building-permits')).toEqual(await pages(''));
  });

  it.each([
    ['state=done', 'state'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=ten', 'limit'],
    ['after=page-2', 'after'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30T00:00:00Z', 'to'],
    ['state=filed&state=parked', 'state'],
  ])('refuses %s', async (query, name) => {
    const { status, body } = await invoices.get(`/v1/messages?${query}`);
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    expect(body.sentence.de).toContain(name);
  });
});

describe('the hub about itself', () => {
  const counter = async (name: string, label: string): Promise<number> => {
    const { headers, body } = await operator.get('/metrics');
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    const line = String(body)
      .split('\n')
      .find((one) => one.startsWith(`${name}{`) && one.includes(label));
    return Number(line?.split(' ').at(-1) ?? 0);
  };

  it('says to anyone that it lives, that it is ready, and what its interface is', async () => {
    const ask = async (path: string): Promise<unknown> => (await fetch(setUp.hub.baseUrl + path)).json();
    expect(await ask('/health/live')).toEqual({ live: true });
    expect(await ask('/health/ready')).toEqual({
      ready: true,
      checks: { exchange: 'ok', database: 'ok', keys: 'ok', consumers: 'ok' },
      refusing: [],
    });
    expect(await ask('/api/openapi.json')).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    expect(await ask('/v1/nothing')).toMatchObject({ status: 404, code: 'request.refused' });
  });

  it('counts what it accepts, what it refuses, and what became of it', async () => {
    const read = (): Promise<number[]> =>
      Promise.all([
        counter('fachwerk_messages_accepted_total', 'procedure="xrechnung"'),
        counter('fachwerk_messages_refused_total', 'code="xml.doctype"'),
        counter('fachwerk_messages_refused_total', 'code="access.unauthorised"'),
        counter('fachwerk_message_outcomes_total', 'procedure="xrechnung",outcome="filed"'),
      ]);
    const before = await read();
    await invoices.send(invoice('M-1'));
    await invoices.send(invoice('M-2'));
    await invoices.send('<!DOCTYPE a><a/>');
    await fetch(`${setUp.hub.baseUrl}/v1/procedures/xrechnung/messages`, { method: 'POST', body: '<a/>' });
    // Not at the door: reading what is there is no message.
    await fetch(`${setUp.hub.baseUrl}/v1/messages`);
    const expected = before.map((count, index) => count + [2, 1, 1, 2][index]!);
    await until('everything is counted', async () => {
      const now = await read();
      return now[3] === expected[3];
    });
    expect(await read()).toEqual(expected);
    expect(await counter('fachwerk_dependency_up', 'dependency="database"')).toBe(1);
  });
});
