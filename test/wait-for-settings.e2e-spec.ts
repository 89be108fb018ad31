// Something is misconfigured: the procedure waits, its messages stay accepted, and it resumes by itself.
import { administer } from '@fachwerk/hub/administer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

describe.each(exchanges)('a wrong setting, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  beforeAll(async () => {
    setUp = await startSetUp(exchange);
  });
  afterAll(() => setUp.remove());

  it('makes one procedure wait and no other, and heals when it is put right', async () => {
    const invoices = await setUp.hub.procedure('xrechnung');
    const permits = await setUp.hub.procedure('building-permits');
    await setUp.changeSettings('xrechnung', { filePlanCode: '999' });
    const revisionBefore = await revision(setUp);
    const ids: string[] = [];
    for (let number = 0; number < 10; number += 1) ids.push((await invoices.send(invoice(`W-${number}`))).body.id);

    const waiting = await until('the first one waits', async () => {
      const message = await invoices.message(ids[0]!);
      return message.waiting === undefined ? undefined : message;
    });
    expect(waiting).toMatchObject({
      state: 'accepted',
      waiting: { kind: 'misconfigured', code: 'archive.file-plan-code-unknown', whoActs: 'operator' },
    });
    const shown = await until('it is shown', async () => (await causes(setUp))['xrechnung'] ?? undefined);
    expect(shown).toMatchObject({ code: 'archive.file-plan-code-unknown', since: expect.any(String) });
    const other = await permits.settled((await permits.send(permit('BG-2'), { mime: 'application/json' })).body.id);
    expect(other.state).toBe('filed');
    const books = await invoices.booksWhen('all are counted', ({ accepted }) => accepted === 10);
    expect(books).toMatchObject({ filed: 0, parked: 0, inFlight: 10, balanced: true, missing: { count: 0 } });

    await setUp.changeSettings('xrechnung', { filePlanCode: '903.4' });
    const states = await Promise.all(ids.map((id) => invoices.settled(id)));
    expect(states.map(({ state }) => state)).toEqual(ids.map(() => 'filed'));
    expect(states.every(({ waiting: still }) => still === undefined)).toBe(true);
    await until('it is shown no more', async () => (await causes(setUp))['xrechnung'] === null);
    expect(await invoices.books()).toMatchObject({ accepted: 10, filed: 10, inFlight: 0, balanced: true });
    // Of all this, what the gateways have to know anew is the setting.
    expect((await revision(setUp)) - revisionBefore).toBe(1);
  });
});

/** Raised by what makes every process read anew which procedures and keys there are. */
async function revision({ database }: SetUp): Promise<number> {
  const [row] = await query<{ revision: string }>(database.migrateUrl, 'SELECT revision FROM access_revision');
  return Number(row!.revision);
}

/** Why each procedure waits, as an operator sees it. */
async function causes({ database }: SetUp): Promise<Readonly<Record<string, unknown>>> {
  return administer({ FACHWERK_DATABASE_URL: database.url }, async ({ administration }) => {
    const tenant = await administration.tenantId('demo');
    const procedures = await administration.procedures(tenant!);
    return Object.fromEntries(procedures.map(({ name, waiting }) => [name, waiting]));
  });
}
