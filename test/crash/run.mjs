/** `npm run test:crash`: builds what is needed and runs the crash test. `npm run test:crash -- --help` lists its options. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeReady, root } from '../../apps/cli/bootstrap/make-ready.mjs';

await makeReady();
const run = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;
const built = run(join(root, 'node_modules/typescript/bin/tsc'), '-b', 'test');
process.exitCode = built === 0 ? run('test/dist/crash/main.js', ...process.argv.slice(2)) : built;
