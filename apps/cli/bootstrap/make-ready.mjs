/**
 * Brings a fresh clone to where it can run: installs packages and builds, when that is needed. Plain Node without
 * dependencies, because there are none yet.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const root = dirname(dirname(dirname(import.meta.dirname)));
const SOURCES = [
  'apps/hub/src',
  'apps/hub/put-together.mjs',
  'apps/cli/src',
  'apps/console',
  'connectors',
  'tsconfig.base.json',
  'package-lock.json',
];
const RESULTS = [
  'apps/hub/dist/start/main.js',
  'apps/cli/dist/main.js',
  'apps/console/dist/index.html',
  'connectors/dist/catalogue.js',
];

/** @returns {Promise<void>} resolves when everything is there; otherwise the process ends with a sentence */
export async function makeReady() {
  checkNode();
  if (!isInstalled()) await install();
  if (!isBuilt()) await build();
}

function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24) return;
  fail(`Fachwerk needs Node.js ${engines.node}; this is ${process.versions.node}.`);
}

function isInstalled() {
  const installed = join(root, 'node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

async function install() {
  // No package needs its install script: what PostgreSQL's would do is done when it is first started.
  const flags = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [program, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...flags]] : ['npm', flags];
  await step('installing packages', program, args, 'Is the npm registry reachable? Then run the command again.');
}

/** Built after the newest source was changed. */
function isBuilt() {
  const stamp = join(root, 'node_modules/.cache/fachwerk-built');
  if (!existsSync(stamp) || RESULTS.some((result) => !existsSync(join(root, result)))) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return SOURCES.every((source) => newest(join(root, source)) <= builtAt);
}

function newest(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  const inside = readdirSync(path).filter((name) => !/^(dist|node_modules|fixtures|.*[.]tsbuildinfo)$/.test(name));
  return Math.max(facts.mtimeMs, ...inside.map((name) => newest(join(path, name))));
}

async function build() {
  const startedAt = new Date();
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await step('building', process.execPath, [compiler, '-b', 'connectors', 'apps/hub', 'apps/cli']);
  await step('putting the hub together', process.execPath, [join(root, 'apps/hub/put-together.mjs')]);
  const bundler = join(root, 'node_modules/vite/bin/vite.js');
  await step('building the console', process.execPath, [bundler, 'build', 'apps/console', '--logLevel', 'warn']);
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const stamp = join(cache, 'fachwerk-built');
  writeFileSync(stamp, '');
  // What was changed while it was being built has to be built again.
  utimesSync(stamp, startedAt, startedAt);
}

/** Runs one command; shows that it goes on, and what it said when it failed. */
async function step(what, program, args, advice = '') {
  const startedAt = Date.now();
  const seconds = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const live = process.stderr.isTTY === true;
  process.stderr.write(live ? `${what} …` : `${what} …\n`);
  const ticking = setInterval(
    () => process.stderr.write(live ? `\r${what} … ${seconds()}` : `${what} … ${seconds()}\n`),
    live ? 1_000 : 15_000,
  );
  let output = '';
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
    child.once('error', (error) => {
      output += error.message;
      resolve(1);
    });
  });
  clearInterval(ticking);
  process.stderr.write(live ? `\r${what}: ${seconds()}   \n` : `${what}: ${seconds()}\n`);
  if (code !== 0) fail(`${what} failed (${program} ${args.join(' ')}):\n${output.trim()}\n${advice}`);
}

function fail(sentence) {
  process.stderr.write(`${sentence.trim()}\n`);
  process.exit(1);
}
