import { describe, expect, it } from 'vitest';
import { sizeOf, timeToEmpty } from './overview.js';
import { shareOf } from './untouched.js';

const flow = (accepted: number, filed: number, rejected = 0, parked = 0): Parameters<typeof timeToEmpty>[1] => ({
  accepted,
  filed,
  rejected,
  parked,
});

describe('the time until nothing waits', () => {
  it.each([
    ['nothing waits', 0, flow(0, 100), undefined],
    ['as much comes in as goes', 1_000, flow(100, 100), undefined],
    ['more comes in', 1_000, flow(101, 100), undefined],
    ['nothing goes', 1_000, flow(0, 0), undefined],
    ['a hundred more go in five minutes', 1_000, flow(100, 200), 3_000],
    ['what is rejected and parked leaves as well', 1_000, flow(100, 150, 30, 20), 3_000],
    ['it is soon over', 1, flow(0, 1_000), 1],
  ])('when %s', (_what, backlog, recent, seconds) => expect(timeToEmpty(backlog, recent, 5)).toBe(seconds));

  it('is of everything that waits, as far as it is known', () => {
    expect(sizeOf({ ready: 3, delayed: 2 })).toBe(5);
    expect(sizeOf({ ready: 3, unacknowledged: 4, delayed: 2 })).toBe(9);
  });
});

describe('the share that no operator had a hand in', () => {
  const of = (filed: number, untouched: number): Parameters<typeof shareOf>[0][number] => ({
    procedure: 'p',
    filed,
    untouched,
  });
  it('is that of all together, and none as long as nothing was filed', () => {
    expect(shareOf([])).toBeUndefined();
    expect(shareOf([undefined, of(0, 0)])).toBeUndefined();
    expect(shareOf([of(1, 0), of(99, 99), undefined])).toBe(0.99);
    expect(shareOf([of(3, 2)])).toBe(0.6667);
  });
});
