// The short form of `npm run test:crash`: everything a hub needs is killed, frozen, cut off and filled up in turn.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { crash } from './crash/run.js';
import { root } from './fixtures.js';

const FAULTS_S = 45;

it('loses nothing and doubles nothing while parts are killed, frozen and cut off', { timeout: 420_000 }, async () => {
  const told: string[] = [];
  const { lines, problems } = await crash({
    kind: 'single',
    seed: 4711,
    seconds: FAULTS_S,
    perSecond: 6,
    only: [],
    doors: [],
    cache: join(root, '.cache'),
    tell: (line) => told.push(line),
  });
  expect(problems, told.join('\n')).toEqual([]);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThan(FAULTS_S * 5);
  for (const line of lines) expect(line).toMatchObject({ lost: 0, doubled: 0 });
});
