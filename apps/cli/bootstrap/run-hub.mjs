/** Runs the hub as a child that is told to stop when this process is, and that stops by itself when this one is gone. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { root } from './make-ready.mjs';

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {(ready: { baseUrl: string }) => void} onReady called once the hub can be reached
 * @returns {Promise<number>} its exit code
 */
export function runHub(env, onReady) {
  const child = fork(join(root, 'apps/hub/dist/start/main.js'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  // A terminal sends Ctrl-C to both; a supervisor sends its signal to this process alone. Twice does no harm.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  child.once('message', onReady);
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      if (signal !== null) process.stderr.write(`The hub was ended by ${signal}.\n`);
      resolve(code ?? 1);
    });
  });
}
