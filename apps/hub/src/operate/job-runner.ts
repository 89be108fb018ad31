import type { Clock, Ids } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import {
  beginWave,
  holdJobs,
  letGoOfJobs,
  lockJob,
  markItem,
  nextItems,
  settleItems,
  skipItem,
  openItemsOf,
  stopJob,
  type HeldJob,
  type NextItem,
} from '../ledger/job-progress.js';
import { changeJob, WAVES } from '../ledger/jobs.js';
import type { Decisions } from './decisions.js';

const TICK_MS = 500;

/** Thrown in the transaction of a decision, so that nothing of it happens. */
class NotRunning extends Error {}

/**
 * Carries out decisions about many messages, in waves that grow, so that a cause that is not gone shows at the first
 * message and not at the last. A release stops by itself when a message stands still again for the reason for which it
 * did before, or two for the same new one. Several processes share the jobs; one that dies is replaced.
 */
export class JobRunner {
  private readonly self: string;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  /** When each job may send its next message, so that its rate is kept. */
  private readonly nextAt = new Map<string, number>();
  private held: readonly HeldJob[] = [];

  constructor(
    private readonly database: Database,
    private readonly decisions: Decisions,
    private readonly clock: Clock,
    ids: Ids,
    private readonly onProblem: (error: unknown) => void,
  ) {
    this.self = ids.uuid();
  }

  start(): void {
    this.timer = setTimeout(() => {
      this.running = this.tick()
        .catch(this.onProblem)
        .finally(() => this.timer !== undefined && this.start());
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.running;
    await letGoOfJobs(this.database, this.held, this.self).catch(this.onProblem);
  }

  private async tick(): Promise<void> {
    const jobs = (this.held = await holdJobs(this.database, this.self));
    for (const id of this.nextAt.keys()) if (!jobs.some((job) => job.id === id)) this.nextAt.delete(id);
    // One that fails does not hold the others up.
    const steps = await Promise.allSettled(jobs.map((job) => this.step(job)));
    for (const step of steps) if (step.status === 'rejected') this.onProblem(step.reason);
  }

  private async step(job: HeldJob): Promise<void> {
    if (!(await this.lookAtResults(job))) return;
    const now = performance.now();
    const everyMs = 60_000 / job.ratePerMinute;
    const from = Math.max(this.nextAt.get(job.id) ?? now, now - TICK_MS);
    const due = Math.max(Math.ceil((now - from) / everyMs), 1);
    if (from > now) return;
    const items = await nextItems(this.database, job, due);
    this.nextAt.set(job.id, from + items.length * everyMs);
    // A process that stops does not finish what it may send at once.
    for (const item of items) if (this.timer === undefined || !(await this.decide(job, item))) return;
  }

  /** @returns whether more is to be sent now */
  private lookAtResults(job: HeldJob): Promise<boolean> {
    return this.database.inTenant(job.tenant, async (transaction) => {
      if (!(await lockJob(transaction, job, this.self))) return false;
      const now = this.clock.now();
      const results = await settleItems(transaction, job, now);
      const repeated = results.find(({ repeats }) => repeats);
      if (repeated !== undefined) {
        await stopJob(transaction, job, repeated, now);
        return false;
      }
      const { sent, pending, pendingInWave } = await openItemsOf(transaction, job);
      if (pendingInWave > 0) return true;
      if (sent > 0) return false;
      if (pending === 0) {
        await changeJob(transaction, job.tenant, job.id, { from: ['running'], to: 'done', at: now });
        return false;
      }
      await beginWave(transaction, job, WAVES[Math.min(job.wave, WAVES.length - 1)]!);
      return true;
    });
  }

  /** @returns false when the job does not run any more */
  private async decide(job: HeldJob, item: NextItem): Promise<boolean> {
    const { tenant, action, createdBy: operator, reason } = job;
    const now = this.clock.now();
    const decision = {
      operator,
      reason: reason ?? undefined,
      journalled: true as const,
      within: async (transaction: Parameters<typeof markItem>[0]): Promise<void> => {
        const state = action === 'release' ? 'sent' : 'rejected';
        if (!(await markItem(transaction, job, item, state, now))) throw new NotRunning();
      },
    };
    try {
      if (action === 'release') await this.decisions.release(tenant, item.messageId, decision);
      else await this.decisions.refuse(tenant, item.messageId, action, decision);
      return true;
    } catch (error) {
      if (error instanceof NotRunning) return false;
      if (!(error instanceof HubError) || error.kind !== 'rejected') throw error;
      const { kind, code, message } = error;
      await skipItem(this.database, job, item, { kind, code, stage: 'receive', message }, now);
      return true;
    }
  }
}
