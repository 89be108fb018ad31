import { afterAll, describe, expect, it } from 'vitest';
import { ThreadPool } from './thread-pool.js';

const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ jobs, progress }) => {
      const results = jobs.map((job, position) => {
        Atomics.store(progress, 0, position + 1);
        if (job === 'hang') for (;;);
        if (job === 'crash') process.exit(7);
        if (job === 'throw') throw new Error('outside of any try');
        if (job === 'heap') { const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length)); }
        return job + 1;
      });
      parentPort.postMessage(results);
    });`)}`,
);
type Job = number | 'hang' | 'crash' | 'throw' | 'heap';

describe('thread pool', () => {
  const options = { timeoutMs: 400, heapMib: 32, workerData: undefined };
  const pools = [1, 2].map((threads) => new ThreadPool<Job, number>(script, { ...options, threads }));
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it.each([0, 1])('answers every job in order (pool %i)', async (which) => {
    const jobs = Array.from({ length: 101 }, (_, position) => position);
    expect(await pools[which]!.run(jobs)).toEqual(jobs.map((job) => ({ done: job + 1 })));
  });

  it.each([
    ['hang', 'timeout'],
    ['crash', 'crashed'],
    ['throw', 'crashed'],
  ] as const)('names the one job to blame when a thread dies: %s', async (job, lost) => {
    const jobs: Job[] = [1, 2, job, 4, job, 6];
    expect(await pools[0]!.run(jobs)).toEqual([{ done: 2 }, { done: 3 }, { lost }, { done: 5 }, { lost }, { done: 7 }]);
  });

  it('names the job to blame when a thread outgrows its heap', async () => {
    // Filling it takes longer than a hanging job is waited for above, where the machine has other work.
    const pool = new ThreadPool<Job, number>(script, { ...options, timeoutMs: 30_000, threads: 1 });
    try {
      expect(await pool.run([1, 'heap', 3])).toEqual([{ done: 2 }, { lost: 'heap' }, { done: 4 }]);
    } finally {
      await pool.close();
    }
  });

  it('works again after a loss', async () => {
    expect(await pools[1]!.run(['crash', 1])).toEqual([{ lost: 'crashed' }, { done: 2 }]);
    expect(await pools[1]!.run([2])).toEqual([{ done: 3 }]);
  });
});
