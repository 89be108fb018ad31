import type { AccessDirectory } from '../../access/directory.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { ErrorTexts } from '../../errors/codes.js';
import type { Flow, Untouched } from '../../ledger/flow.js';
import { errorView, type ErrorView } from '../views.js';
import type { Backlogs, ExchangeLook, LaneFigures } from './backlogs.js';
import type { BooksLook, BooksLooks, ProcedureBooks } from './books-look.js';
import type { Condition, Conditions } from './condition.js';
import { shareOf } from './untouched.js';

export interface OverviewView {
  readonly asOf: string;
  readonly procedures: readonly ProcedureView[];
  readonly totals: TotalsView;
  readonly health: Condition;
}

export interface ProcedureView {
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  readonly paused?: SpecialistProcedure['paused'];
  readonly cause?: ErrorView;
  readonly backlog: BacklogView | null;
  readonly oldestAcceptedAt?: string;
  readonly rates: RatesView;
  readonly secondsToEmpty?: number;
  readonly lastHour: Flow;
  readonly parked: number;
  readonly waiting: number;
  readonly untouched?: number;
}

export interface BacklogView {
  readonly ready: number;
  readonly unacknowledged?: number;
  readonly delayed: number;
}

export interface RatesView {
  readonly acceptedPerMinute: number;
  readonly filedPerMinute: number;
}

export interface TotalsView extends RatesView {
  readonly parked: number;
  readonly waiting: number;
  readonly backlog: number | null;
  readonly untouched?: number;
}

/** Workers need some seconds to take from a new lane, or from one that is no longer paused. */
const IDLE_MS = 10_000;

/** How everything stands: for the first page of operators, for metrics, and live. */
export class Overview {
  /** Procedures in whose lanes something waits that nobody takes: since when, on the clock of `performance.now()`. */
  private readonly idleSince = new Map<string, number>();

  constructor(
    private readonly directory: AccessDirectory,
    private readonly backlogs: Backlogs,
    private readonly books: BooksLooks,
    private readonly conditions: Conditions,
    private readonly texts: ErrorTexts,
  ) {}

  /** @throws HubError `database.unavailable` */
  async read(tenant: string): Promise<OverviewView> {
    const procedures = this.directory.proceduresOf(tenant);
    const exchange = await this.backlogs.of(tenant);
    const waiting = [...(exchange?.procedures ?? [])].filter(([, { ready }]) => ready > 0).map(([id]) => id);
    const books = await this.books.look(tenant, waiting);
    const views = procedures.map((procedure) =>
      this.view(procedure, exchange?.procedures.get(procedure.id), books.of(procedure.id), books.recentMinutes),
    );
    const untouched = procedures.map(({ id }) => books.of(id).untouched);
    return {
      asOf: books.at.toISOString(),
      procedures: views,
      totals: totalsOf(views, untouched),
      health: await this.conditions.look('ok', exchange?.workers, this.isIdle(procedures, exchange, books)),
    };
  }

  /** The last overview with what is known although the database is away. */
  async withoutDatabase(last: OverviewView): Promise<OverviewView> {
    return { ...last, health: await this.conditions.look('away', undefined, false) };
  }

  /** Something waits that nobody takes, although nothing keeps workers from it. */
  private isIdle(
    procedures: readonly SpecialistProcedure[],
    exchange: ExchangeLook | undefined,
    books: BooksLook,
  ): boolean {
    const now = performance.now();
    for (const { id, paused } of procedures) {
      const { ready = 0, consumers } = exchange?.procedures.get(id) ?? {};
      const isIdle = ready > 0 && consumers === 0 && paused === null && books.of(id).cause === null;
      if (!isIdle) this.idleSince.delete(id);
      else if (!this.idleSince.has(id)) this.idleSince.set(id, now);
    }
    return procedures.some(({ id }) => now - (this.idleSince.get(id) ?? now) > IDLE_MS);
  }

  private view(
    { name, title, connector, paused }: SpecialistProcedure,
    lanes: LaneFigures | undefined,
    { lastHour, recent, standing, unseenSince, untouched, cause }: ProcedureBooks,
    minutes: number,
  ): ProcedureView {
    const { parked, waiting, delayed, oldestAt } = standing;
    const backlog = lanes === undefined ? null : backlogOf(lanes, delayed);
    const oldest = earliest(oldestAt, unseenSince);
    const share = shareOf([untouched]);
    const secondsToEmpty = backlog === null ? undefined : timeToEmpty(sizeOf(backlog), recent, minutes);
    return {
      name,
      title,
      connector,
      ...(paused === null ? {} : { paused }),
      ...(cause === null ? {} : { cause: errorView(cause, this.texts, true) }),
      backlog,
      ...(oldest === undefined ? {} : { oldestAcceptedAt: oldest.toISOString() }),
      rates: {
        acceptedPerMinute: perMinute(recent.accepted, minutes),
        filedPerMinute: perMinute(recent.filed, minutes),
      },
      ...(secondsToEmpty === undefined ? {} : { secondsToEmpty }),
      lastHour,
      parked,
      waiting,
      ...(share === undefined ? {} : { untouched: share }),
    };
  }
}

export function sizeOf({ ready, unacknowledged = 0, delayed }: BacklogView): number {
  return ready + unacknowledged + delayed;
}

function backlogOf({ ready, unacknowledged }: LaneFigures, delayed: number): BacklogView {
  return { ready, ...(unacknowledged === undefined ? {} : { unacknowledged }), delayed };
}

/**
 * Undefined unless the backlog shrinks. What is rejected or parked leaves it as well as what is filed.
 *
 * @param minutes how long `recent` lasted
 */
export function timeToEmpty(backlog: number, recent: Flow, minutes: number): number | undefined {
  const left = recent.filed + recent.rejected + recent.parked - recent.accepted;
  return backlog === 0 || left <= 0 ? undefined : Math.ceil((backlog / left) * minutes * 60);
}

/** To a tenth. */
function perMinute(count: number, minutes: number): number {
  return Math.round((count / minutes) * 10) / 10;
}

function earliest(...times: readonly (Date | undefined)[]): Date | undefined {
  return times.filter((time) => time !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function totalsOf(views: readonly ProcedureView[], untouched: readonly (Untouched | undefined)[]): TotalsView {
  const sum = (valueOf: (view: ProcedureView) => number): number =>
    views.reduce((total, view) => total + valueOf(view), 0);
  const tenths = (valueOf: (view: ProcedureView) => number): number => Math.round(sum(valueOf) * 10) / 10;
  const share = shareOf(untouched);
  return {
    parked: sum(({ parked }) => parked),
    waiting: sum(({ waiting }) => waiting),
    backlog: views.some(({ backlog }) => backlog === null) ? null : sum(({ backlog }) => sizeOf(backlog!)),
    acceptedPerMinute: tenths(({ rates }) => rates.acceptedPerMinute),
    filedPerMinute: tenths(({ rates }) => rates.filedPerMinute),
    ...(share === undefined ? {} : { untouched: share }),
  };
}
