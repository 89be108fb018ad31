import { afterAll, beforeAll, expect, it } from 'vitest';
import { Tracing } from './tracing.js';

const TRACE = 'a'.repeat(32);
const SENDER = 'b'.repeat(16);

let tracing: Tracing;
beforeAll(async () => {
  // Nobody listens there.
  const endpoint = 'http://127.0.0.1:9';
  tracing = await Tracing.start({ endpoint, ratio: 0, instance: 'i', roles: ['worker'], onProblem: () => undefined });
});
afterAll(() => tracing.stop());

it('records by its ratio what nobody has decided about, and else what the sender wants', () => {
  expect(tracing.begin({ name: 'a', role: 'server' }).recorded).toBe(false);
  expect(tracing.begin({ name: 'a', role: 'server', parent: `00-${TRACE}-${SENDER}-00` }).recorded).toBe(false);
  const wanted = tracing.begin({ name: 'a', role: 'server', parent: `00-${TRACE}-${SENDER}-01` });
  expect(wanted.recorded).toBe(true);
  expect(wanted.traceParent).toMatch(new RegExp(`^00-${TRACE}-(?!${SENDER})[0-9a-f]{16}-01$`));
  wanted.end();
});

it('says on what is not recorded that it is not, so that nobody behind it records a part', () => {
  expect(tracing.begin({ name: 'a', role: 'server' }).traceParent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
});

it('begins a trace of its own for a context that is malformed', () => {
  const { traceParent } = tracing.begin({ name: 'a', role: 'server', parent: `00-${'0'.repeat(32)}-${SENDER}-01` });
  expect(traceParent).not.toContain('0'.repeat(32));
});

it('ends while the collector is away', async () => {
  const other = await Tracing.start({
    endpoint: 'http://127.0.0.1:9/',
    ratio: 1,
    instance: 'j',
    roles: ['worker'],
    onProblem: () => undefined,
  });
  other.begin({ name: 'a', role: 'server' }).end();
  const since = performance.now();
  await other.stop();
  expect(performance.now() - since).toBeLessThan(5_000);
});
