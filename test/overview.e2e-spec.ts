// What operators see at a glance: what waits, how old it is, how fast it gets less, what is parked or misconfigured, and
// whether what the hub needs is there. And how they have a procedure wait.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const JSON_TYPE = { mime: 'application/json' };

describe.each(exchanges)('the overview, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let permits: Procedure;
  let invoices: Procedure;
  let operator: Procedure;
  beforeAll(async () => {
    setUp = await startSetUp(exchange, { TALLY_MS: '100' });
    permits = await setUp.hub.procedure('building-permits');
    invoices = await setUp.hub.procedure('xrechnung');
    operator = await setUp.hub.operator();
  });
  afterAll(() => setUp.remove());

  const overview = async (): Promise<Answer['body']> => {
    const { status, body } = await operator.get('/v1/overview');
    expect(status).toBe(200);
    return body;
  };
  const of = (body: Answer['body'], name: string): Answer['body'] =>
    body.procedures.find((procedure: { name: string }) => procedure.name === name);
  /** The entry of a procedure once it looks as expected. */
  const when = (name: string, looks: (entry: Answer['body']) => boolean): Promise<Answer['body']> =>
    until(`${name} looks as expected`, async () => {
      const entry = of(await overview(), name);
      if (looks(entry)) return entry;
      throw new Error(JSON.stringify(entry));
    });
  const post = (path: string, body?: object): Promise<Answer> =>
    operator.request(path, {
      method: 'POST',
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });

  it('shows a hub at rest, to people alone', async () => {
    const body = await overview();
    expect(of(body, 'xrechnung')).toEqual({
      name: 'xrechnung',
      title: expect.any(String),
      connector: 'xrechnung',
      backlog: { ready: 0, delayed: 0, ...(exchange === 'database' ? { unacknowledged: 0 } : {}) },
      rates: { acceptedPerMinute: 0, filedPerMinute: 0 },
      lastHour: { accepted: 0, filed: 0, rejected: 0, parked: 0 },
      parked: 0,
      waiting: 0,
    });
    expect(body.totals).toEqual({ parked: 0, waiting: 0, backlog: 0, acceptedPerMinute: 0, filedPerMinute: 0 });
    expect(body.health).toEqual({
      exchange: { state: 'ok', kind: exchange },
      database: { state: 'ok' },
      content: { state: 'ok', bytesFree: expect.any(Number), bytesTotal: expect.any(Number) },
      consumers: { state: 'ok' },
    });
    expect(Math.abs(Date.now() - Date.parse(body.asOf))).toBeLessThan(5_000);
    expect((await permits.get('/v1/overview')).status).toBe(403);
    expect((await permits.get('/v1/overview/series')).status).toBe(403);
  });

  it('counts what was accepted and what became of it, and draws it', async () => {
    for (const text of [permit('O-1', { project: 'Carport' }), permit('O-1', { project: 'Tower' }), '{"permit":{}}'])
      await permits.settled((await permits.send(text, JSON_TYPE)).body.id);
    const entry = await when('building-permits', ({ lastHour }) => lastHour.accepted === 3);
    expect(entry).toMatchObject({
      lastHour: { accepted: 3, filed: 1, rejected: 1, parked: 1 },
      parked: 1,
      waiting: 0,
      untouched: 1,
    });
    expect(entry.rates.acceptedPerMinute).toBeGreaterThanOrEqual(0.5);
    expect(entry.rates.acceptedPerMinute).toBeLessThanOrEqual(0.6);
    expect(entry.rates.filedPerMinute).toBe(0.2);
    expect(entry).not.toHaveProperty('secondsToEmpty');
    expect(entry).not.toHaveProperty('oldestAcceptedAt');

    for (const [span, count] of [
      ['1h', 60],
      ['6h', 72],
      ['24h', 96],
      ['7d', 168],
      ['30d', 180],
    ] as const) {
      const { body } = await operator.get(`/v1/overview/series?span=${span}&procedure=building-permits`);
      const sum = (what: string): number => body[what].reduce((total: number, value: number) => total + value, 0);
      expect({ span, steps: body.at.length }).toEqual({ span, steps: count });
      expect(['accepted', 'filed', 'rejected', 'parked'].map(sum)).toEqual([3, 1, 1, 1]);
      expect(body.at[1] - body.at[0]).toBe(body.stepSeconds);
      expect(body.at.at(-1) * 1_000).toBeLessThanOrEqual(Date.parse(body.to));
      expect(Date.parse(body.from)).toBe(body.at[0] * 1_000);
    }
    const other = await operator.get('/v1/overview/series?procedure=xrechnung');
    expect(other.body.accepted.every((count: number) => count === 0)).toBe(true);
    expect((await operator.get('/v1/overview/series?procedure=nobody')).status).toBe(404);
    expect((await operator.get('/v1/overview/series?span=1y')).body).toMatchObject({ code: 'request.invalid' });
  });

  it('has a procedure wait while gateways accept, over a restart, and go on', async () => {
    expect((await post('/v1/procedures/nobody/pause', { reason: 'why not' })).status).toBe(404);
    expect((await post('/v1/procedures/building-permits/pause', { reason: '' })).status).toBe(400);
    const { status, body } = await post('/v1/procedures/building-permits/pause', { reason: 'a new file plan' });
    expect({ status, body }).toEqual({
      status: 200,
      body: { paused: { by: 'operator', at: expect.any(String), reason: 'a new file plan' } },
    });
    // Who was first is who has paused it.
    expect((await post('/v1/procedures/building-permits/pause', { reason: 'me too' })).body).toEqual(body);
    await noConsumer('building-permits');

    const before = new Date();
    const ids: string[] = [];
    for (let number = 0; number < 5; number += 1)
      ids.push((await permits.send(permit(`P-${number}`), JSON_TYPE)).body.id);
    const other = await invoices.settled((await invoices.send(invoice('P-1'))).body.id);
    expect(other.state).toBe('filed');
    const waiting = await when('building-permits', ({ backlog, oldestAcceptedAt: at }) => backlog?.ready === 5 && at);
    expect(waiting.paused).toEqual(body.paused);
    // Gateways tell by the minute what they accepted.
    expect(Date.parse(waiting.oldestAcceptedAt) - before.getTime()).toBeGreaterThanOrEqual(-60_000);
    expect(Date.parse(waiting.oldestAcceptedAt) - before.getTime()).toBeLessThan(1_000);
    expect((await overview()).health.consumers).toEqual({ state: 'ok' });

    await setUp.hub.stop();
    await setUp.hub.start();
    const again = await when('building-permits', ({ backlog }) => backlog?.ready === 5);
    expect(again.paused).toEqual(body.paused);
    expect(again.oldestAcceptedAt).toBe(waiting.oldestAcceptedAt);
    // What waits is not missing, however long it waits.
    expect(await permits.books()).toMatchObject({ inFlight: 5, missing: { count: 0 }, balanced: true });

    expect((await post('/v1/procedures/building-permits/resume')).body).toEqual({});
    for (const id of ids) expect((await permits.settled(id)).state).toBe('filed');
    const flows = await when('building-permits', ({ backlog }) => backlog?.ready === 0);
    expect(flows).not.toHaveProperty('paused');
    expect(await journal()).toEqual([
      { actor: 'operator', action: 'procedure.paused', details: { reason: 'a new file plan' } },
      { actor: 'operator', action: 'procedure.resumed', details: { ended: body.paused } },
    ]);
  });

  /** Workers have let go of it: what is sent now waits. */
  async function noConsumer(procedure: string): Promise<void> {
    await until('its worker knows', () => setUp.hub.knows('a new file plan'));
    if (exchange === 'rabbitmq')
      await until('nobody consumes', async () => {
        const { body } = await operator.get('/v1/queues');
        return body.queues.some((queue: Answer['body']) => queue.procedure === procedure && queue.consumers === 0);
      });
    // On the database nobody knows who consumes; lanes are looked at every second.
    else await new Promise((resolve) => setTimeout(resolve, 2_500));
  }

  async function journal(): Promise<readonly object[]> {
    return query(
      setUp.database.migrateUrl,
      `SELECT actor, action, details FROM journal WHERE actor = 'operator' AND subject_kind = 'procedure' ORDER BY id`,
    );
  }

  it('shows what waits by itself, and why', async () => {
    await setUp.changeSettings('building-permits', { filePlanCode: '999' });
    const { body } = await permits.send(permit('W-1', { parcel: 'Nowhere 1' }), JSON_TYPE);
    const entry = await when('building-permits', ({ cause, waiting }) => cause !== undefined && waiting === 1);
    expect(entry.cause).toMatchObject({
      kind: 'misconfigured',
      code: 'archive.file-plan-code-unknown',
      stage: 'file',
      whoActs: 'operator',
      sentence: { de: expect.stringContaining('999'), en: expect.stringContaining('999') },
    });
    expect(Date.parse(entry.oldestAcceptedAt)).toBe(Date.parse((await permits.message(body.id)).acceptedAt));
    await setUp.changeSettings('building-permits', { filePlanCode: '632.6' });
    await permits.settled(body.id);
    const after = await when('building-permits', ({ cause, waiting }) => cause === undefined && waiting === 0);
    expect(after).not.toHaveProperty('oldestAcceptedAt');
  });
});
