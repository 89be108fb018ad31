/**
 * `npm test`: installs what is missing, then lint, types, import rules, unit and whole-system tests. The last line is
 * `N passed, N failed`. Arguments go to the test runner: `npm test -- park` runs what has "park" in its file name.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeReady, root } from '../apps/cli/bootstrap/make-ready.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const report = join(root, '.cache', 'test-report.json');
const filters = process.argv.slice(2);

await makeReady();
const checks = filters.length > 0 ? [] : await failedChecks();
const tests = await runTests();
for (const check of checks) console.log(`check failed: ${check}`);
const failed = tests.failed + checks.length;
console.log(`${tests.passed} passed, ${failed} failed${tests.skipped > 0 ? `, ${tests.skipped} skipped` : ''}`);
process.exitCode = failed > 0 || tests.passed === 0 ? 1 : 0;

/** A failed check counts as one failed test. */
async function failedChecks() {
  const checks = {
    lint: [bin('oxlint'), ['--deny-warnings']],
    format: [bin('prettier'), ['--check', '--log-level', 'warn', '.']],
    types: [bin('tsc'), ['-b']],
    'generated types': [process.execPath, ['schemas/generate-types.mjs', '--check']],
    'import rules': [bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'apps', 'connectors']],
  };
  const failed = [];
  for (const [name, [program, args]] of Object.entries(checks)) {
    console.log(`check: ${name}`);
    if ((await run(program, args)) !== 0) failed.push(name);
  }
  return failed;
}

/** The numbers are the runner's own; a run that ended without a report has failed. */
async function runTests() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(bin('vitest'), ['run', ...reporters, ...filters]);
  let numbers;
  try {
    numbers = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = numbers;
  // A file that cannot even be loaded has no failed test, but the runner fails.
  const failed = numFailedTests === 0 && code !== 0 ? 1 : numFailedTests;
  return { passed, failed, skipped: numPendingTests + numTodoTests };
}

function run(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
    // Ctrl-C reaches the runner as well; it stops the services it started.
    process.once('SIGINT', () => {});
    child.once('close', (code) => resolve(code ?? 1));
  });
}
