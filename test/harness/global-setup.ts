/** Starts what all whole-system tests share. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { startServers, type Servers } from './servers.js';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.cache');

declare module 'vitest' {
  export interface ProvidedContext {
    servers: Servers;
  }
}

// oxlint-disable-next-line import/no-default-export -- the runner asks for it
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // What was compiled since the last build.
  await promisify(execFile)(process.execPath, [join(root, 'apps/hub/put-together.mjs')]);
  const { servers, stop } = await startServers(cache);
  project.provide('servers', servers);
  return stop;
}
