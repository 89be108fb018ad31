import type { Clock } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import { readFlowSteps, type FlowStep } from '../../ledger/flow.js';
import { invalid } from '../message-filter.js';

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** How far back a series goes, and how long its steps are: some hundred of them, each a divisor of a day. */
export const SPANS = {
  '1h': { seconds: HOUR, stepSeconds: MINUTE },
  '6h': { seconds: 6 * HOUR, stepSeconds: 5 * MINUTE },
  '24h': { seconds: DAY, stepSeconds: 15 * MINUTE },
  '7d': { seconds: 7 * DAY, stepSeconds: HOUR },
  '30d': { seconds: 30 * DAY, stepSeconds: 4 * HOUR },
} as const;

export type Span = keyof typeof SPANS;

export interface SeriesView {
  readonly from: string;
  /** Now: the last step is not over. */
  readonly to: string;
  readonly stepSeconds: number;
  /** Where each step begins, in seconds of Unix time. */
  readonly at: readonly number[];
  readonly accepted: readonly number[];
  readonly filed: readonly number[];
  readonly rejected: readonly number[];
  readonly parked: readonly number[];
}

/** The steps of a span that ends now, and the time that they cover. */
export function stepsOf(
  span: Span,
  now: Date,
): { readonly at: readonly number[]; readonly from: Date; readonly to: Date; readonly stepSeconds: number } {
  const { seconds, stepSeconds } = SPANS[span];
  const last = Math.floor(now.getTime() / 1_000 / stepSeconds) * stepSeconds;
  const count = seconds / stepSeconds;
  const at = Array.from({ length: count }, (_, index) => last - (count - 1 - index) * stepSeconds);
  return { at, from: new Date(at[0]! * 1_000), to: new Date((last + stepSeconds) * 1_000), stepSeconds };
}

export function spanOf(given: string): Span {
  if (Object.hasOwn(SPANS, given)) return given as Span;
  throw invalid('span', `one of ${Object.keys(SPANS).join(', ')}`);
}

const NOTHING = { accepted: 0, filed: 0, rejected: 0, parked: 0 };

/** How many messages were accepted and settled in each step of a span that ends now. */
export class Series {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param procedure id; undefined for all of the tenant */
  async read(tenant: string, span: Span, procedure: string | undefined): Promise<SeriesView> {
    const now = this.clock.now();
    const { at, ...window } = stepsOf(span, now);
    const { from, stepSeconds } = window;
    const found = await this.database.inTenant(tenant, (transaction) =>
      readFlowSteps(transaction, tenant, window, procedure),
    );
    const stepAt = new Map(found.map((step) => [step.at, step]));
    const valuesOf = (what: Exclude<keyof FlowStep, 'at'>): readonly number[] =>
      at.map((time) => (stepAt.get(time) ?? NOTHING)[what]);
    return {
      from: from.toISOString(),
      to: now.toISOString(),
      stepSeconds,
      at,
      accepted: valuesOf('accepted'),
      filed: valuesOf('filed'),
      rejected: valuesOf('rejected'),
      parked: valuesOf('parked'),
    };
  }
}
