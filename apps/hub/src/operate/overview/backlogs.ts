import type { AccessDirectory } from '../../access/directory.js';
import type { Exchange, QueueState } from '../../exchange/exchange.js';
import { lanesOf } from '../../exchange/lane.js';

/** What the exchange holds for a tenant. */
export interface ExchangeLook {
  /** By id of the procedure; without those whose queues gave no answer. */
  readonly procedures: ReadonlyMap<string, LaneFigures>;
  /** Of the lane that every worker consumes; undefined where the transport does not know who consumes. */
  readonly workers: number | undefined;
}

export interface LaneFigures {
  readonly ready: number;
  readonly unacknowledged?: number;
  /** Of all of its lanes together. */
  readonly consumers?: number;
}

interface Known {
  readonly look: ExchangeLook;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** Whoever asks within this time shares one look. */
const SHARED_MS = 1_000;
/** How long somebody who asks waits for it; afterwards the last one is told. */
const WAIT_MS = 500;
/** What is older than this is not told any more. */
const STALE_MS = 15_000;

/** Looks into the exchange for those who want to see how much waits there: never more often than once a second. */
export class Backlogs {
  private readonly known = new Map<string, Known>();
  private readonly looking = new Map<string, Promise<void>>();

  constructor(
    private readonly exchange: Pick<Exchange, 'queues'>,
    private readonly directory: AccessDirectory,
  ) {}

  /** @returns undefined when the exchange is away or does not answer */
  async of(tenant: string): Promise<ExchangeLook | undefined> {
    const known = this.known.get(tenant);
    if (known !== undefined && performance.now() - known.at < SHARED_MS) return known.look;
    const looking = this.looking.get(tenant) ?? this.look(tenant);
    this.looking.set(tenant, looking);
    await atMost(WAIT_MS, looking);
    const last = this.known.get(tenant);
    return last !== undefined && performance.now() - last.at < STALE_MS ? last.look : undefined;
  }

  private async look(tenant: string): Promise<void> {
    try {
      const lanes = this.directory.proceduresOf(tenant).flatMap(lanesOf);
      const look = lookOf(await this.exchange.queues(lanes));
      this.known.set(tenant, { look, at: performance.now() });
    } catch {
      // That it is away is told by the health of the exchange.
      this.known.delete(tenant);
    } finally {
      this.looking.delete(tenant);
    }
  }
}

function lookOf(queues: readonly QueueState[]): ExchangeLook {
  const procedures = new Map<string, LaneFigures>();
  const silent = new Set<string>();
  for (const { procedure, ready, unacknowledged, consumers } of queues) {
    if (procedure === undefined) continue;
    if (ready === undefined) silent.add(procedure);
    const sum = procedures.get(procedure);
    procedures.set(procedure, {
      ready: (sum?.ready ?? 0) + (ready ?? 0),
      ...(unacknowledged === undefined ? {} : { unacknowledged: (sum?.unacknowledged ?? 0) + unacknowledged }),
      ...(consumers === undefined ? {} : { consumers: (sum?.consumers ?? 0) + consumers }),
    });
  }
  for (const procedure of silent) procedures.delete(procedure);
  return { procedures, workers: queues.find(({ kind }) => kind === 'tally')?.consumers };
}

async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
