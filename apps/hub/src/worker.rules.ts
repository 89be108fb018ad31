import { HubError } from './errors/hub-error.js';
import type { Reading, ReadingJob } from './translate/reading.js';
import type { JobResult } from './translate/thread-pool.js';
import type { Rules } from './validate/rules.js';

/** A validator takes some tenths of a second for an invoice, on as many cores as it has. */
const AT_ONCE = 4;

/** Whatever reads messages: the threads, or the threads with rules behind them. */
export interface Readers {
  run(jobs: readonly ReadingJob[]): Promise<readonly JobResult<Reading>[]>;
}

/**
 * Has rules look at what the threads have read. Rules are asked for over the network, which is why this is no work for a
 * thread that a clock watches.
 */
export class RuledReaders implements Readers {
  constructor(
    private readonly threads: Readers,
    private readonly rules: Rules,
  ) {}

  async run(jobs: readonly ReadingJob[]): Promise<readonly JobResult<Reading>[]> {
    const results = [...(await this.threads.run(jobs))];
    const open = [...results.keys()];
    let failure: HubError | undefined;
    const ask = async (): Promise<void> => {
      for (let position = open.shift(); position !== undefined; position = open.shift()) {
        const result = results[position]!;
        if ('lost' in result) continue;
        try {
          // A validator that hangs costs its timeout once for a batch, and not once for each message.
          if (failure !== undefined && isAsked(result.done)) throw failure;
          results[position] = { done: await this.ruled(result.done) };
        } catch (error) {
          if (!(error instanceof HubError)) throw error;
          if (error.code === 'rules.unavailable') failure = error;
          results[position] = { done: refused(result.done, error) };
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return results;
  }

  private async ruled(reading: Reading): Promise<Reading> {
    if (!isAsked(reading)) return reading;
    const askedAt = performance.now();
    const rules = await this.rules.check(reading.xml ?? '');
    const lapsMs = validatedFor(reading.lapsMs, performance.now() - askedAt);
    return { ...reading, lapsMs, validation: { ...reading.validation!, rules: [...rules] } };
  }
}

/** Messages of a standard that the reading threads let pass. */
function isAsked(reading: Reading): boolean {
  return 'commands' in reading && reading.xml !== undefined && (reading.validation?.schema.result ?? 'none') !== 'none';
}

/** Rules are the last part of validating. */
function validatedFor([opened = 0, validated = 0, ...others]: readonly number[], ms: number): readonly number[] {
  return [opened, validated + ms, ...others];
}

function refused(reading: Reading, { kind, code, message, details }: HubError): Reading {
  const { connector, version, type, validation, orderKey, begunAtMs, lapsMs } = reading;
  return {
    connector,
    begunAtMs,
    lapsMs,
    ...(version === undefined ? {} : { version }),
    ...(type === undefined ? {} : { type }),
    ...(validation === undefined ? {} : { validation }),
    ...(orderKey === undefined ? {} : { orderKey }),
    stage: 'validate',
    error: { kind, code, message, details },
  };
}
