import { describe, expect, it } from 'vitest';
import { dayBounds } from './day-bounds.js';

describe('a day in the time zone of the hub', () => {
  it.each([
    ['2026-11-30', '2026-11-29T23:00:00.000Z', '2026-11-30T23:00:00.000Z'],
    ['2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    // The clock is put forward and back: 23 and 25 hours.
    ['2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ])('%s', (day, from, to) => {
    expect(dayBounds(day, 'Europe/Berlin')).toEqual({ from, to });
  });
});
