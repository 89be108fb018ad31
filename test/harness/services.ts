/** What a whole-system test file gets for itself: a migrated database and an empty virtual host of the broker. */
import { randomBytes } from 'node:crypto';
import { prepareDatabase } from '@fachwerk/hub/prepare';
import { connect } from 'amqplib';
import { inject } from 'vitest';
import { createDatabase, type Login, type TestDatabase } from './databases.js';
import { evaluate, type RabbitNodeFacts } from './rabbitmq.js';

/** Provided by the global setup. */
export interface Services {
  /** Of a login that may create databases and roles. */
  readonly databaseUrl: string;
  readonly hubLogin: Login;
  /** The tests' own node, or the address of one that was given. */
  readonly broker: { readonly node: RabbitNodeFacts } | { readonly url: string };
}

export async function newDatabase(): Promise<TestDatabase> {
  const { databaseUrl, hubLogin } = inject('services');
  const database = await createDatabase(databaseUrl, hubLogin);
  await prepareDatabase(database.migrateUrl, database.url);
  return database;
}

/** @returns URL of a virtual host without queues */
export async function newBroker(): Promise<string> {
  const { broker } = inject('services');
  if ('url' in broker) {
    await empty(broker.url);
    return broker.url;
  }
  const vhost = `test-${randomBytes(6).toString('hex')}`;
  const all = '<<".*">>';
  await evaluate(
    broker.node,
    `rabbit_vhost:add(<<"${vhost}">>, <<"test">>),
     rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"${vhost}">>, ${all}, ${all}, ${all}, <<"test">>).`,
  );
  return `amqp://guest:guest@127.0.0.1:${broker.node.port}/${vhost}`;
}

/** A broker that was given has one virtual host for all files: what the hub shares between procedures is removed. */
async function empty(url: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  for (const queue of ['fw1.dead', 'fw1.tally']) await channel.deleteQueue(queue);
  await connection.close();
}
