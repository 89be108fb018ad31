import { expect, it } from 'vitest';
import { percentiles } from './percentile.js';

const wanted = { p50: 50, p99: 99, p999: 99.9, max: 100 };

it('takes the value at the nearest rank, whatever the order', () => {
  const values = Array.from({ length: 1_000 }, (_, at) => 1_000 - at);
  expect(percentiles(values, wanted)).toEqual({ p50: 500, p99: 990, p999: 999, max: 1_000 });
  expect(values[0]).toBe(1_000);
});

it('takes the one value there is, to a hundredth', () => {
  expect(percentiles([1.23456], wanted)).toEqual({ p50: 1.23, p99: 1.23, p999: 1.23, max: 1.23 });
  expect(percentiles([10, 9], { p50: 50 })).toEqual({ p50: 9 });
});

it('knows nothing of no values', () => {
  expect(percentiles([], wanted)).toBeUndefined();
});
