// A message that hangs or outgrows the thread that reads it: tried three times, then parked; its neighbours are filed.
import { afterAll, describe, expect, it } from 'vitest';
import { startSetUp } from './harness/provided.js';
import { exchanges, type SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';

const variants = {
  'too slow': { settings: { TRANSLATE_TIMEOUT_MS: '400' }, code: 'read.timeout' },
  'too large for its heap': { settings: { TRANSLATE_HEAP_MIB: '48' }, code: 'read.heap' },
};
const cases = exchanges.flatMap((exchange) =>
  Object.entries(variants).map(([name, variant]) => ({ exchange, name, ...variant })),
);

/** Some 25 MB that pass the front door and take a reader seconds and hundreds of MiB. */
const poison = invoice('POISON').replace(
  '<cac:LegalMonetaryTotal>',
  `${'<cbc:Note a="1" b="2"><x/>word</cbc:Note>'.repeat(600_000)}<cac:LegalMonetaryTotal>`,
);

describe.each(cases)('a message $name, with the exchange on $exchange', ({ exchange, settings, code }) => {
  let setUp: SetUp;
  afterAll(() => setUp.remove());

  it('is parked after three losses, and harms no neighbour', async () => {
    setUp = await startSetUp(exchange, { ...settings, DELAY_LADDER_MS: '200,300', XML_ELEMENTS_MAX: '3000000' });
    const sender = await setUp.hub.procedure('xrechnung');
    const ids: string[] = [];
    const send = async (body: string): Promise<void> => {
      const answer = await sender.send(body);
      expect(answer.status).toBe(202);
      ids.push(answer.body.id);
    };
    for (let number = 0; number < 20; number += 1) await send(invoice(`N-${number}`));
    await send(poison);
    for (let number = 20; number < 40; number += 1) await send(invoice(`N-${number}`));

    const states = await Promise.all(ids.map((id) => sender.settled(id, 55_000)));
    const parked = states[20];
    expect(states.filter(({ state }) => state === 'filed')).toHaveLength(40);
    expect(parked).toMatchObject({
      state: 'parked',
      error: { kind: 'defect', code, stage: 'validate', whoActs: 'connector-author' },
    });
    const operator = await setUp.hub.operator();
    const { body } = await operator.get(`/v1/messages/${parked.id}/attempts`);
    const outcomes = body.attempts.map(({ outcome }: { outcome: string }) => outcome);
    expect(outcomes).toEqual(['delayed', 'delayed', 'parked']);
    expect(await sender.books()).toMatchObject({ filed: 40, parked: 1, inFlight: 0, balanced: true });
  });
});
