/** What one hub gets for itself on shared servers: a migrated database and an empty virtual host of the broker. */
import { randomBytes } from 'node:crypto';
import { connect } from 'amqplib';
import { createDatabase, type TestDatabase } from './databases.js';
import { evaluate } from './rabbitmq.js';
import type { Servers } from './servers.js';

export function databaseOn({ databaseUrl, hubLogin, migrated }: Servers): Promise<TestDatabase> {
  return createDatabase(databaseUrl, hubLogin, migrated);
}

/** @returns URL of a virtual host without queues */
export async function brokerOn({ broker }: Servers): Promise<string> {
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
