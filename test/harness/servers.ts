/** The PostgreSQL and the RabbitMQ that whole-system tests and benchmarks use: the given ones, or private ones. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@fachwerk/hub/embedded';
import { prepareDatabase } from '@fachwerk/hub/prepare';
import { createDatabase, createHubLogin, type Login } from './databases.js';
import { privateRabbitMq } from './rabbitmq-packages.js';
import { RabbitNode, type RabbitNodeFacts } from './rabbitmq.js';

export interface Servers {
  /** Of a login that may create databases and roles. */
  readonly databaseUrl: string;
  readonly hubLogin: Login;
  /** Name of a database with all tables, which those of the hubs are copied from: migrations take ten times as long. */
  readonly migrated: string;
  /** A node of our own, or the address of one that was given. */
  readonly broker: { readonly node: RabbitNodeFacts } | { readonly url: string };
}

/**
 * FACHWERK_TEST_DATABASE_URL and FACHWERK_TEST_AMQP_URL name servers; without them private ones are started.
 *
 * @param cache folder that is kept between runs
 */
export async function startServers(cache: string): Promise<{ servers: Servers; stop: () => Promise<void> }> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const databaseUrl = process.env['FACHWERK_TEST_DATABASE_URL'] ?? (await startDatabase(undo));
    const broker = await startBroker(cache, undo);
    const hubLogin = await createHubLogin(databaseUrl);
    const migrated = await createDatabase(databaseUrl, hubLogin);
    undo.push(() => migrated.drop());
    await prepareDatabase(migrated.migrateUrl, migrated.url);
    return { servers: { databaseUrl, hubLogin, migrated: migrated.name, broker }, stop };
  } catch (error) {
    await stop();
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

async function startBroker(cache: string, undo: (() => Promise<void>)[]): Promise<Servers['broker']> {
  const given = process.env['FACHWERK_TEST_AMQP_URL'];
  if (given !== undefined) return { url: given };
  const home = await privateRabbitMq(cache, (line) => process.stderr.write(`${line}\n`));
  const node = await RabbitNode.start(home);
  undo.push(() => node.stop());
  return { node: node.facts };
}
