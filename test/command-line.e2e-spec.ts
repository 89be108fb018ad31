// The command `fachwerk` at a running hub: text for people, one JSON value and an exit code for scripts, secrets for nobody.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { root, sha256 } from './fixtures.js';
import { CommandLine, type CommandSettings } from './harness/command-line.js';
import { freePorts } from './harness/ports.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { until } from './harness/wait.js';
import { permit } from './permit.js';

let line: CommandLine;
let setUp: SetUp;
let demo: readonly string[];
let parked: string;
beforeAll(async () => {
  line = await CommandLine.open();
  setUp = await startSetUp('rabbitmq');
  demo = ['--demo', setUp.hub.dataDir];
});
afterAll(async () => {
  await setUp.remove();
  await line.close();
});

it('sends a message with attachments and waits until it is filed', async () => {
  const plan = Buffer.from('%PDF-1.7 plan');
  const path = await line.file('permit.json', permit('C-1'));
  const attach = ['--attach', await line.file('Lageplan Süd.pdf', plan), await line.file('liste.csv', 'a;b\n')];
  const send = [
    'messages',
    'send',
    path,
    '--procedure',
    'building-permits',
    ...attach,
    '--key',
    'Vorgang Ü-1',
    '--wait',
  ];
  const { code, answer, error } = await line.json({}, ...send, ...demo);
  expect({ code, error }).toEqual({ code: 0, error: undefined });
  expect(answer.unsent).toEqual([]);
  expect(answer.messages).toEqual([expect.objectContaining({ file: path, state: 'filed', key: 'Vorgang Ü-1' })]);
  expect(answer.messages[0].receipt.documents).toMatchObject([
    { fileName: 'permit.json', sha256: sha256(Buffer.from(permit('C-1'))) },
    { fileName: 'Lageplan Süd.pdf', mime: 'application/pdf', sha256: sha256(plan) },
    { fileName: 'liste.csv', mime: 'text/csv' },
  ]);
});

it('tells people where each of several messages ended up, and fails when one is not filed', async () => {
  const paths = [
    await line.file('one.json', permit('C-2')),
    await line.file('other.json', permit('C-1', { project: 'Tower' })),
    await line.file('broken.json', '{'),
  ];
  const send = ['messages', 'send', ...paths, '--procedure', 'building-permits', '--wait', '30', ...demo];
  const { code, stdout, stderr } = await line.run({}, ...send);
  expect(code).toBe(1);
  expect(stdout).toMatch(/state +filed[^]*file reference +632\.6\/[^]*state +parked[^]*archive\.case-closed/);
  expect(stdout).toMatch(/broken\.json: refused +json\.not-well-formed/);
  expect(stdout).toContain('3 files: 1 filed, 1 parked, 1 refused');
  expect(stderr).toBe('2 of 3 files were not filed.\n');
});

it('lists messages', async () => {
  const { code, answer } = await line.json({}, 'messages', 'list', '--state', 'parked', ...demo);
  expect(code).toBe(0);
  expect(answer.messages).toEqual([expect.objectContaining({ state: 'parked', key: 'C-1' })]);
  parked = answer.messages[0].id;
  const all = await line.run({}, 'messages', 'list', '--procedure', 'building-permits', ...demo);
  expect(all).toMatchObject({ code: 0, stderr: '' });
  expect(all.stdout.trimEnd().split('\n')).toHaveLength(4);
  expect(all.stdout).toMatch(/^ACCEPTED +STATE +PROCEDURE/);
  const few = await line.json({}, 'messages', 'list', '--limit', '1', ...demo);
  expect(few.answer).toMatchObject({ messages: [{ id: expect.any(String) }], after: expect.any(String) });
  const none = await line.run({}, 'messages', 'list', '--to', '2020-01-01', ...demo);
  expect(none).toMatchObject({ code: 0, stdout: 'There are no such messages.\n' });
});

it('traces a message, in both languages', async () => {
  const { answer } = await line.json({}, 'messages', 'trace', parked, ...demo);
  expect(answer).toMatchObject({
    message: { id: parked, state: 'parked' },
    attempts: [{ outcome: 'parked', stage: 'file' }],
  });
  const english = await line.run({}, 'messages', 'trace', parked, ...demo);
  expect(english.stdout).toContain(answer.message.traceId);
  expect(english.stdout).toMatch(/\n {2}received [\d.]+ m?s, in the queue [\d.]+ m?s, opened .*, filed [\d.]+ m?s\n/);
  expect(english.stdout).toMatch(/archive\.case-closed: The case is closed[^]*must act: +a records clerk/);
  const german = await line.run({}, 'messages', 'trace', parked, ...demo, '--lang', 'de');
  expect(german.stdout).toMatch(/Der Vorgang ist abgeschlossen[^]*die Schriftgutverwaltung/);
  const nobodys = parked.slice(0, -1) + (parked.endsWith('0') ? '1' : '0');
  expect(await line.json({}, 'messages', 'trace', nobodys, ...demo)).toEqual({
    code: 1,
    answer: undefined,
    error: { code: 'message.not-found', message: 'There is no such message.' },
  });
});

it('releases a parked message, and says which it did not release', async () => {
  const { answer: before } = await line.json({}, 'messages', 'list', '--state', 'filed', '--limit', '1', ...demo);
  const filed = before.messages[0].id;
  const { code, answer, error } = await line.json({}, 'messages', 'release', parked, filed, ...demo);
  expect(answer.messages).toEqual([
    { id: parked, released: true },
    { id: filed, released: false, error: { code: 'message.not-parked', message: expect.any(String) } },
  ]);
  expect({ code, error }).toMatchObject({ code: 1, error: { code: 'messages.not-released' } });
  await until('it was tried again', async () => {
    const { answer: trace } = await line.json({}, 'messages', 'trace', parked, ...demo);
    return trace.attempts.length === 3;
  });
});

it('discards a parked message and takes it up again, each with its reason', async () => {
  const why = ['--reason', 'sent again', ...demo];
  const discarded = await line.json({}, 'messages', 'discard', parked, ...why);
  expect(discarded).toMatchObject({ code: 0, answer: { messages: [{ id: parked, discarded: true }] } });
  const { stdout } = await line.run({}, 'messages', 'trace', parked, ...demo);
  expect(stdout).toMatch(/rejected +operator[^]*message\.discarded: .*\(sent again\)/);
  const twice = await line.json({}, 'messages', 'discard', parked, ...why);
  expect(twice).toMatchObject({ code: 1, error: { code: 'messages.not-discarded' } });
  const rerun = await line.json({}, 'messages', 'rerun', parked, ...why);
  expect(rerun).toMatchObject({ code: 0, answer: { messages: [{ id: parked, rerun: true }] } });
  await until('it is parked again', async () => {
    const { answer } = await line.json({}, 'messages', 'trace', parked, ...demo);
    return answer.message.state === 'parked' && answer.attempts.length === 6;
  });
});

it('releases by cause, and resumes a job that stopped', async () => {
  const [cause] = (await line.json({}, 'parked', 'list', ...demo)).answer.causes;
  const released = await line.json({}, 'parked', 'release', cause.id, ...demo);
  expect(released).toMatchObject({ code: 1, answer: { state: 'stopped' }, error: { code: 'job.stopped' } });
  expect(released.error!.message).toContain(`fachwerk parked resume ${released.answer.id}`);
  const resumed = await line.json({}, 'parked', 'resume', released.answer.id, ...demo);
  expect(resumed).toMatchObject({ code: 1, answer: { state: 'stopped', counts: { parked: 1 } } });
  const { stdout } = await line.run({}, 'parked', 'show', cause.id, ...demo);
  expect(stdout).toMatch(/code +archive\.case-closed/);
});

it('shows the books', async () => {
  const { code, answer } = await line.json({}, 'reconciliation', '--procedure', 'building-permits', ...demo);
  expect(code).toBe(0);
  expect(answer).toMatchObject({ procedure: 'building-permits', filed: 2, balanced: true, missing: { count: 0 } });
  const { stdout } = await line.run({}, 'reconciliation', ...demo);
  expect(stdout).toMatch(/building-permits .*balanced[^]*xrechnung .*balanced/);
});

it.each<readonly [number, string, CommandSettings, readonly string[]]>([
  [2, 'usage', {}, ['messages', 'list', '--limit', 'many']],
  [2, 'usage', {}, ['messages', 'sned', 'x.json']],
  [2, 'usage', {}, ['messages', 'send', 'nothing-here.json', '--procedure', 'xrechnung']],
  [2, 'usage', {}, ['messages', 'list', '--from', 'yesterday']],
  [2, 'usage', {}, ['reconciliation']],
  [2, 'usage', { USER: 'x@demo' }, ['messages', 'release', 'x']],
  [2, 'demo.none', {}, ['reconciliation', '--demo', 'no-such-folder']],
  [3, 'hub.unreachable', { KEY: 'fw_secret' }, ['messages', 'list', '--url', 'http://127.0.0.1:{closed}']],
  [1, 'access.unauthorised', { KEY: 'fw_secret' }, ['messages', 'list', '--url', '{hub}']],
  [1, 'access.unauthorised', { USER: 'operator@demo', PASSWORD: 'fw_secret' }, ['reconciliation', '--url', '{hub}']],
  [2, 'request.invalid', {}, ['reconciliation', '--day', '2026-02-30', '{demo}']],
  [1, 'procedure.not-found', {}, ['messages', 'list', '--procedure', 'nobodys', '{demo}']],
])('ends with %i and the error %s for %j %j', async (exit, expected, settings, args) => {
  const [closed] = await freePorts(1);
  const filledIn = args.flatMap((arg) =>
    arg === '{demo}' ? demo : [arg.replace('{closed}', String(closed)).replace('{hub}', setUp.hub.baseUrl)],
  );
  const { code, answer, error } = await line.json(settings, ...filledIn);
  expect({ code, answer, error }).toEqual({
    code: exit,
    answer: undefined,
    error: { code: expected, message: expect.stringMatching(/\w/) },
  });
  const text = await line.run(settings, ...filledIn);
  expect(text).toMatchObject({ code: exit, stdout: '' });
  expect(text.stderr).not.toMatch(/^\{|\n +at /);
});

it('wrote no key and no password anywhere', async () => {
  const keys = [await setUp.hub.keyOf('xrechnung'), await setUp.hub.keyOf('building-permits'), 'fw_secret'];
  expect(line.written.length).toBeGreaterThan(1_000);
  for (const key of keys) expect(line.written).not.toContain(key);
  expect(line.written).not.toMatch(/fw_[\w-]{43}|Bearer |Basic /);
});

it('sends a hybrid invoice as the PDF it is', async () => {
  const pdf = join(root, 'connectors/xrechnung/fixtures/demo-hybrid-invoice/message.pdf');
  const send = ['messages', 'send', pdf, '--procedure', 'xrechnung', '--wait', ...demo];
  const { code, answer } = await line.json({}, ...send);
  expect(code).toBe(0);
  const document = { mime: 'application/pdf', sha256: sha256(await readFile(pdf)) };
  expect(answer.messages).toEqual([expect.objectContaining({ state: 'filed' })]);
  expect(answer.messages[0].receipt.documents).toMatchObject([document]);
});
