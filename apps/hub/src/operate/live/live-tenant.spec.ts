import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveSource, LiveState } from './live-source.js';
import { LiveTenant } from './live-tenant.js';

const LOOK_MS = 2_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

/** Tells what it is given, and counts how often it was asked. */
class Told implements LiveSource {
  states: readonly LiveState[] = [];
  failure: Error | undefined;
  looks = 0;
  atOnce = 0;
  private running = 0;

  constructor(private readonly takesMs = 0) {}

  async look(): Promise<readonly LiveState[]> {
    this.looks += 1;
    this.atOnce = Math.max(this.atOnce, (this.running += 1));
    await new Promise((resolve) => setTimeout(resolve, this.takesMs));
    this.running -= 1;
    if (this.failure !== undefined) throw this.failure;
    return this.states;
  }
}

const overview = (data: object): LiveState => ({ event: 'overview', data });
const job = (key: string, data: object): LiveState => ({ event: 'job', key, data });
const texts = (...states: readonly LiveState[]): readonly string[] =>
  states.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

function liveOf(...sources: readonly LiveSource[]): { live: LiveTenant; problems: unknown[] } {
  const problems: unknown[] = [];
  return { live: new LiveTenant('t', sources, (error) => problems.push(error)), problems };
}

function heardBy(live: LiveTenant): { heard: string[]; leave: () => boolean } {
  const heard: string[] = [];
  const listener = (text: string): void => void heard.push(text);
  live.add(listener);
  return { heard, leave: () => live.remove(listener) };
}

describe('all who listen in one tenant', () => {
  it('hear the same from one look, the present at first, and each change once', async () => {
    const source = new Told();
    source.states = [overview({ filed: 1 }), job('a', { state: 'running' }), job('b', { state: 'running' })];
    const { live } = liveOf(source);
    const [one, two] = [heardBy(live), heardBy(live)];
    await pass(LOOK_MS / 2);
    expect(one.heard).toEqual(texts(...source.states));
    const late = heardBy(live);
    expect(late.heard).toEqual(one.heard);

    source.states = [overview({ filed: 1 }), job('a', { state: 'done' }), job('b', { state: 'running' })];
    await pass(LOOK_MS * 2);
    for (const { heard } of [one, two, late]) expect(heard.slice(3)).toEqual(texts(job('a', { state: 'done' })));
    expect(source.looks).toBe(3);
    for (const { leave } of [one, two, late]) leave();
  });

  it('cost nothing once they are gone, and begin anew when they come again', async () => {
    const source = new Told();
    source.states = [overview({ filed: 1 })];
    const { live } = liveOf(source);
    const [one, two] = [heardBy(live), heardBy(live)];
    await pass(LOOK_MS / 2);
    expect([one.leave(), two.leave()]).toEqual([true, false]);
    const { looks } = source;
    await pass(LOOK_MS * 4);
    expect(source.looks).toBe(looks);
    source.states = [overview({ filed: 2 })];
    const again = heardBy(live);
    await pass(LOOK_MS / 2);
    expect(again.heard).toEqual(texts(overview({ filed: 2 })));
    again.leave();
  });

  it('are never looked for twice at once, however long it takes, and not after they went in the middle of it', async () => {
    const source = new Told(LOOK_MS * 2);
    source.states = [overview({})];
    const { live } = liveOf(source);
    const { leave } = heardBy(live);
    await pass(LOOK_MS * 7);
    expect(source.atOnce).toBe(1);
    expect(source.looks).toBeGreaterThan(2);
    leave();
    const { looks } = source;
    await pass(LOOK_MS * 5);
    expect(source.looks).toBe(looks);
  });

  it('hear of the other sources while one of them fails, which is told once', async () => {
    const [steady, failing] = [new Told(), new Told()];
    steady.states = [overview({ filed: 1 })];
    failing.states = [job('a', { state: 'running' })];
    const { live, problems } = liveOf(steady, failing);
    const { heard, leave } = heardBy(live);
    await pass(LOOK_MS / 2);
    failing.failure = new Error('away');
    steady.states = [overview({ filed: 2 })];
    await pass(LOOK_MS * 4);
    failing.failure = undefined;
    await pass(LOOK_MS * 2);
    leave();
    expect(problems).toHaveLength(1);
    expect(heard).toEqual(texts(overview({ filed: 1 }), ...failing.states, overview({ filed: 2 })));
  });

  it('are not told what only looks like a change', async () => {
    const source = new Told();
    source.states = [{ event: 'overview', data: { asOf: 1 }, mark: 'same' }];
    const { live } = liveOf(source);
    const { heard, leave } = heardBy(live);
    await pass(LOOK_MS / 2);
    source.states = [{ event: 'overview', data: { asOf: 2 }, mark: 'same' }];
    await pass(LOOK_MS * 2);
    leave();
    expect(heard).toHaveLength(1);
  });
});
