import { expect, it } from 'vitest';
import { parseRate } from './rate.js';

it('reads messages per second and per minute', () => {
  expect(parseRate('50/s')).toEqual({ count: 50, perMs: 1_000 });
  expect(parseRate('600/min')).toEqual({ count: 600, perMs: 60_000 });
});

it.each(['0/s', '-1/s', '1.5/s', '50', '50/h', '1234567/s', ' 50/s', ''])('refuses %j', (text) => {
  expect(() => parseRate(text)).toThrow(expect.objectContaining({ code: 'access.rate-invalid' }));
});
