import type { SpecialistProcedure } from '../access/snapshot.js';
import type { ErrorTexts } from '../errors/codes.js';
import type { BrokerNode, QueueReport, QueueState } from '../exchange/exchange.js';

export interface QueuesView {
  readonly source: QueueReport['source'];
  readonly asOf: string;
  readonly nodes?: readonly BrokerNode[];
  readonly queues: readonly QueueView[];
  /** Why something is left out; empty when nothing is. */
  readonly problems: readonly ProblemView[];
}

export interface QueueView extends Omit<QueueState, 'kind' | 'procedure' | 'ready'> {
  readonly kind: 'in' | 'ordered' | 'delay' | 'dead-letter';
  /** By name. */
  readonly procedure?: string;
  /** Null when the queue does not answer. */
  readonly ready: number | null;
}

export interface ProblemView {
  readonly code: string;
  readonly sentence: { readonly de: string; readonly en: string };
}

export function queuesView(
  { source, nodes, queues, problems }: QueueReport,
  procedures: readonly SpecialistProcedure[],
  texts: ErrorTexts,
  now: Date,
): QueuesView {
  const nameOf = new Map(procedures.map(({ id, name }) => [id, name]));
  return {
    source,
    asOf: now.toISOString(),
    ...(nodes === undefined ? {} : { nodes }),
    queues: queues.flatMap((queue) => queueView(queue, nameOf) ?? []),
    problems: problems.map(({ code, message, details }) => ({
      code,
      sentence: texts.sentence(code, message, details.values),
    })),
  };
}

/** The gateways' counts are nobody's messages. */
function queueView(queue: QueueState, nameOf: ReadonlyMap<string, string>): QueueView | undefined {
  const { kind, procedure, ready = null, ...figures } = queue;
  if (kind === 'tally') return undefined;
  return {
    kind: kind === 'dead' ? 'dead-letter' : kind,
    ...(procedure === undefined ? {} : { procedure: nameOf.get(procedure) ?? procedure }),
    ...figures,
    ready,
  };
}
