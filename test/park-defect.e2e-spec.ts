// One message of a batch makes the transaction fail in a way nobody foresaw: it is parked alone, with what went wrong.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from './harness/databases.js';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

/** A rule of the database that no connector knows. */
const RULE = `
  CREATE FUNCTION refuse_culprit() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.subject LIKE '%CULPRIT%' THEN RAISE EXCEPTION 'no culprits here'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_culprit BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION refuse_culprit();`;

const STUCK = `
  CREATE FUNCTION refuse_stuck() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF NEW.key = 'STUCK' THEN RAISE EXCEPTION 'not even parked'; END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER refuse_stuck BEFORE INSERT ON submission FOR EACH ROW EXECUTE FUNCTION refuse_stuck();`;

describe.each(exchanges)('a message that breaks its batch, with the exchange on %s', (exchange) => {
  let setUp: SetUp;
  beforeAll(async () => {
    setUp = await startSetUp(exchange, { DELAY_LADDER_MS: '300' });
    await query(setUp.database.migrateUrl, RULE);
  });
  afterAll(() => setUp.remove());

  it('is parked alone; its neighbours are filed, and only operators see the stack', async () => {
    const sender = await setUp.hub.procedure('xrechnung');
    const numbers = Array.from({ length: 60 }, (_, number) => (number === 37 ? 'CULPRIT' : `N-${number}`));
    const answers = await Promise.all(numbers.map((number) => sender.send(invoice(number))));
    const states = await Promise.all(answers.map(({ body }) => sender.settled(body.id)));
    expect(states.filter(({ state }) => state === 'filed')).toHaveLength(59);
    const culprit = states[37];
    expect(culprit).toMatchObject({
      state: 'parked',
      error: { kind: 'defect', code: 'file.defect', stage: 'file', whoActs: 'operator' },
    });
    expect(JSON.stringify(culprit)).not.toContain('no culprits here');

    const operator = await setUp.hub.operator();
    const { error } = await operator.message(culprit.id);
    expect(error.stack).toContain('no culprits here');
    expect(await sender.booksWhen('all are counted', ({ accepted }) => accepted === 60)).toMatchObject({
      filed: 59,
      parked: 1,
      inFlight: 0,
      balanced: true,
    });
  });

  it('stops nobody else when it cannot even be parked, and is filed when that is over', async () => {
    await query(setUp.database.migrateUrl, STUCK);
    const sender = await setUp.hub.procedure('xrechnung');
    const permits = await setUp.hub.procedure('building-permits');
    const { id } = (await sender.send(invoice('S-1'), { key: 'STUCK' })).body;
    await until('it was tried', () => setUp.hub.log.some((line) => line.includes(id)));
    for (const number of [1, 2, 3]) {
      const { body } = await permits.send(permit(`BG-${number}`), { mime: 'application/json' });
      expect(await permits.settled(body.id)).toMatchObject({ state: 'filed' });
    }
    expect((await sender.message(id)).state).toBe('accepted');
    const books = await sender.booksWhen('it is counted', ({ accepted }) => accepted === 61);
    expect(books).toMatchObject({ inFlight: 1, balanced: true, unseen: { count: 1 } });

    // Right after a try, not within one: filing refused and parking allowed would park it.
    const said = (): number => setUp.hub.log.filter((line) => line.includes(id)).length;
    const before = said();
    await until('it was tried again', () => said() > before);
    await query(setUp.database.migrateUrl, 'DROP TRIGGER refuse_stuck ON submission');
    expect(await sender.settled(id)).toMatchObject({ state: 'filed' });
  });
});
