import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock, RandomIds } from '../config/clock.js';
import { Stamps, type TakenStamp, type Tally } from './stamps.js';

class SetClock extends Clock {
  constructor(public at: string) {
    super();
  }
  override now(): Date {
    return new Date(this.at);
  }
}

const clock = new SetClock('2026-11-23T10:00:00.000Z');
function fresh(): Stamps {
  clock.at = '2026-11-23T10:00:00.000Z';
  return new Stamps('gateway-1', clock, new RandomIds());
}
const seqs = (tallies: readonly Tally[]): unknown[] =>
  tallies.flatMap(({ entries }) => entries).map(({ firstSeq, lastSeq, voided }) => [firstSeq, lastSeq, voided]);

describe('stamps', () => {
  it('number the messages of each procedure from 1 without gaps', () => {
    const stamps = fresh();
    const taken = ['a', 'a', 'b', 'a'].map((procedure) => stamps.take('tenant', procedure).stamp);
    expect(taken.map(({ seq }) => seq)).toEqual([1, 2, 1, 3]);
    expect(new Set(taken.map(({ gateway, epoch }) => `${gateway} ${epoch}`))).toEqual(
      new Set([`gateway-1 ${stamps.epoch}`]),
    );
    expect(fresh().epoch).not.toBe(stamps.epoch);
  });

  it('say nothing when nothing was decided, and nothing twice', () => {
    const stamps = fresh();
    expect(stamps.nextTallies()).toEqual([]);
    const taken = stamps.take('tenant', 'a');
    expect(stamps.nextTallies()).toEqual([]);
    taken.confirm();
    expect(seqs(stamps.nextTallies())).toEqual([[1, 1, []]]);
    expect(stamps.nextTallies()).toEqual([]);
  });

  it('hold the tally back at a number that is still open, for that procedure alone', () => {
    const stamps = fresh();
    const [first, second, third, other] = ['a', 'a', 'a', 'b'].map((procedure) => stamps.take('tenant', procedure));
    first!.confirm();
    third!.confirm();
    other!.confirm();
    expect(stamps.open()).toBe(1);
    expect(seqs(stamps.nextTallies())).toEqual([
      [1, 1, []],
      [1, 1, []],
    ]);
    second!.void();
    expect(stamps.open()).toBe(0);
    expect(seqs(stamps.nextTallies())).toEqual([[2, 3, [2]]]);
  });

  it('name what was refused, also when nothing was accepted', () => {
    const stamps = fresh();
    for (const taken of [stamps.take('tenant', 'a'), stamps.take('tenant', 'a')]) taken.void();
    expect(seqs(stamps.nextTallies())).toEqual([[1, 2, [1, 2]]]);
  });

  it('tell minutes apart, by the time the number was taken', () => {
    const stamps = fresh();
    const taken = ['10:00:00.000', '10:00:59.999', '10:01:00.000', '10:03:30.000'].map((time) => {
      clock.at = `2026-11-23T${time}Z`;
      return stamps.take('tenant', 'a');
    });
    clock.at = '2026-11-23T11:00:00.000Z';
    for (const one of taken) one.confirm();
    expect(stamps.nextTallies()).toEqual([
      {
        version: 1,
        gateway: 'gateway-1',
        epoch: stamps.epoch,
        entries: [
          ['10:00', 1, 2, '10:00:00.000', '10:00:59.999'],
          ['10:01', 3, 3, '10:01:00.000', '10:01:00.000'],
          ['10:03', 4, 4, '10:03:30.000', '10:03:30.000'],
        ].map(([minute, firstSeq, lastSeq, firstAt, lastAt]) => ({
          tenant: 'tenant',
          procedure: 'a',
          minute: `2026-11-23T${minute}:00.000Z`,
          firstSeq,
          lastSeq,
          voided: [],
          firstAt: `2026-11-23T${firstAt}Z`,
          lastAt: `2026-11-23T${lastAt}Z`,
        })),
      },
    ]);
  });

  it('begin anew when the clock was wrong and is put right', () => {
    const stamps = fresh();
    clock.at = '2027-11-28T10:00:00.000Z';
    const wrong = stamps.take('tenant', 'a');
    const { epoch } = stamps;
    clock.at = '2026-11-23T10:01:00.000Z';
    const right = stamps.take('tenant', 'a');
    expect([right.at.toISOString(), right.stamp.seq]).toEqual([clock.at, 1]);
    expect(wrong.stamp.epoch).toBe(epoch);
    expect(right.stamp.epoch).not.toBe(epoch);

    right.confirm();
    expect(stamps.nextTallies().map((tally) => tally.epoch)).toEqual([right.stamp.epoch]);
    expect(stamps.open()).toBe(1);
    wrong.void();
    expect(stamps.nextTallies()).toMatchObject([
      { epoch, entries: [{ minute: '2027-11-28T10:00:00.000Z', firstSeq: 1, lastSeq: 1, voided: [1] }] },
    ]);
    expect(stamps.nextTallies()).toEqual([]);
  });

  it('do not go back when the clock does a little', () => {
    const stamps = fresh();
    const before = stamps.take('tenant', 'a');
    clock.at = '2026-11-23T09:58:00.000Z';
    const after = stamps.take('tenant', 'a');
    expect(after.at).toEqual(before.at);
    for (const taken of [before, after]) taken.confirm();
    expect(seqs(stamps.nextTallies())).toEqual([[1, 2, []]]);
  });

  it('account for every number exactly once, in whatever order they are decided', () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('take' as const),
        procedure: fc.constantFrom('a', 'b'),
        seconds: fc.integer({ min: -500, max: 500 }),
      }),
      fc.record({ do: fc.constantFrom('confirm' as const, 'void' as const), which: fc.nat() }),
      fc.constant({ do: 'tally' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const stamps = fresh();
        const open: { taken: TakenStamp; procedure: string }[] = [];
        const voided = new Set<string>();
        const tallies: Tally[] = [];
        const taken = new Map<string, number>();
        const decide = (which: number, how: 'confirm' | 'void'): void => {
          const [found] = open.splice(which % open.length, 1);
          found!.taken[how]();
          if (how === 'void') voided.add(`${found!.procedure} ${found!.taken.stamp.epoch} ${found!.taken.stamp.seq}`);
        };
        for (const next of steps) {
          if (next.do === 'tally') tallies.push(...stamps.nextTallies());
          else if (next.do === 'take') {
            clock.at = new Date(clock.now().getTime() + next.seconds * 1000).toISOString();
            const procedure = next.procedure as 'a' | 'b';
            const one = stamps.take('tenant', procedure);
            open.push({ taken: one, procedure });
            const counter = `${procedure} ${one.stamp.epoch}`;
            taken.set(counter, (taken.get(counter) ?? 0) + 1);
          } else if (open.length > 0) decide(next.which, next.do);
        }
        while (open.length > 0) decide(0, 'confirm');
        tallies.push(...stamps.nextTallies());
        const entries = tallies.flatMap((tally) => tally.entries.map((entry) => ({ ...entry, epoch: tally.epoch })));
        const counterOf = ({ procedure, epoch }: (typeof entries)[number]): string => `${procedure} ${epoch}`;
        expect(new Set(entries.map(counterOf))).toEqual(new Set(taken.keys()));
        for (const [counter, count] of taken) {
          const own = entries.filter((entry) => counterOf(entry) === counter);
          const numbers = own.flatMap(({ firstSeq, lastSeq }) =>
            Array.from({ length: lastSeq - firstSeq + 1 }, (_, n) => firstSeq + n),
          );
          expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n + 1));
          expect(own.map(({ minute }) => minute)).toEqual(own.map(({ minute }) => minute).toSorted());
        }
        expect(new Set(entries.flatMap((entry) => entry.voided.map((seq) => `${counterOf(entry)} ${seq}`)))).toEqual(
          voided,
        );
      }),
      { numRuns: 300 },
    );
  });
});
