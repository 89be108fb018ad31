import { describe, expect, it } from 'vitest';
import { Schedule } from './schedule.js';

describe('a schedule', () => {
  it('has as many messages as rate and time make', () => {
    expect(new Schedule(50, 2).count).toBe(100);
    expect(new Schedule(0.5, 3).count).toBe(2);
  });

  it('spreads them evenly, the first one at once', () => {
    const schedule = new Schedule(50, 2);
    expect([0, 1, 2, 99].map((number) => schedule.dueAt(number))).toEqual([0, 20, 40, 1_980]);
    expect([-1, 0, 19.9, 20, 1_000, 1_979, 1_980, 60_000].map((ms) => schedule.dueBy(ms))).toEqual([
      0, 1, 1, 2, 51, 99, 100, 100,
    ]);
  });

  it.each([3, 7, 30, 333, 1_999.5, 20_000])('never says of one that is due that it is not, at %d a second', (rate) => {
    const schedule = new Schedule(rate, 10);
    const wrong = Array.from({ length: schedule.count }, (_, number) => number).filter((number) => {
      const dueAt = schedule.dueAt(number);
      return schedule.dueBy(dueAt) !== number + 1 || schedule.dueBy(dueAt - 0.01) !== number;
    });
    expect(wrong).toEqual([]);
  });
});
