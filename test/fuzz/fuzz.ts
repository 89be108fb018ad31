import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { HubError } from '../../apps/hub/src/errors/hub-error.js';
import type { Random } from '@fachwerk/cli/chaos/random';
import { mutated } from './mutate.js';
import { Broken, type Target } from './targets.js';

const MS_MAX = 20_000;
const GROWTH_BYTES_MAX = 400 * 1024 * 1024;
const POOL_MAX = 500;
const INPUTS_MIN = 20;
const FINDINGS_MAX = 20;

export interface Finding {
  readonly target: string;
  readonly problem: string;
  readonly input: Buffer;
}

export interface Fuzzed {
  readonly inputs: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly findings: readonly Finding[];
}

/**
 * Gives a reader changed inputs until the time is over. An input that leads to an outcome nobody saw before is changed
 * further.
 *
 * @param current file that has the input while it is read: when the process hangs or dies, that is the one
 */
export async function fuzz(target: Target, random: Random, seconds: number, current: string): Promise<Fuzzed> {
  const pool = [...target.seeds];
  const outcomes = new Map<string, number>();
  const findings: Finding[] = [];
  const deadline = performance.now() + seconds * 1_000;
  let inputs = 0;
  mkdirSync(dirname(current), { recursive: true });
  do {
    const input = mutated(random.pick(pool), random, target.words, pool);
    writeFileSync(current, input);
    inputs += 1;
    const outcome = await outcomeOf(target, input, random);
    if ('problem' in outcome) findings.push({ target: target.name, input, ...outcome });
    const name = 'problem' in outcome ? 'found' : outcome.name;
    if (!outcomes.has(name) && pool.length < POOL_MAX) pool.push(input);
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  } while ((performance.now() < deadline || inputs < INPUTS_MIN) && findings.length < FINDINGS_MAX);
  return { inputs, outcomes, findings };
}

export async function outcomeOf(
  target: Target,
  input: Buffer,
  random: Random,
): Promise<{ readonly name: string } | { readonly problem: string }> {
  const begun = performance.now();
  const before = process.memoryUsage.rss();
  const outcome = await read(target, input, random);
  const ms = performance.now() - begun;
  if (ms > MS_MAX) return { problem: `It took ${ms.toFixed(0)} ms.` };
  const growth = process.memoryUsage.rss() - before;
  if (growth > GROWTH_BYTES_MAX) return { problem: `It took ${growth} bytes of memory.` };
  return outcome;
}

async function read(
  target: Target,
  input: Buffer,
  random: Random,
): Promise<{ readonly name: string } | { readonly problem: string }> {
  try {
    await target.read(input, random);
    return { name: 'accepted' };
  } catch (error) {
    if (error instanceof HubError && target.mayRefuse(error)) return { name: error.code };
    const { stack, message, cause } = error as Error;
    const because = cause instanceof Error ? `\n  because of ${cause.stack ?? cause.message}` : '';
    return { problem: `${error instanceof Broken ? message : (stack ?? message)}${because}` };
  }
}
