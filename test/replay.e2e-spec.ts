// Whatever an operator and a sender do with a message, in whatever state it is: one document, or exactly the versions
// that are due. Every state meets every operation, each on an invoice of its own, under a connector that was changed
// after the first try.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import { query } from './harness/databases.js';
import { HARMFUL, HubProcess } from './harness/hub-process.js';
import type { Answer, Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const OLD = { filePlanCode: '903.4', repeatedNumber: 'conflict' };
const NEW = { filePlanCode: '903.4' };
const SETTLED_MS_MAX = 120_000;

/** What the number of an invoice must say to bring it into a state under the old settings. */
const states = {
  filed: 'filed',
  rejected: 'OLD-reject',
  conflict: 'conflict',
  defect: 'OLD-throw',
  poison: 'OLD-crash',
} as const;
type State = keyof typeof states;

const operations = [
  'nothing',
  'release',
  'rerun',
  'discard',
  'correction',
  'repeat',
  'repeat at the same time',
  'repeat, then again',
  'twice at once',
] as const;
type Operation = (typeof operations)[number];

/** What an operation ends with: state of the message, of what was sent after it, versions of the document. */
type End = readonly [first: string, later: string, versions: number];

/** A message that was parked or rejected before its key was known has no key: sent again, it is a submission of its own. */
const unread: Readonly<Record<Operation, End>> = {
  nothing: ['parked', '', 0],
  release: ['filed', '', 1],
  rerun: ['parked', '', 0],
  discard: ['rejected', '', 0],
  correction: ['parked', 'filed', 1],
  repeat: ['parked', 'filed', 1],
  'repeat at the same time': ['filed', 'filed', 1],
  'repeat, then again': ['filed', 'filed', 1],
  'twice at once': ['filed', '', 1],
};
const ends: Readonly<Record<State, Readonly<Record<Operation, End>>>> = {
  filed: {
    nothing: ['filed', '', 1],
    release: ['filed', '', 1],
    rerun: ['filed', '', 1],
    discard: ['filed', '', 1],
    correction: ['filed', 'filed', 2],
    repeat: ['filed', 'filed', 1],
    'repeat at the same time': ['filed', 'filed', 1],
    'repeat, then again': ['filed', 'filed', 1],
    'twice at once': ['filed', '', 1],
  },
  rejected: {
    ...unread,
    nothing: ['rejected', '', 0],
    release: ['rejected', '', 0],
    rerun: ['filed', '', 1],
    correction: ['rejected', 'filed', 1],
    repeat: ['rejected', 'filed', 1],
  },
  // Another invoice has the number already: what is filed is the second version.
  conflict: {
    nothing: ['parked', '', 1],
    release: ['filed', '', 2],
    rerun: ['parked', '', 1],
    discard: ['rejected', '', 1],
    correction: ['parked', 'filed', 2],
    repeat: ['parked', 'parked', 1],
    'repeat at the same time': ['filed', 'filed', 2],
    'repeat, then again': ['filed', 'filed', 2],
    'twice at once': ['filed', '', 2],
  },
  defect: unread,
  poison: unread,
};

interface Case {
  readonly state: State;
  readonly operation: Operation;
  readonly number: string;
  readonly body: string;
}
const cases: readonly Case[] = (Object.keys(states) as State[]).flatMap((state) =>
  operations.filter(isWorthwhile(state)).map((operation, position) => {
    const number = `${states[state]}-${position}`;
    return { state, operation, number, body: invoice(number, { note: 'the one' }) };
  }),
);

/** Each poisoned message costs three threads, and what became of it is a defect like any other. */
function isWorthwhile(state: State): (operation: Operation) => boolean {
  const some: readonly Operation[] = ['release', 'discard', 'repeat at the same time'];
  return (operation) => state !== 'poison' || some.includes(operation);
}

describe('every operation on every state', () => {
  let setUp: SetUp;
  let worker: HubProcess;
  let sender: Procedure;
  let operator: Procedure;
  const ids = new Map<Case, string>();

  beforeAll(async () => {
    setUp = await startSetUp('rabbitmq', { ROLES: 'gateway,records,operator' });
    const settings = { DATABASE_URL: setUp.database.url, AMQP_URL: setUp.brokerUrl!, ROLES: 'worker' };
    worker = await HubProcess.prepare(
      { ...settings, CONTENT_DIR: join(setUp.hub.dataDir, 'content'), DELAY_LADDER_MS: '100' },
      HARMFUL,
    );
    await worker.start();
    sender = await setUp.hub.procedure('xrechnung');
    operator = await setUp.hub.operator();
    await changeSettings(OLD);
  }, 180_000);
  afterAll(async () => {
    await worker.remove();
    await setUp.remove();
  });

  async function changeSettings(settings: unknown): Promise<void> {
    await setUp.changeSettings('xrechnung', settings);
    await until('the worker knows', () => worker.knowsSettings('xrechnung', settings));
  }

  const send = async (body: string): Promise<string> => (await sender.send(body)).body.id as string;

  /** What an operator does to bring a message in this state forward. */
  const again = (state: State, id: string): Promise<Answer> => decide(id, state === 'rejected' ? 'rerun' : 'release');

  async function decide(id: string, what: 'release' | 'rerun' | 'discard'): Promise<Answer> {
    const body = what === 'release' ? {} : { body: JSON.stringify({ reason: 'a newer connector' }) };
    const headers = { 'content-type': 'application/json' };
    return operator.request(`/v1/messages/${id}/${what}`, { method: 'POST', ...body, headers });
  }

  /** @returns the message that was sent after it, if any */
  async function operate({ state, operation, number, body }: Case, id: string): Promise<string | undefined> {
    const canRelease = state !== 'filed' && state !== 'rejected';
    const forward = state === 'filed' ? 409 : 202;
    switch (operation) {
      case 'nothing':
        return undefined;
      case 'release':
        expect((await decide(id, 'release')).status).toBe(canRelease ? 202 : 409);
        return undefined;
      case 'rerun':
        expect((await decide(id, 'rerun')).status).toBe(state === 'rejected' ? 202 : 409);
        return undefined;
      case 'discard':
        expect((await decide(id, 'discard')).status).toBe(canRelease ? 200 : 409);
        return undefined;
      case 'correction':
        return send(invoice(number, { note: 'corrected' }));
      case 'repeat':
        return send(body);
      case 'repeat at the same time': {
        const [decided, later] = await Promise.all([again(state, id), send(body)]);
        expect(decided.status).toBe(forward);
        return later;
      }
      case 'repeat, then again': {
        const later = await send(body);
        await sender.settled(later, SETTLED_MS_MAX);
        expect((await again(state, id)).status).toBe(forward);
        return later;
      }
      case 'twice at once': {
        const answers = await Promise.all([again(state, id), again(state, id)]);
        const statuses = answers.map(({ status }) => status);
        // The second one finds it on its way: it is sent along once more, or was filed meanwhile.
        expect(statuses).toContain(forward);
        expect([202, 409]).toEqual(expect.arrayContaining(statuses));
        return undefined;
      }
    }
  }

  it('ends with the versions that are due, and books that balance', async () => {
    const earlier = cases.filter(({ state }) => state === 'conflict');
    const firsts = await Promise.all(earlier.map(({ number }) => send(invoice(number, { note: 'an earlier one' }))));
    await Promise.all(firsts.map((id) => sender.settled(id, SETTLED_MS_MAX)));
    await Promise.all(cases.map(async (one) => ids.set(one, await send(one.body))));
    const before = await Promise.all(cases.map((one) => sender.settled(ids.get(one)!, SETTLED_MS_MAX)));
    expect(before.map(({ state }) => state)).toEqual(
      cases.map(({ state }) => (state === 'filed' || state === 'rejected' ? state : 'parked')),
    );

    await changeSettings(NEW);
    const later = await Promise.all(cases.map((one) => operate(one, ids.get(one)!)));
    const count = firsts.length + cases.length + later.filter((id) => id !== undefined).length;
    const books = await sender.booksWhen(
      'all is settled',
      (b) => b.inFlight === 0 && b.received === count,
      SETTLED_MS_MAX,
    );

    const versions = await versionsByNumber();
    const found = await Promise.all(
      cases.map(async (one, position) => {
        const first = await sender.message(ids.get(one)!);
        const id = later[position];
        const second = id === undefined ? undefined : await sender.message(id);
        return { one, first, second, hashes: versions.get(one.number) ?? [] };
      }),
    );
    const table = found.map(({ one, first, second, hashes }) => ({
      state: one.state,
      operation: one.operation,
      ends: [first.state, second?.state ?? '', hashes.length],
    }));
    console.table(table.map(({ ends: [first, second, documents], ...row }) => ({ ...row, first, second, documents })));
    expect(table).toEqual(
      cases.map(({ state, operation }) => ({ state, operation, ends: [...ends[state][operation]] })),
    );
    // The same content is never there twice, and what a receipt names is there.
    for (const { one, first, second, hashes } of found) {
      expect(new Set(hashes).size, one.number).toBe(hashes.length);
      for (const { receipt } of [first, second].filter((message) => message?.state === 'filed'))
        expect(hashes).toContain(receipt.documents[0].sha256);
      if (first.state === 'filed') expect(first.receipt.documents[0].sha256).toBe(sha256(Buffer.from(one.body)));
    }
    expect(books).toMatchObject({ balanced: true, missing: { count: 0 }, unseen: { count: 0 } });
    expect(books.accepted).toBe(books.filed + books.rejected + books.parked);
  }, 300_000);

  it('says who decided, when and why', async () => {
    const [rerun, discard] = (['rejected/rerun', 'defect/discard'] as const).map((name) =>
      ids.get(cases.find(({ state, operation }) => `${state}/${operation}` === name)!)!,
    );
    const attemptsOf = async (id: string): Promise<Answer['body']> =>
      (await operator.get(`/v1/messages/${id}/attempts`)).body.attempts;
    expect(await attemptsOf(rerun!)).toMatchObject([
      { outcome: 'rejected', actor: 'worker' },
      { outcome: 'released', actor: 'operator', reason: 'a newer connector', endedAt: expect.any(String) },
      { outcome: 'filed', actor: 'worker' },
    ]);
    expect(await attemptsOf(discard!)).toMatchObject([
      { outcome: 'parked', actor: 'worker' },
      { outcome: 'rejected', actor: 'operator', reason: 'a newer connector', error: { code: 'message.discarded' } },
    ]);
    // The sender reads why.
    expect((await sender.message(discard!)).error.sentence.en).toContain('a newer connector');
    const without = await operator.request(`/v1/messages/${rerun!}/rerun`, { method: 'POST' });
    expect(without).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect((await sender.request(`/v1/messages/${discard!}/rerun`, { method: 'POST' })).status).toBe(403);
  });

  it('a message that waits: nothing done with it files it twice', async () => {
    const permits = await setUp.hub.procedure('building-permits');
    await setUp.changeSettings('building-permits', { filePlanCode: '999' });
    await until('the worker knows', () => worker.knows('"999"'));
    const sendPermit = async (n: number, project?: string): Promise<string> => {
      const body = permit(`W-${n}`, project === undefined ? {} : { project });
      return (await permits.send(body, { mime: 'application/json' })).body.id;
    };
    const sent = await Promise.all([0, 1, 2, 3, 4].map((n) => sendPermit(n)));
    for (const id of sent) await until('it waits', async () => (await permits.message(id)).waiting !== undefined);
    const [released, rerun, discarded, repeated, corrected] = sent;
    expect((await decide(released!, 'release')).status).toBe(202);
    expect((await decide(rerun!, 'rerun')).status).toBe(409);
    expect((await decide(discarded!, 'discard')).status).toBe(409);
    const repeat = await sendPermit(3);
    const correction = await sendPermit(4, 'Tower');

    await setUp.changeSettings('building-permits', { filePlanCode: '632.6' });
    const all = [released!, rerun!, discarded!, repeated!, corrected!, repeat, correction];
    const settled = await Promise.all(all.map((id) => permits.settled(id, SETTLED_MS_MAX)));
    expect(settled.slice(0, 4).map(({ state }) => state)).toEqual(['filed', 'filed', 'filed', 'filed']);
    expect(settled[5].receiptJws).toBe(settled[3].receiptJws);
    // A case is closed by whichever of the two came first; the other one is a question to a person.
    expect([settled[4].state, settled[6].state].toSorted()).toEqual(['filed', 'parked']);
    const books = await permits.booksWhen('all is settled', ({ inFlight }) => inFlight === 0);
    expect(books).toMatchObject({ accepted: 6, duplicates: 1, filed: 5, parked: 1, balanced: true });
  }, 180_000);

  /** Hashes of the versions of each invoice, by its number. */
  async function versionsByNumber(): Promise<ReadonlyMap<string, readonly string[]>> {
    const rows = await query<{ key: string; hashes: readonly string[] }>(
      setUp.database.migrateUrl,
      `SELECT key, array_agg(encode(sha256, 'hex')) AS hashes
       FROM record_key JOIN document_version ON document_id = record_id AND document_version.tenant_id = record_key.tenant_id
       WHERE kind = 'document' GROUP BY key`,
    );
    return new Map(rows.map(({ key, hashes }) => [key.split('/')[1]!, hashes]));
  }
});
