import type { Database } from '../database/database.js';
import type { Lane, QueueState } from './exchange.js';
import { laneName } from './lane.js';

interface Figures {
  readonly lane: string;
  readonly ready: string;
  readonly held: string;
}

interface Delayed {
  /** How often its messages were delayed before, at most as often as there are rungs. */
  readonly rung: number;
  readonly count: string;
}

const SHARED: readonly Lane[] = [{ kind: 'tally' }, { kind: 'dead' }];

/**
 * The lanes as queues of a broker, and the rungs of the delay ladder with what of these lanes waits on them. Who consumes
 * is not written down.
 */
export async function databaseQueues(
  database: Database,
  lanes: readonly Lane[],
  delayLadderMs: readonly number[],
): Promise<readonly QueueState[]> {
  const all = [...lanes, ...SHARED];
  const names = all.map(laneName);
  const [figures, delayed] = await database.asSystem(async (transaction) => [
    await transaction.query<Figures>(
      `SELECT lane, count(*) FILTER (WHERE held_until IS NULL AND visible_at <= now()) AS ready,
         count(*) FILTER (WHERE held_until IS NOT NULL) AS held
       FROM exchange_message WHERE lane = ANY ($1) GROUP BY lane`,
      [names],
    ),
    await transaction.query<Delayed>(
      `SELECT least(delays, $2)::int AS rung, count(*) AS count
       FROM exchange_message WHERE lane = ANY ($1) AND held_until IS NULL AND visible_at > now() GROUP BY 1`,
      [names, delayLadderMs.length],
    ),
  ]);
  const figuresOf = new Map(figures.map((one) => [one.lane, one]));
  const rungs = delayLadderMs.map((delayMs, index) => {
    const waiting = delayed.find(({ rung }) => rung === index + 1);
    return { kind: 'delay', name: `delay.${delayMs}`, delayMs, ready: Number(waiting?.count ?? 0) } as const;
  });
  const queues = all.map((lane) => {
    const { ready = 0, held = 0 } = figuresOf.get(laneName(lane)) ?? {};
    const owner = 'procedure' in lane ? { procedure: lane.procedure } : {};
    return { kind: lane.kind, name: laneName(lane), ...owner, ready: Number(ready), unacknowledged: Number(held) };
  });
  return [...queues, ...rungs];
}
