// The same key with other content: nothing is overwritten, a person decides, and every try is in the books.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

describe.each(exchanges)('other content under a known key, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let permits: Procedure;
  let invoices: Procedure;
  let operator: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    permits = await setUp.hub.procedure('building-permits');
    invoices = await setUp.hub.procedure('xrechnung');
    operator = await setUp.hub.operator();
  });
  afterAll(() => setUp.remove());

  it('parks it as a conflict that says who must act, and leaves what is filed alone', async () => {
    const json = { mime: 'application/json' };
    const first = permit('BG-1', { project: 'Carport' });
    const filed = await permits.settled((await permits.send(first, json)).body.id);
    const other = await permits.settled((await permits.send(permit('BG-1', { project: 'Tower' }), json)).body.id);
    expect(filed.state).toBe('filed');
    expect(other).toMatchObject({
      state: 'parked',
      key: 'BG-1',
      error: {
        kind: 'conflict',
        code: 'archive.case-closed',
        stage: 'file',
        whoActs: 'records-clerk',
        connector: { name: 'building-permits', version: '1.1.0' },
        sentence: { de: expect.stringContaining('BG-1/decision'), en: expect.stringContaining('BG-1/decision') },
      },
    });
    expect(other.receipt).toBeUndefined();
    expect(await permits.content(filed.receipt.documents[0].content)).toEqual(Buffer.from(first));

    expect((await permits.request(`/v1/messages/${other.id}/release`, { method: 'POST' })).status).toBe(403);
    expect((await operator.request(`/v1/messages/${other.id}/release`, { method: 'POST' })).status).toBe(202);
    const attempts = await until('it was tried again', async () => {
      const { body } = await operator.get(`/v1/messages/${other.id}/attempts`);
      return body.attempts.length === 3 ? body.attempts : undefined;
    });
    expect(attempts.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['parked', 'released', 'parked']);
    expect(attempts[1].actor).toBe('operator');
    expect(await permits.books()).toMatchObject({ accepted: 2, filed: 1, parked: 1, inFlight: 0, balanced: true });
  });

  it('keeps both where the connector says so: a new version', async () => {
    const [one, two] = [invoice('R-7', { note: 'first' }), invoice('R-7', { note: 'second' })];
    const before = await invoices.settled((await invoices.send(one)).body.id);
    const after = await invoices.settled((await invoices.send(two)).body.id);
    const [document] = after.receipt.documents;
    expect(document).toMatchObject({
      id: before.receipt.documents[0].id,
      version: 2,
      sha256: sha256(Buffer.from(two)),
    });
    expect(await invoices.content(`/v1/documents/${document.id}/content`)).toEqual(Buffer.from(two));
    expect(await invoices.content(`/v1/documents/${document.id}/content?version=1`)).toEqual(Buffer.from(one));
    const { body } = await invoices.get(`/v1/documents/${document.id}`);
    expect(body.history.map(({ action }: { action: string }) => action)).toEqual(['created', 'version-added']);
    expect(body.history[1]).toMatchObject({ field: 'content', before: { version: 1 }, after: { version: 2 } });
  });

  it('ends with one document when a parked message is released after its cause is gone', async () => {
    const strict = { filePlanCode: '903.4', repeatedNumber: 'conflict' };
    await setUp.changeSettings('xrechnung', strict);
    const one = await invoices.settled((await invoices.send(invoice('R-8', { note: 'first' }))).body.id);
    const two = await invoices.settled((await invoices.send(invoice('R-8', { note: 'second' }))).body.id);
    const again = await invoices.settled((await invoices.send(invoice('R-8', { note: 'second' }))).body.id);
    expect([one.state, two.state, again.state]).toEqual(['filed', 'parked', 'parked']);
    expect(again.duplicateOf).toBe(two.id);

    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    // Whichever of the repetitions the operator looks at.
    await operator.request(`/v1/messages/${again.id}/release`, { method: 'POST' });
    const filed = await until('it is filed', async () => {
      const message = await invoices.message(two.id);
      return message.state === 'filed' ? message : undefined;
    });
    expect(filed.receipt.documents).toEqual([expect.objectContaining({ id: one.receipt.documents[0].id, version: 2 })]);
    expect((await invoices.message(again.id)).receiptJws).toBe(filed.receiptJws);
    const twice = await operator.request(`/v1/messages/${two.id}/release`, { method: 'POST' });
    expect(twice).toMatchObject({ status: 409, body: { code: 'message.not-parked' } });
  });
});
