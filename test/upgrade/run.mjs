/**
 * `npm run test:upgrade`: builds the previous version beside this one, and upgrades a running hub from it. The previous
 * version is the newest tag before this commit, or the commit in `previous.json` as long as there is no tag;
 * `-- --from <commit>` names another one. Its history has to be there: a shallow clone does not do.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeReady, root } from '../../apps/cli/bootstrap/make-ready.mjs';

const { values } = parseArgs({ options: { from: { type: 'string' } } });
const git = (...args) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

await makeReady();
const commit = resolved(values.from ?? newestTag() ?? recorded());
const folder = join(root, '.cache', 'upgrade', commit);
if (!existsSync(join(folder, 'built'))) build();
console.log(`Upgrading from ${git('log', '-1', '--format=%h %s', commit)}`);
const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const built = node('node_modules/typescript/bin/tsc', '-b', 'test');
process.exitCode = built === 0 ? node('test/dist/upgrade/main.js', folder) : built;

function newestTag() {
  try {
    return git('describe', '--tags', '--abbrev=0', 'HEAD^');
  } catch {
    return undefined;
  }
}

function recorded() {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'previous.json'), 'utf8')).commit;
}

function resolved(name) {
  try {
    return git('rev-parse', '--verify', `${name}^{commit}`);
  } catch {
    console.error(
      `The previous version ${name} is not in this clone: fetch the whole history (git fetch --unshallow --tags).`,
    );
    process.exit(1);
  }
}

/** With the packages of this version when it has the same; they are linked one by one, its own ones to itself. */
function build() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const packages = join(root, 'node_modules');
  const own = join(folder, 'node_modules');
  if (lockOf(root) === lockOf(folder)) {
    mkdirSync(join(own, '@fachwerk'), { recursive: true });
    for (const name of readdirSync(packages).filter((one) => one !== '@fachwerk'))
      symlinkSync(join(packages, name), join(own, name));
    for (const [name, path] of [
      ['hub', 'apps/hub'],
      ['cli', 'apps/cli'],
      ['connectors', 'connectors'],
    ]) {
      symlinkSync(join(folder, path), join(own, '@fachwerk', name));
    }
  } else {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
  execFileSync(process.execPath, [join(own, 'typescript/bin/tsc'), '-b'], { cwd: folder, stdio: 'inherit' });
  mkdirSync(join(folder, 'built'));
}

function lockOf(of) {
  return readFileSync(join(of, 'package-lock.json'), 'utf8');
}
