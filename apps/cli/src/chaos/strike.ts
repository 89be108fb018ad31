/** Faults one after the other, each once a round, with time to heal in between. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from './random.js';

export interface Fault {
  readonly name: string;
  /** Then the times that the hub writes down say nothing about how long something took. */
  readonly shiftsClock?: boolean;
  /** Resolves when it is over. @throws Error when it did not happen as it should */
  happen(): Promise<void>;
}

/** The time from the beginning of one fault to the beginning of the next. */
export interface Window {
  /** undefined before the first one. */
  readonly fault: Fault | undefined;
  /** On the clock of `Date.now()`. */
  readonly from: number;
}

export interface StrikeOptions {
  readonly faults: readonly Fault[];
  readonly seconds: number;
  readonly random: Random;
  /** Ends it early, once the fault at work is over. */
  readonly signal?: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Quiet time between two faults, in which everything heals. */
const HEAL_S = [2, 5] as const;

/**
 * @param windows grows while faults happen
 * @returns what went wrong with the faults themselves
 */
export async function strike(options: StrikeOptions, windows: Window[]): Promise<readonly string[]> {
  const { faults, seconds, random, signal, tell } = options;
  const problems: string[] = [];
  const end = performance.now() + seconds * 1_000;
  const rest = async (ms: number): Promise<void> => {
    await delay(ms, undefined, signal && { signal }).catch(() => undefined);
  };
  await rest(faults.length === 0 ? seconds * 1_000 : 1_000);
  for (;;) {
    for (const fault of random.shuffled(faults)) {
      if (performance.now() >= end || signal?.aborted === true) return problems;
      tell(fault.name);
      windows.push({ fault, from: Date.now() });
      await fault.happen().catch((error: Error) => {
        problems.push(`the fault "${fault.name}" itself: ${error.message}`);
        tell(`${fault.name}: ${error.message}`);
      });
      await rest(random.between(...HEAL_S) * 1_000);
    }
    if (faults.length === 0) return problems;
  }
}
