import { describe, expect, it } from 'vitest';
import { instantOf, localTimeOf } from './local-time.js';

describe('a time in the zone of the reader', () => {
  it('is the same point in time again', () => {
    const iso = '2026-07-01T08:30:00.000Z';
    expect(instantOf(localTimeOf(iso))).toBe(iso);
    expect(localTimeOf(iso)).toMatch(/^2026-0[67]-\d\dT\d\d:\d\d$/);
  });

  it('is empty when it is none', () => {
    expect([localTimeOf(''), localTimeOf('soon'), instantOf(''), instantOf('soon')]).toEqual(['', '', '', '']);
  });
});
