/**
 * `npm run test:fuzz -- --minutes 10 [--seed n] [--only xml]`: the fuzzer for longer. Findings are kept in test/fuzz/corpus. A reader
 * that hangs is ended, and what it was reading is kept as well.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeReady, root } from '../../apps/cli/bootstrap/make-ready.mjs';

const READERS = 9;
const HANGS_MS = 120_000;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, only: { type: 'string' } },
});
await makeReady();
const current = join(root, '.cache', 'fuzz-current');
rmSync(current, { force: true });
const seconds = (Number(values.minutes) * 60) / (values.only === undefined ? READERS : 1);
const env = {
  ...process.env,
  FACHWERK_FUZZ_SECONDS: String(seconds),
  FACHWERK_FUZZ_CURRENT: current,
  FACHWERK_FUZZ_KEEP: 'true',
  ...(values.seed === undefined ? {} : { FACHWERK_FUZZ_SEED: values.seed }),
};
const named = values.only === undefined ? [] : ['-t', `the reader of ${values.only} `];
const vitest = [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--project',
  'unit',
  'test/fuzz.spec.ts',
  ...named,
];
const child = spawn(process.execPath, vitest, { cwd: root, env, stdio: 'inherit' });
const watch = setInterval(() => {
  if (!existsSync(current) || Date.now() - statSync(current).mtimeMs < HANGS_MS) return;
  keep('hangs');
  child.kill('SIGKILL');
}, 5_000);
child.once('close', (code) => {
  clearInterval(watch);
  process.exitCode = code ?? 1;
});

function keep(what) {
  const folder = join(root, '.cache', 'fuzz-findings');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${what}-${Date.now()}`);
  copyFileSync(current, file);
  console.error(`A reader ${what}; what it was given is in ${file}.`);
}
