import { describe, expect, it } from 'vitest';
import { dayBounds, dayOf } from './day.js';

describe('day', () => {
  it.each([
    ['2026-11-23', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ])('begins and ends at midnight in Berlin: %s', (day, from, to) => {
    expect(dayBounds(day, 'Europe/Berlin')).toEqual({ from: new Date(from), to: new Date(to) });
  });

  it.each(['2026-02-30', '2026-13-01', '23.11.2026', ''])('is none: %j', (day) => {
    expect(dayBounds(day, 'Europe/Berlin')).toBeUndefined();
  });

  it('of an instant is the one on the wall', () => {
    expect(dayOf(new Date('2026-12-31T23:30:00Z'), 'Europe/Berlin')).toBe('2027-01-01');
    expect(dayOf(new Date('2026-12-31T22:59:59Z'), 'Europe/Berlin')).toBe('2026-12-31');
  });
});
