import { expect, it } from 'vitest';
import { Rates } from './rates.js';

it('lets as many through at once as the rate says, and says truly when the next one may come', () => {
  const rates = new Rates();
  const take = (now: number): number => rates.take('p', '4/s', now);
  expect([0, 0, 0, 0].map(take)).toEqual([0, 0, 0, 0]);
  expect(take(0)).toBe(250);
  expect(take(100)).toBeCloseTo(150);
  expect(take(250)).toBe(0);
  expect(take(250)).toBe(250);
});

it('keeps no more than the bucket holds, however long nobody sent', () => {
  const rates = new Rates();
  const waits = [0, 3_600_000, 3_600_000, 3_600_000].map((now) => rates.take('p', '2/min', now));
  expect(waits).toEqual([0, 0, 0, 30_000]);
});

it('lets exactly the rate through, however fast somebody tries', () => {
  const rates = new Rates();
  let taken = 0;
  for (let now = 0; now < 10_000; now += 1) if (rates.take('p', '50/s', now) === 0) taken += 1;
  // The bucket, and what comes in during ten seconds.
  expect(taken).toBe(50 + 10 * 50 - 1);
});

it('has a bucket for each procedure, and a full one for a new rate', () => {
  const rates = new Rates();
  expect(rates.take('p', '1/min', 0)).toBe(0);
  expect(rates.take('p', '1/min', 0)).toBe(60_000);
  expect(rates.take('q', '1/min', 0)).toBe(0);
  expect(rates.take('p', '2/min', 0)).toBe(0);
});
