// What stands still is grouped by cause; whoever knows the cause decides about all of it at once. A release goes in waves
// and stops by itself when the cause is still there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';

type Body = Answer['body'];
const MANY = 120;

describe.each(exchanges)('causes, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  let invoices: Procedure;
  let operator: Procedure;
  let caseFile: string;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
    invoices = await setUp.hub.procedure('xrechnung');
    operator = await setUp.hub.operator();
    const first = await invoices.settled((await invoices.send(invoice('FIRST'))).body.id);
    caseFile = first.receipt.caseFiles[0].id;
  });
  afterAll(() => setUp.remove());

  const post = (path: string, body?: object): Promise<Answer> => operator.post(path, body);
  const sendMany = async (prefix: string, count: number): Promise<string[]> => {
    const numbers = Array.from({ length: count }, (_, number) => `${prefix}-${number}`);
    const answers = await Promise.all(numbers.map((number) => invoices.send(invoice(number))));
    return answers.map(({ body }) => body.id as string);
  };
  const groups = async (tab: string): Promise<Body[]> => {
    const { status, body } = await operator.get(`/v1/causes?tab=${tab}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body.causes;
  };
  const groupWhen = (tab: string, count: number): Promise<Body> =>
    until(`one group of ${count}`, async () => {
      const [group, ...others] = await groups(tab);
      return others.length === 0 && group?.count === count ? group : undefined;
    });
  const ended = (id: string): Promise<Body> =>
    until('the job is over', async () => {
      const { body } = await operator.get(`/v1/jobs/${id}`);
      return body.state === 'running' ? undefined : body;
    });

  it('makes one waiting group of a wrong setting, which goes by itself when it is put right', async () => {
    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4', repeatedNumber: 'perhaps' });
    const ids = await sendMany('W', 20);
    const group = await until('they wait', async () => (await groups('waiting'))[0]);
    expect(group).toMatchObject({
      kind: 'misconfigured',
      code: 'settings.invalid',
      path: '/repeatedNumber',
      whoActs: 'operator',
      sentence: { de: expect.stringContaining('repeatedNumber') },
      connector: { name: 'xrechnung' },
    });
    expect(await groups('parked')).toEqual([]);

    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    const states = await Promise.all(ids.map((id) => invoices.settled(id)));
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['filed']));
    expect((await operator.get('/v1/causes?tab=waiting')).body).toEqual({
      causes: [],
      counts: { parked: 0, waiting: 0 },
    });
  });

  it('releases a group in waves, stops at the first repeat, and files all once the cause is gone', async () => {
    expect((await post(`/v1/case-files/${caseFile}/close`, { reason: 'done' })).body.closedOn).toMatch(/^\d{4}-/);
    const ids = await sendMany('P', MANY);
    const group = await groupWhen('parked', MANY);
    expect(group).toMatchObject({
      kind: 'conflict',
      code: 'archive.file-closed',
      whoActs: 'records-clerk',
      target: expect.stringMatching(/^903\.4\//),
      procedures: [{ name: 'xrechnung', count: MANY }],
    });
    // What is not the same for all of them is not said of all of them.
    expect(group.sentence.de).toContain(`Die Akte ${group.target} ist abgeschlossen; …`);
    expect(group.trend.reduce((sum: number, count: number) => sum + count, 0)).toBe(MANY);

    const selection = { filter: { cause: group.id } };
    const { body: preview } = await post('/v1/jobs/preview', { selection });
    expect(preview).toMatchObject({
      total: MANY,
      procedures: [{ name: 'xrechnung', count: MANY }],
      causes: [{ id: group.id, count: MANY }],
      waves: [1, 5, 50, MANY - 56],
      inOtherJobs: 0,
    });

    const { status, body: job } = await post('/v1/jobs', { action: 'release', selection });
    expect({ status, total: job.total }).toEqual({ status: 202, total: MANY });
    const stopped = await ended(job.id);
    expect(stopped).toMatchObject({
      state: 'stopped',
      stopped: { error: { code: 'archive.file-closed' } },
      counts: { parked: 1, untouched: MANY - 1, sent: 0, pending: 0, filed: 0 },
    });
    const attempts = await Promise.all(
      ids.map(async (id) => (await operator.get(`/v1/messages/${id}/attempts`)).body.attempts.length as number),
    );
    expect(attempts.filter((count) => count > 1)).toEqual([3]);

    // Resumed while the cause is still there, it stops at the next message, not at the same one again.
    const resumed = await post(`/v1/jobs/${job.id}/resume`);
    expect(resumed).toMatchObject({ status: 200, body: { state: 'running', counts: { pending: MANY, parked: 0 } } });
    expect(resumed.body).not.toHaveProperty('stopped');
    expect(resumed.body).not.toHaveProperty('endedAt');
    const again = await ended(job.id);
    expect(again).toMatchObject({ state: 'stopped', wave: { number: 1 }, counts: { parked: 1, untouched: MANY - 1 } });
    expect(again.stopped.messageId).not.toBe(stopped.stopped.messageId);

    expect((await post(`/v1/case-files/${caseFile}/reopen`, { reason: 'not done' })).body.closedOn).toBeNull();
    expect((await post(`/v1/jobs/${job.id}/resume`)).status).toBe(200);
    expect((await post('/v1/jobs', { action: 'release', selection })).status).toBe(409);
    const done = await ended(job.id);
    expect(done).toMatchObject({ state: 'done', total: MANY, counts: { filed: MANY, untouched: 0, parked: 0 } });
    expect(done.wave.number).toBe(4);
    const over = await post(`/v1/jobs/${job.id}/resume`);
    expect(over).toMatchObject({ status: 409, body: { code: 'job.state' } });
    const noted = await query<{ details: unknown }>(
      setUp.database.migrateUrl,
      `SELECT details FROM journal WHERE action = 'job.resumed' ORDER BY at`,
    );
    expect(noted.map(({ details }) => details)).toEqual([{ left: MANY }, { left: MANY }]);
    expect(await groups('parked')).toEqual([]);
    expect((await operator.get(`/v1/causes/${group.id}`)).body).toMatchObject({ cause: null, groups: [] });
    expect((await operator.get(`/v1/jobs?cause=${group.id}`)).body.jobs.map(({ id }: Body) => id)).toEqual([job.id]);
    expect(await invoices.books()).toMatchObject({ parked: 0, inFlight: 0, balanced: true });
  });

  it('leaves to the next job what was on its way when one stopped', async () => {
    await post(`/v1/case-files/${caseFile}/close`, { reason: 'done' });
    const ids = await sendMany('L', 8);
    const group = await groupWhen('parked', 8);
    await post(`/v1/case-files/${caseFile}/reopen`, { reason: 'for one' });
    const selection = { filter: { cause: group.id } };
    const { body: job } = await post('/v1/jobs', { action: 'release', selection });
    // The first one is filed; the five of the second wave find the case file closed again.
    await until('the first one is filed', async () => (await operator.get(`/v1/jobs/${job.id}`)).body.counts.filed > 0);
    await post(`/v1/case-files/${caseFile}/close`, { reason: 'done after all' });
    const over = await ended(job.id);
    if (over.state === 'stopped') expect(over.counts.sent).toBe(0);
    await post(`/v1/case-files/${caseFile}/reopen`, { reason: 'for all' });
    const rest = await until('the rest can be released', async () => {
      const { status, body } = await post('/v1/jobs', { action: 'release', selection });
      return status === 202 || (await groups('parked')).length === 0 ? { status, body } : undefined;
    });
    if (rest.status === 202) await ended(rest.body.id);
    const states = await Promise.all(ids.map((id) => invoices.settled(id)));
    const left = states.filter(({ state }) => state !== 'filed');
    if (left.length > 0) await ended((await post('/v1/jobs', { action: 'release', selection })).body.id);
    for (const id of ids) expect((await invoices.settled(id)).state).toBe('filed');
  });

  it('keeps notes, finds messages by words, refuses them with a sentence, and tells what happened', async () => {
    await post(`/v1/case-files/${caseFile}/close`, { reason: 'done' });
    const [first, second, third] = await sendMany('N', 3);
    const group = await groupWhen('parked', 3);
    expect((await post(`/v1/causes/${group.id}/notes`, { text: 'Frau Müller fragt nach.' })).status).toBe(201);
    expect((await operator.get(`/v1/causes/${group.id}`)).body).toMatchObject({
      cause: { count: 3, notes: 1 },
      groups: [{ tab: 'parked', count: 3 }],
      notes: [{ by: 'operator', text: 'Frau Müller fragt nach.' }],
    });
    // A cause that some wait for, and others are parked for because they waited too long.
    const change = (state: string): Promise<unknown> =>
      query(setUp.database.migrateUrl, `UPDATE stopped_message SET state = $1 WHERE message_id = $2`, [state, third]);
    await change('waiting');
    expect((await operator.get(`/v1/causes/${group.id}`)).body).toMatchObject({
      cause: { tab: 'parked', count: 2 },
      groups: [
        { tab: 'parked', count: 2 },
        { tab: 'waiting', count: 1 },
      ],
    });
    await change('parked');

    const found = async (query: string): Promise<string[]> =>
      (await operator.get(`/v1/messages?${query}`)).body.messages.map(({ id }: Body) => id);
    expect(await found(`cause=${group.id}&limit=2`)).toHaveLength(2);
    expect((await found(`cause=${group.id}`)).toSorted()).toEqual([first, second, third].toSorted());
    expect(await found('q=N-1')).toEqual([second]);
    expect(await found(`q=${third}`)).toEqual([third]);
    expect((await found('state=parked&q=abgeschlossen')).length + (await found('q=closed')).length).toBe(3);
    const payload = await operator.request(`/v1/messages/${first}/payload`, {});
    expect(payload.body).toBe(invoice('N-0').toString());
    expect(payload.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const partOf = (range: string): Promise<Answer> =>
      operator.request(`/v1/messages/${first}/payload`, { headers: { range } });
    const size = invoice('N-0').length;
    const part = await partOf('bytes=1-4');
    expect({ status: part.status, body: part.body }).toEqual({
      status: 206,
      body: invoice('N-0').toString().slice(1, 5),
    });
    expect(part.headers.get('content-range')).toBe(`bytes 1-4/${size}`);
    const behind = await partOf(`bytes=${size}-`);
    expect(behind).toMatchObject({ status: 416, body: { code: 'message.range-invalid' } });

    const reason = 'Bitte an die Akte 2027 richten.';
    const { body: job } = await post('/v1/jobs', {
      action: 'hand-back',
      reason,
      selection: { messages: [first, second] },
    });
    expect((await ended(job.id)).counts).toMatchObject({ rejected: 2, filed: 0 });
    expect(await invoices.message(first!)).toMatchObject({
      state: 'rejected',
      error: { code: 'message.handed-back', sentence: { de: expect.stringContaining(reason) } },
    });
    expect((await groupWhen('parked', 1)).id).toBe(group.id);
    const { body: timeline } = await operator.get(`/v1/messages/${first}/timeline`);
    expect(timeline.entries.map(({ kind }: Body) => kind)).toEqual(['accepted', 'attempt', 'decision']);
    expect(timeline.entries[2].attempt).toMatchObject({ actor: 'operator', reason });

    for (const [path, body] of [
      ['/v1/jobs', { action: 'discard', selection: { messages: [third] } }],
      ['/v1/jobs', { action: 'burn', selection: { messages: [third] } }],
      ['/v1/jobs', { action: 'release', selection: { messages: [] } }],
      ['/v1/jobs', { action: 'release', selection: {} }],
      // Whoever misspells a condition does not decide about everything.
      ['/v1/jobs', { action: 'discard', reason: 'no', selection: { filter: { words: 'N-1' } } }],
      ['/v1/jobs', { action: 'discard', reason: 'no', selection: { messages: [third], filter: {} } }],
      ['/v1/jobs', { action: 'release', selection: { filter: { q: 'a\0b' } } }],
      [`/v1/causes/${group.id}/notes`, { text: ' ' }],
    ] as const)
      expect((await post(path, body)).status).toBe(400);
    for (const path of ['/v1/jobs/nothing', `/v1/jobs/${third}`, '/v1/causes/nothing', `/v1/causes/${third}`])
      expect((await operator.get(path)).status).toBe(404);
    expect((await invoices.get('/v1/causes')).status).toBe(403);
    await post('/v1/jobs', { action: 'discard', reason: 'cleared', selection: { messages: [third] } });
    await until('it is discarded', async () => (await invoices.message(third!)).state === 'rejected');
    await post(`/v1/case-files/${caseFile}/reopen`, { reason: 'not done' });
  });
});
