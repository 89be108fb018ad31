import { describe, expect, it } from 'vitest';
import { beginningOf, dayOf, endOf, shown } from './time.js';

describe('days and times', () => {
  it('takes a day from its first to its last moment', () => {
    expect(dayOf(beginningOf('2026-11-30'))).toBe('2026-11-30');
    expect(dayOf(endOf('2026-11-30'))).toBe('2026-12-01');
    expect(endOf('2026-11-30').getHours()).toBe(0);
  });

  it('takes a time as it is', () => {
    expect(endOf('2026-11-23T10:00:00Z').toISOString()).toBe('2026-11-23T10:00:00.000Z');
  });

  it.each(['2026-02-30', '2026-13-01', 'yesterday', ''])('refuses %j', (text) => {
    expect(() => beginningOf(text)).toThrow(/is no day/);
  });

  it('shows seconds, and whatever is no time unchanged', () => {
    expect(shown('2026-11-23T10:00:07.123Z')).toMatch(/^2026-11-2\d \d\d:\d\d:07$/);
    expect(shown('soon')).toBe('soon');
  });
});
