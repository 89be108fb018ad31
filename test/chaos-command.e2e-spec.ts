// `fachwerk chaos` as an operator runs it: faults are commands of the shell. What was really lost, it must find.
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './fixtures.js';
import { CommandLine, type RanAsJson } from './harness/command-line.js';
import { queuesOf, type TestDatabase } from './harness/databases.js';
import { HubProcess } from './harness/hub-process.js';
import { newDatabase } from './harness/provided.js';
import { privateRabbitMq } from './harness/rabbitmq-packages.js';
import { electLeaders, RabbitNode } from './harness/rabbitmq.js';
import { until } from './harness/wait.js';

interface Line {
  readonly fault: string;
  readonly times: number;
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
}

describe('fachwerk chaos', () => {
  let command: CommandLine;
  let database: TestDatabase;
  let node: RabbitNode;
  let gateway: HubProcess;
  let worker: HubProcess;
  let up: string;
  let pid: string;

  beforeAll(async () => {
    command = await CommandLine.open();
    [up, pid] = [await command.file('up', ''), await command.file('pid', '')];
    database = await newDatabase();
    const content = dirname(up);
    node = await RabbitNode.start(await privateRabbitMq(join(root, '.cache'), () => undefined));
    const settings = {
      DATABASE_URL: database.url,
      AMQP_URL: node.url(),
      NEW_QUEUE_REST_MS: '4000',
      MISSING_AFTER_MS: '500',
      CONTENT_DIR: content,
    };
    gateway = await HubProcess.start({ ...settings, DEMO: 'true', ROLES: 'gateway,operator,records' });
    worker = await HubProcess.start({ ...settings, ROLES: 'worker' });
  }, 240_000);
  afterAll(async () => {
    await worker.remove();
    await gateway.remove();
    await node.stop();
    await database.drop();
    await command.close();
  });

  const chaos = (...options: readonly string[]): Promise<RanAsJson> =>
    command.json({}, 'chaos', '--demo', gateway.dataDir, '--rate', '12', ...options);
  const lineOf = ({ answer }: RanAsJson, name: string): Line =>
    (answer.lines as Line[]).find(({ fault }) => fault === name)!;

  /** Somebody who starts again what was killed, as a service manager does. */
  const mend = async (what: { readonly pid: number }, again: () => Promise<unknown>): Promise<void> => {
    await writeFile(pid, String(what.pid));
    const first = what.pid;
    await until('it was killed', () => !isAlive(first), 240_000);
    await again();
    await writeFile(up, '');
  };
  /** @param group `-` for the whole process group */
  const killed = (name: string, group: '-' | ''): { name: string; command: string; timeoutSeconds: number } => {
    const command = `rm ${up} && kill -KILL ${group}$(cat ${pid}) && until [ -e ${up} ]; do sleep 0.1; done`;
    return { name, command, timeoutSeconds: 300 };
  };

  it('refuses to run where nobody says that it is a test system, and says why', async () => {
    const { code, error } = await chaos();
    expect(code).toBe(2);
    expect(error?.message).toContain('--test-system');
  });

  it('proves that nothing was lost or doubled', { timeout: 420_000 }, async () => {
    const faults = [
      {
        name: 'gateway frozen',
        command: `kill -STOP ${gateway.pid}`,
        undo: `kill -CONT ${gateway.pid}`,
        seconds: 2,
      },
    ];
    const mended = mend(node, async () => {
      await node.boot();
      await electLeaders(node.facts);
    });
    const file = await command.file('faults.json', JSON.stringify([...faults, killed('broker killed', '-')]));
    // With this seed the freezing comes first.
    const ran = await chaos('--test-system', '--minutes', '0.14', '--seed', '5', '--patience', '60', '--faults', file);
    await mended;
    expect(ran.answer.problems).toEqual([]);
    expect(ran).toMatchObject({ code: 0, answer: { seed: 5, lost: 0, doubled: 0 } });
    expect(lineOf(ran, 'gateway frozen').times).toBe(1);
    expect(lineOf(ran, 'broker killed').times).toBe(1);
    expect((ran.answer.lines as Line[]).reduce((sum, { sent }) => sum + sent, 0)).toBeGreaterThan(60);
  });

  it('finds what somebody purged behind the back of the hub', { timeout: 420_000 }, async () => {
    let gone = 0;
    const mended = mend(worker, async () => {
      gone = await purge(node.url(), database.url);
      await worker.start();
    });
    const fault = `queue purged=${killed('', '').command}`;
    const ran = await chaos('--test-system', '--minutes', '0.02', '--patience', '6', '--fault', fault);
    await mended;
    expect(gone).toBeGreaterThan(0);
    expect(ran).toMatchObject({ code: 1, error: { code: 'chaos.not-as-it-should-be' } });
    // A message that was sent three times at once is lost once.
    expect(ran.answer.lost).toBeGreaterThan(0);
    expect(ran.answer.lost).toBeLessThanOrEqual(gone);
    expect(ran.answer.doubled).toBe(0);
    expect(ran.answer.problems.join('\n')).toMatch(/building-permits: the books name \d+ missing/);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Once something waits there. @returns how many messages are gone */
async function purge(brokerUrl: string, databaseUrl: string): Promise<number> {
  const queue = (await queuesOf(databaseUrl))['building-permits']!;
  const connection = await connect(brokerUrl);
  const channel = await connection.createChannel();
  await until('messages wait', async () => (await channel.checkQueue(queue)).messageCount >= 5);
  const { messageCount } = await channel.purgeQueue(queue);
  await connection.close();
  return messageCount;
}
