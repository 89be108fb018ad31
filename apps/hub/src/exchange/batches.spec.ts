import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextBatch } from './batches.js';

/** `n` was delivered for the first time, `r` perhaps before. */
const arrived = (pattern: string): { redelivered: boolean }[] =>
  [...pattern].map((char) => ({ redelivered: char === 'r' }));

describe('batches', () => {
  it.each([
    ['', 3, ''],
    ['n', 3, 'n'],
    ['nnnnn', 3, 'nnn'],
    ['r', 3, 'r'],
    ['rnn', 3, 'r'],
    ['rrr', 3, 'r'],
    ['nnrn', 3, 'nn'],
    ['nnrn', 1, 'n'],
    ['nnnnr', 3, 'nnn'],
  ])('of %j with at most %i begin with %j', (pattern, batchMax, expected) => {
    expect(nextBatch(arrived(pattern), batchMax)).toEqual(arrived(expected));
  });

  it('take everything, in order, and leave what may have come before alone', () => {
    const deliveries = fc.array(fc.record({ redelivered: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(deliveries, fc.integer({ min: 1, max: 8 }), (all, batchMax) => {
        const taken: { redelivered: boolean }[] = [];
        while (taken.length < all.length) {
          const batch = nextBatch(all.slice(taken.length), batchMax);
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(batch.some(({ redelivered }) => redelivered) ? 1 : batchMax);
          taken.push(...batch);
        }
        expect(taken.every((delivery, at) => delivery === all[at])).toBe(true);
      }),
    );
  });
});
