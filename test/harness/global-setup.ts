/** Starts what all whole-system tests share: a PostgreSQL server and a RabbitMQ broker, or the ones that are given. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@fachwerk/hub/embedded';
import type { TestProject } from 'vitest/node';
import { privateRabbitMq } from './rabbitmq-packages.js';
import { RabbitNode } from './rabbitmq.js';
import { createHubLogin } from './databases.js';
import type { Services } from './services.js';

const cache = join(import.meta.dirname, '..', '..', '.cache');

declare module 'vitest' {
  export interface ProvidedContext {
    services: Services;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const undo: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const databaseUrl = process.env['FACHWERK_TEST_DATABASE_URL'] ?? (await startDatabase(undo));
    const broker = await startBroker(undo);
    project.provide('services', { databaseUrl, hubLogin: await createHubLogin(databaseUrl), broker });
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function startDatabase(undo: (() => Promise<void>)[]): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fachwerk-postgres-'));
  // When root runs the tests, PostgreSQL runs under another account and has to get through.
  await chmod(dataDir, 0o711);
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir });
  undo.push(() => postgres.stop());
  return postgres.migrateUrl;
}

async function startBroker(undo: (() => Promise<void>)[]): Promise<Services['broker']> {
  const given = process.env['FACHWERK_TEST_AMQP_URL'];
  if (given !== undefined) return { url: given };
  const home = await privateRabbitMq(cache, (line) => process.stderr.write(`${line}\n`));
  const node = await RabbitNode.start(home);
  undo.push(() => node.stop());
  return { node: node.facts };
}
