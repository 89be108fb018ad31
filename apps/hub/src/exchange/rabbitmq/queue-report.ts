/** The queues of a broker, as people see them. */
import { HubError } from '../../errors/hub-error.js';
import type { Lane, QueueReport, QueueState } from '../exchange.js';
import type { Management } from './management.js';
import { DEAD, delayQueue, queueOf } from './topology.js';

/** The queues of these lanes and those that all procedures share, without figures. */
export function namedQueues(lanes: readonly Lane[], delayLadderMs: readonly number[]): readonly QueueState[] {
  return [
    ...lanes.map((lane) => ({
      kind: lane.kind,
      name: queueOf(lane),
      ...('procedure' in lane ? { procedure: lane.procedure } : {}),
    })),
    ...[...new Set(delayLadderMs)].map((delayMs) => ({ kind: 'delay', name: delayQueue(delayMs), delayMs }) as const),
    { kind: 'tally', name: queueOf({ kind: 'tally' }) },
    { kind: 'dead', name: DEAD },
  ];
}

/**
 * What the management says of them. A queue that it does not know is not made yet.
 *
 * @throws HubError `exchange.management-unavailable`
 */
export async function managedReport(management: Management, queues: readonly QueueState[]): Promise<QueueReport> {
  const [known, nodes] = await Promise.all([management.queues(), management.nodes()]);
  const withFigures = queues.map((queue) => ({ ...queue, ...(known.get(queue.name) ?? { ready: 0, consumers: 0 }) }));
  return { source: 'management', queues: withFigures, nodes, problems: [] };
}

/**
 * What AMQP alone can tell.
 *
 * @param ask for the figures
 * @param problems why it is AMQP that is asked
 */
export async function amqpReport(
  ask: () => Promise<readonly QueueState[]>,
  problems: readonly HubError[],
): Promise<QueueReport> {
  try {
    const queues = await ask();
    const silent = queues.filter(({ ready }) => ready === undefined).length;
    return { source: 'amqp', queues, problems: [...problems, ...(silent === 0 ? [] : [silence(silent)])] };
  } catch (cause) {
    const sentence = 'The broker cannot be reached: what lies in the queues is not known.';
    const away = new HubError('unavailable-shared', 'exchange.queues-unknown', sentence, {}, { cause });
    return { source: 'amqp', queues: [], problems: [...problems, away] };
  }
}

function silence(count: number): HubError {
  const sentence = `${count} queues gave no answer. A queue without a leader does not answer.`;
  return new HubError('unavailable-shared', 'exchange.queues-silent', sentence, { values: { count } });
}
