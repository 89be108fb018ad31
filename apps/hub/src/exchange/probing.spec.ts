import { expect, it } from 'vitest';
import { probeAfterMs } from './probing.js';

it('probes ever more rarely while resuming is in vain, and keeps a message within its thousand deliveries for hours', () => {
  expect([1, 2, 3, 6, 7, 1_000].map((suspensions) => probeAfterMs(1_000, suspensions))).toEqual([
    1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
  ]);
  let ms = 0;
  for (let suspensions = 1; suspensions < 1_000; suspensions += 1) ms += probeAfterMs(1_000, suspensions);
  expect(ms / 3_600_000).toBeGreaterThan(16);
});
