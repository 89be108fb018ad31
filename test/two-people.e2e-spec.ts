// Where a tenant wants it, what is final for a sender and what changes a message takes two people.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Procedure, type Answer } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

const PASSWORD = 'correct horse battery';
let setUp: SetUp;
let invoices: Procedure;
let operator: Procedure;
let approver: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  invoices = await setUp.hub.procedure('xrechnung');
  operator = await setUp.hub.operator();
  await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'conflict' });
  await administer({ FACHWERK_DATABASE_URL: setUp.database.url }, async ({ administration }) => {
    const tenant = (await administration.tenantId('demo'))!;
    await administration.createPerson(tenant, 'vera', PASSWORD, ['approver']);
  });
  const basic = Buffer.from(`vera@demo:${PASSWORD}`).toString('base64');
  approver = new Procedure(setUp.hub.baseUrl, '', `Basic ${basic}`);
  await invoices.settled((await invoices.send(invoice('Z-1'))).body.id);
  const fourEyes = { discard: true, correct: true };
  const { status } = await operator.post('/v1/tenant-settings', { hideContent: false, fourEyes });
  if (status !== 200) throw new Error(`The settings of the tenant were answered ${status}.`);
});
afterAll(() => setUp.remove());

async function parked(note: string): Promise<string> {
  const message = await invoices.settled((await invoices.send(invoice('Z-1', { note }))).body.id);
  expect(message.state).toBe('parked');
  return message.id;
}

const ended = (id: string, state: string): Promise<Answer['body']> =>
  until(`the message is ${state}`, async () => {
    const message = await invoices.message(id);
    return message.state === state ? message : undefined;
  });

describe('two people', () => {
  it('are needed to discard: one asks, another agrees, and the journal has both', async () => {
    const id = await parked('one');
    const alone = await operator.post(`/v1/messages/${id}/discard`, { reason: 'no' });
    expect(alone).toMatchObject({ status: 409, body: { code: 'message.two-people' } });
    const asked = { action: 'discard', reason: 'no', selection: { messages: [id] } };
    expect((await operator.post('/v1/jobs/preview', asked)).body.approval).toBe(true);
    const { body: job } = await operator.post('/v1/jobs', asked);
    expect(job.state).toBe('awaiting-approval');
    const own = await operator.post(`/v1/jobs/${job.id}/approve`);
    expect(own).toMatchObject({ status: 409, body: { code: 'job.own' } });
    expect((await invoices.message(id)).state).toBe('parked');

    expect((await approver.post(`/v1/jobs/${job.id}/approve`)).body).toMatchObject({
      state: 'running',
      decidedBy: 'vera',
    });
    expect((await ended(id, 'rejected')).error.code).toBe('message.discarded');
    const { entries } = (await operator.get(`/v1/journal?limit=10`)).body;
    const told = entries.map(({ actor, action }: Answer['body']) => `${actor} ${action}`);
    expect(told).toEqual(expect.arrayContaining(['vera job.approved', 'operator job.created']));
  });

  it('may disagree, and then nothing happens', async () => {
    const id = await parked('two');
    const asked = { action: 'hand-back', reason: 'no', selection: { messages: [id] } };
    const { body: job } = await operator.post('/v1/jobs', asked);
    expect((await approver.post(`/v1/jobs/${job.id}/refuse`)).body).toMatchObject({
      state: 'refused',
      counts: { untouched: 1, rejected: 0 },
    });
    expect((await invoices.message(id)).state).toBe('parked');
    const { body: release } = await operator.post('/v1/jobs', { ...asked, action: 'release' });
    expect(release.state).toBe('running');
  });

  it('are needed to correct: exactly one document is filed', async () => {
    const id = await parked('three');
    const path = `/v1/messages/${id}/corrections`;
    const body = (await operator.request(`/v1/messages/${id}/payload`, {})).body.replace('Z-1<', 'Z-2<');
    expect((await operator.post(path, { body, reason: 'number' })).body).toMatchObject({ approval: true });
    const own = await operator.post(`${path}/1/approve`);
    expect(own).toMatchObject({ status: 409, body: { code: 'correction.own' } });
    expect((await invoices.message(id)).state).toBe('parked');
    expect((await approver.post(`${path}/1/approve`)).status).toBe(202);
    expect((await ended(id, 'filed')).receipt.documents).toHaveLength(1);
    const { hits } = (await operator.get('/v1/search?q=Z-2&type=document')).body;
    expect(hits).toHaveLength(1);
    expect(await invoices.books()).toMatchObject({ inFlight: 0, balanced: true });
  });
});
