import { Gauge } from 'prom-client';
import type { AccessDirectory } from '../access/directory.js';
import type { Clock } from '../config/clock.js';
import type { Metrics } from './metrics.js';
import type { Overview, ProcedureView } from './overview/overview.js';

/** Two who ask within this time are told the same. */
const SHARED_MS = 5_000;
/** Prometheus gives up after 10 s, and then has nothing of all the rest. */
const LOOK_MS_MAX = 5_000;

/**
 * What operators see of the flow, for Prometheus: read from the database and the exchange when it is asked for, and left
 * out while they do not answer. Every process with the role `operator` shows the same: take the largest, not the sum.
 */
export class FlowMetrics {
  private readonly queued: Gauge;
  private readonly gauges: Readonly<Record<keyof Figures, Gauge>>;
  private failing = false;
  private looked: { readonly at: number; readonly done: Promise<void> } | undefined;

  constructor(
    metrics: Metrics,
    private readonly directory: AccessDirectory,
    private readonly overview: Pick<Overview, 'read'>,
    private readonly clock: Clock,
    private readonly onProblem: (error: unknown) => void,
  ) {
    const gauge = (name: string, help: string, ...more: readonly string[]): Gauge =>
      new Gauge({ name, help, labelNames: ['procedure', ...more], registers: [metrics.registry] });
    this.queued = gauge(
      'fachwerk_queue_messages',
      'Messages that wait to be filed: ready, unacknowledged (where the exchange can tell), delayed.',
      'state',
    );
    this.gauges = {
      parked: gauge('fachwerk_parked_messages', 'Messages that wait for the decision of a person.'),
      waiting: gauge(
        'fachwerk_waiting_messages',
        'Messages that wait for something that is misconfigured or away, and go on by themselves.',
      ),
      oldestSeconds: gauge(
        'fachwerk_oldest_unsettled_seconds',
        'How long ago the oldest message was accepted that is not filed, rejected or parked; 0 when there is none.',
      ),
      untouched: gauge(
        'fachwerk_untouched_ratio',
        'Share of what was filed in the last 30 days without any operator having had a hand in it.',
      ),
      paused: gauge('fachwerk_procedure_paused', '1 while an operator has paused the procedure.'),
      misconfigured: gauge(
        'fachwerk_procedure_misconfigured',
        '1 while the procedure waits for something that is misconfigured.',
      ),
    };
    metrics.beforeScrape(() => this.refresh());
  }

  private refresh(): Promise<void> {
    const { looked } = this;
    if (looked !== undefined && performance.now() - looked.at < SHARED_MS) return looked.done;
    const done = this.look();
    this.looked = { at: performance.now(), done };
    return done;
  }

  private async look(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<readonly ProcedureView[]>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`The flow was not read within ${LOOK_MS_MAX} ms.`)), LOOK_MS_MAX);
    });
    try {
      this.show(await Promise.race([this.views(), late]));
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.onProblem(error);
      this.failing = true;
      this.show([]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One tenant after the other: all at once would take the connections of those who look things up. */
  private async views(): Promise<readonly ProcedureView[]> {
    const views: ProcedureView[] = [];
    for (const tenant of this.directory.tenants()) views.push(...(await this.overview.read(tenant)).procedures);
    return views;
  }

  /** Procedures of the same name are one line, whichever tenant they belong to. */
  private show(views: readonly ProcedureView[]): void {
    for (const gauge of [this.queued, ...Object.values(this.gauges)]) gauge.reset();
    const now = this.clock.now().getTime();
    for (const procedure of new Set(views.map(({ name }) => name))) {
      const all = views.filter(({ name }) => name === procedure);
      this.showQueued({ procedure }, all);
      for (const [what, value] of Object.entries(figuresOf(all, now)))
        if (value !== undefined) this.gauges[what as keyof Figures].set({ procedure }, value);
    }
  }

  private showQueued(labels: { readonly procedure: string }, views: readonly ProcedureView[]): void {
    for (const state of ['ready', 'unacknowledged', 'delayed'] as const) {
      const known = views.flatMap(({ backlog }) => backlog?.[state] ?? []);
      if (known.length > 0) this.queued.set({ ...labels, state }, total(known));
    }
  }
}

interface Figures {
  readonly parked: number;
  readonly waiting: number;
  readonly oldestSeconds: number;
  readonly untouched: number | undefined;
  readonly paused: number;
  readonly misconfigured: number;
}

/** Of the procedures of one name. Of the shares the smallest is shown: a mean would hide it. */
function figuresOf(views: readonly ProcedureView[], now: number): Figures {
  const ages = views.flatMap(({ oldestAcceptedAt: at }) => (at === undefined ? [] : now - new Date(at).getTime()));
  const shares = views.flatMap(({ untouched }) => untouched ?? []);
  return {
    parked: total(views.map(({ parked }) => parked)),
    waiting: total(views.map(({ waiting }) => waiting)),
    oldestSeconds: Math.max(0, ...ages) / 1_000,
    untouched: shares.length === 0 ? undefined : Math.min(...shares),
    paused: views.some(({ paused }) => paused !== undefined) ? 1 : 0,
    misconfigured: views.some(({ cause }) => cause !== undefined) ? 1 : 0,
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
