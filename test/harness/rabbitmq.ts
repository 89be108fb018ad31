/** A RabbitMQ of the tests' own: a node on free ports, with its own data, cookie and port mapper. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect } from 'amqplib';
import { freePorts } from './ports.js';
import { until } from './wait.js';

const START_MS_MAX = 90_000;

/** Port mapper and server in one process group. It ends with whoever holds the other side of its input, however he ends. */
const TOGETHER = 'exec 3<&0; "$1" 3<&- & (cat <&3 >/dev/null; kill -KILL 0) & exec "$2" 3<&- </dev/null';

/** What another process needs to speak to the node as its administrator. */
export interface RabbitNodeFacts {
  readonly name: string;
  readonly home: string;
  readonly folder: string;
  readonly port: number;
  readonly distPort: number;
  readonly mapperPort: number;
  /** Of the management plugin, when the node has it. */
  readonly managementPort?: number;
}

interface NodeOptions {
  /** With the management plugin: it takes twice the memory, and some seconds more to start. */
  readonly management?: true;
}

interface ClusterFacts {
  /** Of the port mapper by which they find each other; it outlives each of them. */
  readonly mapperPort?: number;
  /** A running node that the new one joins. */
  readonly first?: RabbitNode;
}

/** Nodes that make up one broker. */
export async function startCluster(
  home: string,
  count: number,
): Promise<{ nodes: readonly RabbitNode[]; stop: () => Promise<void> }> {
  const [mapperPort] = await freePorts(1);
  const mapper = spawn(join(erlangFolder(home), 'epmd'), ['-port', String(mapperPort), '-address', '127.0.0.1'], {
    stdio: 'ignore',
  });
  const nodes: RabbitNode[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
    mapper.kill('SIGKILL');
  };
  try {
    for (let number = 0; number < count; number += 1) {
      const [first] = nodes;
      nodes.push(await RabbitNode.start(home, { mapperPort: mapperPort!, ...(first && { first }) }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, stop };
}

export class RabbitNode {
  private server: ChildProcess | undefined;

  private constructor(readonly facts: RabbitNodeFacts) {}

  /**
   * @param home a private copy, see `privateRabbitMq`
   * @param cluster what nodes of a cluster share
   */
  static async start(home: string, cluster: ClusterFacts & NodeOptions = {}): Promise<RabbitNode> {
    const { first, management } = cluster;
    const folder = await mkdtemp(join(tmpdir(), 'fachwerk-rabbitmq-'));
    const [port, distPort, freePort, managementPort] = await freePorts(4);
    const mapperPort = cluster.mapperPort ?? freePort!;
    const name = `fachwerk-${port}@localhost`;
    const ports = {
      port: port!,
      distPort: distPort!,
      mapperPort,
      ...(management && { managementPort: managementPort! }),
    };
    const node = new RabbitNode({ name, home, folder, ...ports });
    await mkdir(join(folder, 'home'));
    if (first !== undefined) {
      // They trust each other by one cookie.
      const cookie = await readFile(join(first.facts.folder, 'home', '.erlang.cookie'));
      await writeFile(join(folder, 'home', '.erlang.cookie'), cookie, { mode: 0o400 });
    }
    const settings = [
      `listeners.tcp.default = 127.0.0.1:${port}`,
      'log.console = true',
      ...(management === true ? ['management.tcp.ip = 127.0.0.1', `management.tcp.port = ${managementPort}`] : []),
    ];
    await writeFile(join(folder, 'rabbitmq.conf'), `${settings.join('\n')}\n`);
    await writeFile(join(folder, 'enabled_plugins'), management === true ? '[rabbitmq_management].\n' : '[].\n');
    await node.boot();
    if (first !== undefined) await joinCluster(node.facts, first.facts);
    return node;
  }

  url(vhost = '/'): string {
    return `amqp://guest:guest@127.0.0.1:${this.facts.port}/${encodeURIComponent(vhost)}`;
  }

  /** Of the management plugin; of one that the node does not have, nobody answers. */
  managementUrl(user = 'guest', password = 'guest'): string {
    return `http://${user}:${password}@127.0.0.1:${this.facts.managementPort}`;
  }

  /** Starts the node again with the data it had. */
  async boot(): Promise<void> {
    const { home, folder } = this.facts;
    const log = await open(join(folder, 'rabbitmq.log'), 'a');
    const programs = [join(erlangFolder(home), 'epmd'), join(sbinFolder(home), 'rabbitmq-server')];
    this.server = spawn('/bin/sh', ['-c', TOGETHER, 'sh', ...programs], {
      env: environment(this.facts),
      cwd: folder,
      // A group of its own, so that all of it can be ended at once.
      detached: true,
      stdio: ['pipe', log.fd, log.fd],
    });
    await log.close();
    await until('RabbitMQ starts', () => this.answers(), START_MS_MAX).catch(async (error: unknown) => {
      const text = await readFile(join(folder, 'rabbitmq.log'), 'utf8');
      throw new Error(`RabbitMQ does not start:\n${text.slice(-2_000)}`, { cause: error });
    });
  }

  /** Of its process group; another one after each start. */
  get pid(): number {
    return this.server!.pid!;
  }

  /** To the whole node, for example SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    if (this.server?.pid !== undefined) process.kill(-this.server.pid, signal);
  }

  /** SIGKILL, as when the machine goes. */
  async kill(): Promise<void> {
    await end(this.server);
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.facts.folder, { recursive: true, force: true });
  }

  private async answers(): Promise<true> {
    if (this.server?.exitCode !== null) throw new Error(`it ended with ${this.server?.exitCode}`);
    const connection = await connect(this.url(), { timeout: 2_000 });
    await connection.close();
    return true;
  }
}

/**
 * What an operator does when quorum queues have no leader after a hard stop of the only node (see the README).
 *
 * @returns how many had none
 */
export async function electLeaders(facts: RabbitNodeFacts): Promise<number> {
  const names = await evaluate(
    facts,
    `[begin ra:trigger_election(Id), Name end || Queue <- rabbit_amqqueue:list(),
       amqqueue:get_type(Queue) =:= rabbit_quorum_queue, {Name, _} = Id <- [{element(1, amqqueue:get_pid(Queue)), node()}],
       element(1, ra:members(Id, 5000)) =/= ok].`,
  );
  return [...names.matchAll(/[^[\],\s]+/g)].length;
}

/**
 * Evaluates an Erlang expression in the running node. Not by `rabbitmqctl`: that starts an Erlang of its own for a second.
 *
 * @param expression ends with a full stop
 * @throws Error with what the node answered instead of a value
 */
export async function evaluate(
  { name, home, folder, mapperPort }: RabbitNodeFacts,
  expression: string,
): Promise<string> {
  const cookie = await readFile(join(folder, 'home', '.erlang.cookie'), 'utf8');
  const calling = promisify(execFile)(join(erlangFolder(home), 'erl_call'), ['-n', name, '-c', cookie.trim(), '-e'], {
    env: { ERL_EPMD_PORT: String(mapperPort), HOME: join(folder, 'home') },
  });
  calling.child.stdin!.end(`${expression}\n`);
  const { stdout } = await calling;
  const value = /^\{ok, ([^]*)\}\s*$/.exec(stdout)?.[1];
  if (value === undefined) throw new Error(`RabbitMQ did not evaluate ${expression}: ${stdout}`);
  return value;
}

async function joinCluster(node: RabbitNodeFacts, first: RabbitNodeFacts): Promise<void> {
  for (const words of [['stop_app'], ['join_cluster', first.name], ['start_app']]) await control(node, words);
}

async function control(facts: RabbitNodeFacts, words: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(join(sbinFolder(facts.home), 'rabbitmqctl'), words, {
    env: environment(facts),
    cwd: facts.folder,
  });
  return stdout;
}

function environment({ name, home, folder, distPort, mapperPort }: RabbitNodeFacts): NodeJS.ProcessEnv {
  const bin = join(home, 'usr/lib/erlang/bin');
  return {
    PATH: `${bin}:${erlangFolder(home)}:/usr/bin:/bin`,
    LANG: 'C.UTF-8',
    HOME: join(folder, 'home'),
    RABBITMQ_NODENAME: name,
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    ERL_EPMD_PORT: String(mapperPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
}

function sbinFolder(home: string): string {
  return join(single(join(home, 'usr/lib/rabbitmq/lib'), 'rabbitmq_server-'), 'sbin');
}

function erlangFolder(home: string): string {
  return join(single(join(home, 'usr/lib/erlang'), 'erts-'), 'bin');
}

function single(folder: string, prefix: string): string {
  const found = readdirSync(folder).find((name) => name.startsWith(prefix));
  if (found === undefined) throw new Error(`There is no ${prefix}* in ${folder}: delete the folder .cache.`);
  return join(folder, found);
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid, 'SIGKILL');
  await ended;
}
