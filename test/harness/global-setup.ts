/** Starts what all whole-system tests share. */
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServers, type Servers } from './servers.js';

const cache = join(import.meta.dirname, '..', '..', '.cache');

declare module 'vitest' {
  export interface ProvidedContext {
    servers: Servers;
  }
}

// oxlint-disable-next-line import/no-default-export -- the runner asks for it
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { servers, stop } = await startServers(cache);
  project.provide('servers', servers);
  return stop;
}
