import { Worker } from 'node:worker_threads';

export interface ThreadPoolOptions<Job> {
  readonly threads: number;
  /** Longest time for one job. */
  readonly timeoutMs: number;
  /** Heap of one thread. */
  readonly heapMib: number;
  /**
   * How much the process may grow during a job of a kind that takes memory outside of the heap, which no limit of a
   * thread holds. Undefined for all other jobs.
   */
  readonly growthMibMax?: (job: Job) => number | undefined;
  /** After such a job the thread is replaced: that gives its memory back, which it would keep for the next one. */
  readonly wearsOut?: (job: Job) => boolean;
  /** Read whenever a thread is started. */
  readonly workerData: unknown;
}

/** Longest time for a new thread to load what it needs and to begin. */
const START_MS = 30_000;
/** How often the memory of the process is looked at; a bomb unpacks some MiB in that time. */
const MEMORY_MS = 10;
const MIB = 1_048_576;

/** Why a thread had to go; the job it was busy with is the culprit. */
export type Loss = 'crashed' | 'timeout' | 'heap';

export type JobResult<Result> = { readonly done: Result } | { readonly lost: Loss };

/** What a thread is sent: jobs, and a cell in which it writes the position (from 1) of the job it begins. */
export interface ThreadOrder<Job> {
  readonly jobs: readonly Job[];
  readonly progress: Int32Array;
}

/**
 * Runs jobs in threads that can be killed. A whole batch goes to a thread at once; when the thread dies, hangs or
 * outgrows its heap, the shared cell names the one job to blame, and the others are run again without it.
 */
export class ThreadPool<Job, Result> {
  private readonly slots: Slot<Job, Result>[];
  private last: Promise<unknown> = Promise.resolve();

  constructor(script: URL, options: ThreadPoolOptions<Job>) {
    this.slots = Array.from({ length: options.threads }, () => new Slot<Job, Result>(script, options));
  }

  /** One result per job, same order. Calls take turns: a thread answers whoever listens. */
  run(jobs: readonly Job[]): Promise<readonly JobResult<Result>[]> {
    const results = this.last.then(() => this.runNow(jobs));
    this.last = results.catch(() => undefined);
    return results;
  }

  /** Whatever is run from now on is run in new threads: what they are given has changed. */
  renew(): void {
    this.last = this.last.then(() => this.close());
  }

  private async runNow(jobs: readonly Job[]): Promise<readonly JobResult<Result>[]> {
    const size = Math.ceil(jobs.length / this.slots.length);
    const shares = this.slots.map((slot, position) => slot.run(jobs.slice(position * size, (position + 1) * size)));
    return (await Promise.all(shares)).flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.slots.map((slot) => slot.close()));
  }
}

class Slot<Job, Result> {
  private thread: Worker | undefined;

  constructor(
    private readonly script: URL,
    private readonly options: ThreadPoolOptions<Job>,
  ) {}

  async run(jobs: readonly Job[]): Promise<readonly JobResult<Result>[]> {
    const results = Array.from<JobResult<Result> | undefined>({ length: jobs.length });
    let open = jobs.map((_, position) => position);
    while (open.length > 0) {
      const outcome = await this.attempt(open.map((position) => jobs[position]!));
      if ('results' in outcome) {
        for (const [index, position] of open.entries()) results[position] = { done: outcome.results[index]! };
        if (jobs.some((job) => this.options.wearsOut?.(job) === true)) await this.close();
        break;
      }
      const culprit = open[outcome.at];
      if (culprit === undefined)
        throw new Error(`A translating thread ${outcome.lost} before its first message.`, { cause: outcome.cause });
      results[culprit] = { lost: outcome.lost };
      open = open.filter((position) => position !== culprit);
    }
    return results as JobResult<Result>[];
  }

  async close(): Promise<void> {
    const thread = this.thread;
    this.thread = undefined;
    await thread?.terminate();
  }

  private attempt(
    jobs: readonly Job[],
  ): Promise<{ results: readonly Result[] } | { at: number; lost: Loss; cause?: unknown }> {
    const thread = (this.thread ??= this.start());
    const progress = new Int32Array(new SharedArrayBuffer(4));
    return new Promise((resolve) => {
      let seen = 0;
      let since = performance.now();
      const watch = setInterval(() => {
        const now = Atomics.load(progress, 0);
        if (now !== seen) [seen, since] = [now, performance.now()];
        else if (performance.now() - since > (seen === 0 ? START_MS : this.options.timeoutMs)) void lose('timeout');
      }, this.options.timeoutMs / 4);
      let begun = 0;
      let rss = 0;
      const memory = setInterval(() => {
        const now = Atomics.load(progress, 0);
        const used = process.memoryUsage.rss();
        if (now !== begun) [begun, rss] = [now, used];
        const job = jobs[now - 1];
        const max = job === undefined ? undefined : this.options.growthMibMax?.(job);
        if (max !== undefined && used - rss > max * MIB) void lose('heap');
      }, MEMORY_MS);

      const settle = (): void => {
        clearInterval(watch);
        clearInterval(memory);
        thread.off('message', answered).off('error', failed).off('exit', exited);
      };
      const lose = async (lost: Loss, cause?: unknown): Promise<void> => {
        settle();
        await this.close();
        resolve({ at: Atomics.load(progress, 0) - 1, lost, cause });
      };
      const answered = (results: readonly Result[]): void => {
        settle();
        resolve({ results });
      };
      const failed = (error: NodeJS.ErrnoException): void => {
        void lose(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'heap' : 'crashed', error);
      };
      const exited = (code: number): void => void lose('crashed', new Error(`The thread exited with ${code}.`));
      thread.on('message', answered).on('error', failed).on('exit', exited);
      thread.postMessage({ jobs, progress } satisfies ThreadOrder<Job>);
    });
  }

  private start(): Worker {
    const thread = new Worker(this.script, {
      workerData: this.options.workerData,
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMib },
      // A connector has no business with the environment; secrets live there.
      env: {},
    });
    // A thread that dies between two batches is replaced at the next one; during a batch, `attempt` listens as well.
    thread.on('error', () => undefined);
    thread.once('exit', () => {
      if (this.thread === thread) this.thread = undefined;
    });
    // The hub may stop while a thread idles.
    thread.unref();
    return thread;
  }
}
