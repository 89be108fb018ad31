// Readers of what strangers write get inputs that are changed by chance. They accept or refuse with a listed code, in
// bounded time and memory. `npm run test:fuzz` is the long form.
import { randomInt, createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../apps/hub/src/archive/disk-content-store.js';
import { Random } from '@fachwerk/cli/chaos/random';
import { root } from './fixtures.js';
import { fuzz, outcomeOf } from './fuzz/fuzz.js';
import { targets, type Target } from './fuzz/targets.js';

const SECONDS = Number(process.env['FACHWERK_FUZZ_SECONDS'] ?? 0.4);
const SEED = Number(process.env['FACHWERK_FUZZ_SEED'] ?? randomInt(2 ** 31));
const corpus = join(root, 'test', 'fuzz', 'corpus');

const folder = await mkdtemp(join(tmpdir(), 'fachwerk-fuzz-'));
beforeAll(() => console.log(`FACHWERK_FUZZ_SEED=${SEED} FACHWERK_FUZZ_SECONDS=${SECONDS}`));
afterAll(() => rm(folder, { recursive: true, force: true }));

function foundBefore({ name }: Target): readonly string[] {
  const found = join(corpus, name);
  return existsSync(found) ? readdirSync(found).map((file) => join(found, file)) : [];
}

describe.each(targets(new DiskContentStore(folder)).map((target) => [target.name, target] as const))(
  'the reader of %s',
  (name, target) => {
    it('accepts what is as it should be, and keeps to its promise with what was found before', async () => {
      for (const seed of target.seeds) await target.read(seed, new Random(SEED));
      for (const file of foundBefore(target)) {
        expect(await outcomeOf(target, readFileSync(file), new Random(SEED)), file).not.toHaveProperty('problem');
      }
    });

    it(
      'keeps to its promise whatever it is given',
      async () => {
        const current = process.env['FACHWERK_FUZZ_CURRENT'] ?? join(folder, 'current');
        const { inputs, outcomes, findings } = await fuzz(target, new Random(SEED), SECONDS, current);
        console.log(
          `${name}: ${inputs} inputs; ${[...outcomes].map(([what, count]) => `${what} ${count}`).join(', ')}`,
        );
        if (process.env['FACHWERK_FUZZ_KEEP'] !== undefined) {
          for (const { input } of findings) {
            mkdirSync(join(corpus, name), { recursive: true });
            const hash = createHash('sha256').update(input).digest('hex').slice(0, 12);
            writeFileSync(join(corpus, name, hash), input);
          }
        }
        expect(findings.map(({ problem, input }) => `${problem}\n${input.toString('base64').slice(0, 2_000)}`)).toEqual(
          [],
        );
      },
      SECONDS * 1_000 + 60_000,
    );
  },
);
