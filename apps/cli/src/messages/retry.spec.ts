import { describe, expect, it } from 'vitest';
import { retryDelayMs, type Missed } from './retry.js';

const NOW = new Date('2026-11-23T10:00:00Z');
const delayOf = (missed: Missed, repeats = 0, chance = 0): number | undefined =>
  retryDelayMs(missed, repeats, 5, NOW, chance);

describe('sending again', () => {
  it.each([429, 502, 503, 504])('sends again after %i', (status) => {
    expect(delayOf({ status })).toBe(500);
  });

  it('sends again when there was no answer', () => {
    expect(delayOf({})).toBe(500);
  });

  it.each([400, 401, 404, 409, 413, 415, 422, 500])('takes %i for an answer', (status) => {
    expect(delayOf({ status })).toBeUndefined();
  });

  it('waits twice as long each time, up to half a minute', () => {
    expect([0, 1, 2, 3, 4].map((repeats) => delayOf({}, repeats))).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
    expect(retryDelayMs({}, 20, 30, NOW, 0)).toBe(30_000);
  });

  it('gives up after as many repeats as were allowed', () => {
    expect(delayOf({ status: 503 }, 5)).toBeUndefined();
    expect(retryDelayMs({}, 0, 0, NOW, 0)).toBeUndefined();
  });

  it('waits at least as long as the hub asks for, in seconds or until a date', () => {
    expect(delayOf({ status: 503, retryAfter: '7' })).toBe(7_000);
    expect(delayOf({ status: 503, retryAfter: 'Mon, 23 Nov 2026 10:00:09 GMT' })).toBe(9_000);
    expect(delayOf({ status: 503, retryAfter: 'Mon, 23 Nov 2026 09:00:00 GMT' })).toBe(500);
    expect(delayOf({ status: 503, retryAfter: 'later' })).toBe(500);
  });

  it('waits a little longer by chance', () => {
    expect(delayOf({}, 2, 0.5)).toBe(2_500);
  });
});
