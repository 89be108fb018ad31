import type { Clock } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import type { Door } from '../../ledger/doors/door.js';
import { readDoorSteps, type DoorStep } from '../../ledger/doors/reading.js';
import { stepsOf, type Span } from '../overview/series.js';

export interface DoorSeriesView {
  readonly from: string;
  /** Now: the last step is not over. */
  readonly to: string;
  readonly stepSeconds: number;
  /** Where each step begins, in seconds of Unix time. */
  readonly at: readonly number[];
  readonly accepted: readonly number[];
  readonly answered: readonly number[];
  readonly refused: readonly number[];
}

const NOTHING = { accepted: 0, answered: 0, refused: 0 };

/** What came to a door in each step of a span that ends now. */
export class DoorSeries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param procedure id; undefined for all of the tenant */
  async read(tenant: string, door: Door, span: Span, procedure: string | undefined): Promise<DoorSeriesView> {
    const now = this.clock.now();
    const { at, from, to, stepSeconds } = stepsOf(span, now);
    const found = await this.database.inTenant(tenant, (transaction) =>
      readDoorSteps(transaction, tenant, { from, to, stepSeconds }, { door, procedure }),
    );
    const stepAt = new Map(found.map((step) => [step.at, step]));
    const valuesOf = (what: Exclude<keyof DoorStep, 'at'>): readonly number[] =>
      at.map((time) => (stepAt.get(time) ?? NOTHING)[what]);
    return {
      from: from.toISOString(),
      to: now.toISOString(),
      stepSeconds,
      at,
      accepted: valuesOf('accepted'),
      answered: valuesOf('answered'),
      refused: valuesOf('refused'),
    };
  }
}
