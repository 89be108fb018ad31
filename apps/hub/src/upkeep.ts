/** What a worker looks after beside its messages: partitions, retention, what has ended, counts, and content nobody needs. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { dropEndedSessions } from './access/sessions.js';
import { ContentStore } from './archive/content-store.js';
import { Clock } from './config/clock.js';
import type { HubConfig } from './config/hub-config.js';
import type { Log } from './config/log.js';
import { Database } from './database/database.js';
import { dropCorrectedBodies, dropEndedJobs } from './ledger/decision-retention.js';
import { dropOldAlerts } from './ledger/alerts/deliveries.js';
import { rollUpDoors } from './ledger/doors/retention.js';
import { dropEndedDeliveries } from './ledger/outbox-retention.js';
import { rollUpOutcomes } from './ledger/outcome-retention.js';
import { Partitions } from './ledger/partitions.js';
import { dropEndedOrders } from './ledger/xta/retention.js';
import { Metrics } from './operate/metrics.js';
import { sweepWhenDue } from './sweeping.js';

const LOOK_MS = 3_600_000;

export class Upkeep {
  private readonly partitions: Partitions;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private readonly stopped = new AbortController();

  constructor(
    private readonly app: Pick<NestFastifyApplication, 'get'>,
    private readonly config: HubConfig,
    private readonly log: Log,
  ) {
    const metrics = app.get(Metrics);
    this.partitions = new Partitions(app.get(Database), app.get(Clock), config, {
      onProblem: (error) => log.warn('partitions not looked after', { error }),
      onMonth: ({ what, month, dropped, keptFor, ...counts }) => {
        metrics.onMonthKept(what, month, keptFor);
        if (dropped) metrics.onRemoved(what, 1);
        if (dropped) log.info('a month of the ledger was dropped', { what, month, ...counts });
        else
          log.warn('a month of the ledger stays, messages of it are parked or not settled', { what, month, keptFor });
      },
    });
  }

  /** Resolves once the partitions are there. A hub that has just started has a backlog first: it sweeps an hour later. */
  async start(): Promise<void> {
    await this.partitions.start();
    this.work(() => this.tidy());
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopped.abort();
    await this.partitions.stop();
    await this.working;
  }

  private look(): void {
    this.work(async () => {
      await this.tidy();
      if (this.config.contentSweep) await this.tend('content was not swept', () => this.sweepWhenDue());
    });
  }

  /** A look that comes while the last one still works is left out. */
  private work(work: () => Promise<void>): void {
    this.working ??= work().finally(() => (this.working = undefined));
  }

  /** One after the other; what goes wrong with one of them keeps none from its turn. */
  private async tidy(): Promise<void> {
    await this.tend('the outbox was not looked after', () => this.dropDeliveries());
    await this.tend('jobs and corrections of long ago were not looked after', () => this.dropDecisions());
    await this.tend('sessions that have ended were not dropped', () => this.dropSessions());
    await this.tend('counts of outcomes were not looked after', () => this.rollUpOutcomes());
    await this.tend('counts of doors were not looked after', () => this.rollUpDoors());
    await this.tend('alerts were not looked after', () => this.dropAlerts());
    await this.tend('transport orders of XTA were not looked after', () => this.dropOrders());
  }

  private async tend(failed: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // That the process stops is no failure.
      if (error !== this.stopped.signal.reason) this.log.warn(failed, { error });
    }
  }

  private async dropSessions(): Promise<void> {
    const { app, config } = this;
    const limits = { idleMinutes: config.sessionIdleMinutes, hoursMax: config.sessionHoursMax };
    await dropEndedSessions(app.get(Database), app.get(Clock).now(), limits);
  }

  private async dropAlerts(): Promise<void> {
    const now = this.app.get(Clock).now();
    const dropped = await dropOldAlerts(this.app.get(Database), now, this.config.alertRetentionDays);
    if (dropped > 0) this.log.info('alerts that were over long ago were dropped', { dropped });
  }

  private async dropOrders(): Promise<void> {
    const { app, stopped, config } = this;
    const now = app.get(Clock).now();
    const dropped = await dropEndedOrders(app.get(Database), now, config.xtaRetentionDays, stopped.signal);
    if (dropped > 0) this.log.info('transport orders of XTA that ended long ago were dropped', { dropped });
  }

  private async rollUpOutcomes(): Promise<void> {
    const dropped = await rollUpOutcomes(this.app.get(Database), this.app.get(Clock).now());
    if (dropped !== undefined && dropped.minutes + dropped.hours > 0)
      this.log.info('counts of outcomes from long ago were dropped', { ...dropped });
  }

  private async rollUpDoors(): Promise<void> {
    const dropped = await rollUpDoors(this.app.get(Database), this.app.get(Clock).now());
    if (dropped !== undefined && dropped.minutes + dropped.hours > 0)
      this.log.info('counts of doors from long ago were dropped', { ...dropped });
  }

  private async dropDecisions(): Promise<void> {
    const { app, stopped, config } = this;
    const database = app.get(Database);
    const jobs = await dropEndedJobs(database, app.get(Clock).now(), config.jobRetentionDays, stopped.signal);
    const corrections = await dropCorrectedBodies(database);
    if (jobs + corrections > 0) this.log.info('what decisions left behind was dropped', { jobs, corrections });
  }

  private async dropDeliveries(): Promise<void> {
    const { app, stopped, config } = this;
    const now = app.get(Clock).now();
    const dropped = await dropEndedDeliveries(app.get(Database), now, config.outboxRetentionDays, stopped.signal);
    if (dropped === 0) return;
    app.get(Metrics).onRemoved('delivery', dropped);
    this.log.info('deliveries that ended long ago were dropped from the outbox', { dropped });
  }

  private async sweepWhenDue(): Promise<void> {
    const { app, stopped } = this;
    const report = await sweepWhenDue(app.get(Database), app.get(ContentStore), app.get(Clock), stopped.signal);
    if (report === undefined) return;
    const metrics = app.get(Metrics);
    metrics.onRemoved('set-aside', report.setAside.count);
    metrics.onRemoved('erased', report.erased.count + report.segments.erased.count);
    metrics.onRemoved('wiped', report.segments.wiped.count);
    this.log.info('content was swept', { ...report });
  }
}
