// The flow on the command line: how messages flow, what waits in which queue, and having a procedure wait.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CommandLine } from './harness/command-line.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

let line: CommandLine;
let setUp: SetUp;
let demo: readonly string[];
beforeAll(async () => {
  line = await CommandLine.open();
  setUp = await startSetUp('rabbitmq', { TALLY_MS: '100', ALERT_LOOK_MS: '500' });
  demo = ['--demo', setUp.hub.dataDir];
});
afterAll(async () => {
  await setUp.remove();
  await line.close();
});

it('shows how messages flow', async () => {
  const permits = await setUp.hub.procedure('building-permits');
  for (const text of [permit('F-1', { project: 'Carport' }), permit('F-1', { project: 'Tower' })])
    await permits.settled((await permits.send(text, { mime: 'application/json' })).body.id);
  const { code, stdout, stderr } = await line.run({}, 'overview', ...demo);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /PROCEDURE +STATE +BACKLOG +OLDEST +IN\/MIN +FILED\/MIN +EMPTY IN +PARKED +WAITING +UNTOUCHED/,
  );
  expect(stdout).toMatch(/building-permits +flows +0 +[\d.]+ +0\.2 +1 +0 +100\.0 %/);
  expect(stdout).toMatch(/exchange +ok +rabbitmq/);
  expect(stdout).toMatch(/content store +ok +[\d.]+ [GT]iB of [\d.]+ [GT]iB free/);
  const { answer } = await line.json({}, 'overview', ...demo);
  expect(answer.procedures).toContainEqual(expect.objectContaining({ name: 'building-permits', parked: 1 }));
});

it('lists alerts', async () => {
  const operator = await setUp.hub.operator();
  const body = JSON.stringify({ enabled: true, severity: 'critical', threshold: 0, forMinutes: 0 });
  const headers = { 'content-type': 'application/json' };
  const rule = await operator.request('/v1/alert-rules/parked-unattended', { method: 'PUT', body, headers });
  expect(rule.status).toBe(200);
  const listed = await until('it is open', async () => {
    const ran = await line.run({}, 'alerts', 'list', '--procedure', 'building-permits', ...demo);
    return ran.stdout.includes('critical') ? ran : undefined;
  });
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toMatch(/^SINCE +UNTIL +SEVERITY +ALERT +ACKNOWLEDGED BY +TOLD/);
  expect(listed.stdout).toContain('building-permits: 1 message has been parked for more than 0 min.');
  const { answer } = await line.json({}, 'alerts', 'list', '--state', 'all', ...demo);
  expect(answer.alerts).toContainEqual(expect.objectContaining({ kind: 'parked-unattended', notices: [] }));
  const over = await line.json({}, 'alerts', 'list', '--state', 'resolved', ...demo);
  expect(over).toMatchObject({ code: 0, answer: { alerts: [] } });
});

it('shows doors, and tries one', async () => {
  const listed = await until('it is counted', async () => {
    const ran = await line.run({}, 'doors', ...demo);
    return /^rest +open +\S+ \S+ +2 +0/m.test(ran.stdout) ? ran : undefined;
  });
  expect(listed.code).toBe(0);
  expect(listed.stdout).toMatch(/^DOOR +STATE +LAST CONTACT +HOUR +REFUSED +DAY +REFUSED +CERTIFICATE ENDS/);
  expect(listed.stderr).toContain('xta-client: No procedure has an XTA source.');
  const one = await line.run({}, 'doors', 'rest', ...demo);
  expect(one).toMatchObject({ code: 0, stderr: '' });
  expect(one.stdout).toMatch(/building-permits +\S+ \S+ +2 +0 +0/);
  const tried = await line.run({}, 'doors', 'test', 'rest', ...demo);
  expect(tried).toMatchObject({ code: 0, stderr: '' });
  expect(tried.stdout).toMatch(/address +passed +http:\/\/127\.0\.0\.1:\d+\/health\/live/);
  const failed = await line.run({}, 'doors', 'test', 'xta', ...demo);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('3 checks failed at the door xta.');
  const { code, error } = await line.json({}, 'doors', 'window', ...demo);
  expect([code, error?.code]).toEqual([1, 'door.unknown']);
});

it('pauses a procedure, shows that, and resumes it', async () => {
  const missing = await line.run({}, 'procedure', 'pause', 'building-permits', ...demo);
  expect(missing.code).toBe(2);
  const paused = await line.run({}, 'procedure', 'pause', 'building-permits', '--reason', 'a new plan', ...demo);
  expect(paused.code).toBe(0);
  expect(paused.stdout).toMatch(/^building-permits is paused since .*, by operator: a new plan$/m);
  const overview = await line.run({}, 'overview', ...demo);
  expect(overview.stdout).toMatch(/building-permits +paused/);
  expect(overview.stderr).toMatch(/^building-permits was paused by operator, .*: a new plan$/m);
  const list = await line.run({ DATABASE_URL: setUp.database.url }, 'procedure', 'list', '--tenant', 'demo');
  expect(list.stdout).toMatch(/building-permits .* an operator /);
  const unknown = await line.json({}, 'procedure', 'pause', 'nobody', '--reason', 'why', ...demo);
  expect(unknown).toMatchObject({ code: 1, error: { code: 'procedure.not-found' } });
  const resumed = await line.json({}, 'procedure', 'resume', 'building-permits', ...demo);
  expect(resumed).toMatchObject({ code: 0, answer: { name: 'building-permits' } });
  const after = await line.json({}, 'overview', ...demo);
  expect(after.answer.procedures.some((one: object) => 'paused' in one)).toBe(false);
});

it('shows the queues', async () => {
  const shown = await until('all lanes are consumed again', async () => {
    const ran = await line.run({}, 'queues', ...demo);
    return /building-permits +in +0 +1 /.test(ran.stdout) ? ran : undefined;
  });
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(/^Queues as AMQP alone can tell it, as of /);
  expect(shown.stdout).toMatch(/delay +0 +0 +fw1\.delay\.5000/);
  expect(shown.stdout).toMatch(/dead-letter +0 +1 +fw1\.dead/);
  const { answer } = await line.json({}, 'queues', ...demo);
  expect(answer).toMatchObject({ source: 'amqp', problems: [] });
  expect(answer.queues.filter(({ kind }: { kind: string }) => kind === 'in').length).toBeGreaterThan(2);
});
