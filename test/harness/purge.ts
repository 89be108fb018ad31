import { connect } from 'amqplib';
import { queuesOf } from './databases.js';
import { until } from './wait.js';

/**
 * Purges the queue of a procedure behind the hub's back, once it has so many messages.
 *
 * @returns how many messages are gone
 */
export async function purgeOnceThereAre(
  count: number,
  procedure: string,
  brokerUrl: string,
  databaseUrl: string,
): Promise<number> {
  const queue = (await queuesOf(databaseUrl))[procedure]!;
  const connection = await connect(brokerUrl);
  try {
    await until('there are enough', async () => {
      // Asking for a queue that is not there yet closes the channel.
      const channel = await connection.createChannel();
      channel.on('error', () => undefined);
      const there = (await channel.checkQueue(queue)).messageCount;
      await channel.close();
      return there >= count;
    });
    const channel = await connection.createChannel();
    return (await channel.purgeQueue(queue)).messageCount;
  } finally {
    await connection.close();
  }
}
