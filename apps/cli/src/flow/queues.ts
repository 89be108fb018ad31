import type { Command } from 'commander';
import type { BrokerNodeAnswer, QueueAnswer, QueuesAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table, type Cell, type Paint } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import { sizeOf } from '../terminal/size.js';

const HELP = `
Looking takes nothing out of a queue. Nodes, rates and what is unacknowledged are known when the hub has
FACHWERK_RABBITMQ_MANAGEMENT_URL; what cannot be told is left empty.

Examples:
  fachwerk queues --demo
  fachwerk queues --json`;

const SOURCES: Readonly<Record<QueuesAnswer['source'], string>> = {
  management: 'as the management of RabbitMQ tells it',
  amqp: 'as AMQP alone can tell it',
  database: 'of the exchange on the database',
};

interface Options extends HubOptions {
  readonly json?: true;
}

export function addQueues(program: Command): void {
  const command = program
    .command('queues')
    .summary('show what waits in which queue')
    .description('Shows the queues of the tenant, the delay ladder, and what the broker gave up on.');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => queues(command.optsWithGlobals<Options>()));
}

async function queues({ json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const answer = await hub.get<QueuesAnswer>('/v1/queues', await personAuthorization(hub.credentials));
  output.answer(answer, () => {
    const { nodes = [], queues: all, source, asOf } = answer;
    return [
      `Queues ${SOURCES[source]}, as of ${shown(asOf)}`,
      ...(nodes.length === 0 ? [] : [nodeTable(nodes, output.paint)]),
      ...(all.length === 0 ? [] : [queueTable(all, output.paint)]),
    ].join('\n\n');
  });
  for (const { sentence } of answer.problems) output.note(sentence[hub.lang]);
}

function nodeTable(nodes: readonly BrokerNodeAnswer[], paint: Paint): string {
  const rows = nodes.map(({ name, running, memoryBytes, diskFreeBytes, alarms }): Cell[] => [
    name,
    running ? { text: 'running', colour: 'green' } : { text: 'stopped', colour: 'red' },
    sizeCell(memoryBytes),
    sizeCell(diskFreeBytes),
    alarms.length === 0 ? '' : { text: alarms.join(', '), colour: 'red' },
  ]);
  return table(['NODE', 'STATE', 'MEMORY', 'DISK FREE', 'ALARMS'], rows, paint);
}

function queueTable(all: readonly QueueAnswer[], paint: Paint): string {
  const rows = all.map((queue): Cell[] => [
    queue.procedure ?? '',
    queue.kind,
    queue.ready === null ? { text: 'no answer', colour: 'red' } : String(queue.ready),
    ...[queue.unacknowledged, queue.consumers, queue.publishedPerSecond, queue.deliveredPerSecond].map((figure) =>
      figure === undefined ? '' : String(figure),
    ),
    queue.leader ?? '',
    queue.name,
  ]);
  const head = ['PROCEDURE', 'KIND', 'READY', 'UNACKNOWLEDGED', 'CONSUMERS', 'IN/S', 'OUT/S', 'LEADER', 'QUEUE'];
  return table(head, rows, paint);
}

function sizeCell(bytes: number | undefined): string {
  return bytes === undefined ? '' : sizeOf(bytes);
}
