// A parked message is corrected: what was sent stays, and exactly one document is filed, from one of the two bodies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

describe.each(exchanges)('a correction, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let invoices: Procedure;
  let operator: Procedure;
  let first: Answer['body'];
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    invoices = await setUp.hub.procedure('xrechnung');
    operator = await setUp.hub.operator();
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'conflict' });
    first = await invoices.settled((await invoices.send(invoice('R-1'))).body.id);
  });
  afterAll(() => setUp.remove());

  const post = (path: string, body?: object): Promise<Answer> => operator.post(path, body);
  const parked = async (): Promise<Answer['body']> => {
    const sent = await invoices.send(invoice('R-1', { note: String(Math.random()) }));
    const message = await invoices.settled(sent.body.id);
    expect(message).toMatchObject({ state: 'parked', error: { code: 'archive.content-differs' } });
    return message;
  };

  it('files the corrected body in place of what was sent, once, whatever key is in it', async () => {
    const message = await parked();
    const path = `/v1/messages/${message.id}`;
    const sent = (await operator.request(`${path}/payload`, {})).body;
    const body = sent.replace('R-1<', 'R-1a<');
    expect(body).not.toBe(sent);
    const proposed = await post(`${path}/corrections`, { body, reason: 'number was taken already' });
    expect(proposed).toMatchObject({ status: 201, body: { number: 1, state: 'proposed', by: 'operator' } });
    expect((await operator.request(`${path}/corrections/1/payload`, {})).body).toBe(body);
    expect(await post(`${path}/corrections`, { body, reason: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'correction.pending' },
    });
    expect((await invoices.message(message.id)).state).toBe('parked');

    expect((await post(`${path}/corrections/1/approve`)).status).toBe(202);
    const filed = await until('it is filed', async () => {
      const now = await invoices.message(message.id);
      return now.state === 'filed' ? now : undefined;
    });
    expect(filed.key).toBe(message.key);
    const [document, ...others] = filed.receipt.documents;
    expect(others).toEqual([]);
    expect(document).toMatchObject({ version: 1, sha256: sha256(Buffer.from(body)) });
    expect(document.id).not.toBe(first.receipt.documents[0].id);
    expect((await invoices.content(document.content)).toString()).toBe(body);
    expect((await operator.request(`${path}/payload`, {})).body).toBe(sent);
    expect((await operator.get(`${path}/corrections`)).body.corrections).toEqual([
      expect.objectContaining({
        number: 1,
        state: 'approved',
        decidedBy: 'operator',
        reason: 'number was taken already',
      }),
    ]);

    // The sender repeats what it sent: it is known.
    const again = await invoices.settled((await invoices.send(sent)).body.id);
    expect(again).toMatchObject({ duplicateOf: message.id, state: 'filed' });
    expect(again.receiptJws).toBe(filed.receiptJws);
    expect((await post(`${path}/corrections/1/approve`)).status).toBe(409);
    expect((await post(`${path}/release`)).status).toBe(409);
    expect(await invoices.books()).toMatchObject({ filed: 2, parked: 0, inFlight: 0, balanced: true });
  });

  it('files what was approved, though what was sent is on its way once more', async () => {
    const { id } = await parked();
    const path = `/v1/messages/${id}`;
    const sent = (await operator.request(`${path}/payload`, {})).body;
    await post(`${path}/corrections`, { body: sent.replace('R-1<', 'R-1b<'), reason: 'number' });
    // A copy of what was sent comes up again while the correction is under way, and afterwards.
    await post(`${path}/release`);
    const approving = until('it is parked again, and approved', async () => {
      const { status } = await post(`${path}/corrections/1/approve`);
      return status === 202 ? true : undefined;
    });
    await approving;
    await invoices.send(sent);
    const filed = await until('it is filed', async () => {
      const now = await invoices.message(id);
      return now.state === 'filed' ? now : undefined;
    });
    const bytes = (await invoices.content(filed.receipt.documents[0].content)).toString();
    expect(bytes).toBe(sent.replace('R-1<', 'R-1b<'));
    expect(filed.receipt.documents).toHaveLength(1);
    expect(await invoices.books()).toMatchObject({ inFlight: 0, balanced: true });
  });

  it('leaves the message parked when it is refused, and takes nothing that the front door would not', async () => {
    const { id } = await parked();
    const path = `/v1/messages/${id}/corrections`;
    for (const [body, code] of [
      ['<a>', 'xml.not-well-formed'],
      ['<?xml version="1.0" encoding="ISO-8859-1"?><a/>', 'correction.encoding'],
      ['<!DOCTYPE a><a/>', 'xml.doctype'],
    ] as const)
      expect(await post(path, { body, reason: 'x' })).toMatchObject({ status: 422, body: { code } });
    await post(path, { body: '<a/>', reason: 'a try' });
    expect((await post(`${path}/1/refuse`, { reason: 'nonsense' })).body).toMatchObject({
      state: 'refused',
      decisionReason: 'nonsense',
    });
    expect((await post(`${path}/1/approve`)).status).toBe(404);
    expect((await invoices.message(id)).state).toBe('parked');
    await post(`/v1/messages/${id}/discard`, { reason: 'cleared' });
    expect(await post(path, { body: '<a/>', reason: 'late' })).toMatchObject({
      status: 409,
      body: { code: 'message.not-parked' },
    });
  });
});
