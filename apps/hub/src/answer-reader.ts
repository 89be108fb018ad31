/** Asks connectors on behalf of senders that wait, or are to be told. Its threads are none of the worker's, and are there only while somebody asks. */
import type { HubConfig } from './config/hub-config.js';
import { HubError } from './errors/hub-error.js';
import { answeringPool } from './reading-pool.js';
import type { Answered, AnswerJob } from './translate/answers.js';
import type { InstalledConnectors } from './translate/installed.js';
import { lossError } from './translate/loss.js';
import type { ThreadPool } from './translate/thread-pool.js';

/** Whoever would wait behind more is told to come again. */
const WAITING_MAX = 200;
/** A thread that nobody needs is ended after so long: whoever asks next waits for a new one. */
const IDLE_MS = 600_000;

interface Waiting {
  readonly job: AnswerJob;
  resolve(answered: Answered): void;
  reject(error: unknown): void;
}

export class AnswerReader {
  private readonly pool: ThreadPool<AnswerJob, Answered>;
  /** Those that came while a batch is on its way make up the next one. */
  private waiting: Waiting[] = [];
  private busy = false;
  private idle: NodeJS.Timeout | undefined;

  constructor(config: HubConfig, connectors: InstalledConnectors) {
    this.pool = answeringPool(config, connectors, config.translateThreads);
  }

  /** @throws HubError `answer.busy`, or why its thread is gone */
  async ask(job: AnswerJob): Promise<Answered> {
    if (this.waiting.length >= WAITING_MAX) {
      const sentence = 'Too many answers are being made at the moment. Try again in a few seconds.';
      throw new HubError('unavailable-message', 'answer.busy', sentence, { retryAfterSeconds: 5 });
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      if (!this.busy) void this.work();
    });
  }

  /** Ends its threads; whoever asks again gets new ones. */
  close(): Promise<void> {
    clearTimeout(this.idle);
    return this.pool.close();
  }

  private async work(): Promise<void> {
    this.busy = true;
    clearTimeout(this.idle);
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.run(batch);
    }
    this.busy = false;
    this.idle = setTimeout(() => void this.pool.close(), IDLE_MS).unref();
  }

  /** Never throws. */
  private async run(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await this.pool.run(batch.map(({ job }) => job));
      for (const [position, { job, resolve, reject }] of batch.entries()) {
        const result = results[position]!;
        if ('done' in result) resolve(result.done);
        else reject(lossError(result.lost, job.connector, 'defect'));
      }
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
