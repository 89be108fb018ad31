/** A hub as it runs in production: a process of its own, started from what was built. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { AccessSnapshot } from '../../apps/hub/src/access/snapshot.js';
import { freePorts } from './ports.js';
import { Procedure } from './procedure.js';
import { SignedIn } from './signed-in.js';

const MAIN = createRequire(import.meta.url).resolve('@fachwerk/hub/main');
/** Before it is put together. */
const COMPILED = join(dirname(dirname(MAIN)), 'main.js');
const READY_MS_MAX = 60_000;

/** Only a test that kills the broker has to wait until it keeps what it confirms; nobody here distributes requests. */
const quick: HubSettings = { NEW_QUEUE_REST_MS: '0', STOP_NOTICE_MS: '0', WEBHOOK_LOOPBACK: 'true' };

/** Settings without `FACHWERK_`, for example `{ AMQP_URL: … }`. */
export type HubSettings = Readonly<Record<string, string>>;

/** What a process runs. */
export interface Program {
  readonly main: string;
  readonly execArgv: readonly string[];
  /** More of the environment, as it is. */
  readonly env: NodeJS.ProcessEnv;
}

/** A connector of this hub harms its reader. It is changed where it lies, so the hub has to import it from there. */
export const HARMFUL: Partial<Program> = {
  main: COMPILED,
  execArgv: [`--import=${join(import.meta.dirname, 'harmful-connector.mjs')}`],
};

interface DemoCredentials {
  readonly procedures: Readonly<Record<string, string>>;
  readonly operator: { readonly user: string; readonly password: string };
}

export class HubProcess {
  /** What it wrote, line by line. */
  readonly log: string[] = [];
  private child: ChildProcess | undefined;

  private constructor(
    readonly baseUrl: string,
    readonly dataDir: string,
    private readonly program: Program,
  ) {}

  /** Starts one with a data directory of its own, and waits until it is ready. */
  static async start(settings: HubSettings, program: Partial<Program> = {}): Promise<HubProcess> {
    const hub = await HubProcess.prepare(settings, program);
    await hub.start();
    return hub;
  }

  /**
   * Not started yet.
   *
   * @param program another version of the hub, arguments of Node, or more of the environment
   */
  static async prepare(settings: HubSettings, program: Partial<Program> = {}): Promise<HubProcess> {
    const dataDir = settings['DATA_DIR'] ?? (await mkdtemp(join(tmpdir(), 'fachwerk-hub-')));
    const port = settings['PORT'] ?? String((await freePorts(1))[0]);
    // A previous version may not know all of these.
    const ours = program.main === undefined || program.main === COMPILED ? quick : {};
    const all: HubSettings = { PORT: port, DATA_DIR: dataDir, ...ours, ...settings };
    const own = Object.entries(all).map(([name, value]) => [`FACHWERK_${name}`, value]);
    const outer = Object.entries(process.env).filter(([name]) => !name.startsWith('FACHWERK_'));
    const env = { ...Object.fromEntries([...outer, ...own]), ...program.env };
    return new HubProcess(`http://127.0.0.1:${port}`, dataDir, { main: MAIN, execArgv: [], ...program, env });
  }

  /** Resolves once it can be reached; may be called again after `stop` or `kill`. */
  async start(): Promise<void> {
    const { main, execArgv, env } = this.program;
    const child = fork(main, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [...execArgv] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.log.push(...text.split('\n').filter(Boolean)));
    }
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(this.failed('is not ready in time')), READY_MS_MAX);
      child.once('message', resolve);
      child.once('exit', (code) => reject(this.failed(`ended with ${code}`)));
      child.once('exit', () => clearTimeout(late));
      child.once('message', () => clearTimeout(late));
    });
  }

  /** For example SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Resolves when it ends, for whatever reason. @returns the signal that ended it */
  async ended(): Promise<NodeJS.Signals | null> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.signalCode ?? null;
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** As an operator would. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** As a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** Stops it, and removes what it kept. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A procedure of the demo tenant. */
  async procedure(name: string): Promise<Procedure> {
    return this.procedureWith(name, await this.keyOf(name));
  }

  /** A procedure whose key was made elsewhere. */
  procedureWith(name: string, key: string): Procedure {
    return new Procedure(this.baseUrl, name, `Bearer ${key}`);
  }

  async keyOf(name: string): Promise<string> {
    return (await this.credentials()).procedures[name]!;
  }

  /** What the operator of the demo tenant sees. */
  async operator(): Promise<Procedure> {
    const { operator } = await this.credentials();
    const basic = Buffer.from(`${operator.user}:${operator.password}`).toString('base64');
    return new Procedure(this.baseUrl, '', `Basic ${basic}`);
  }

  /** The same person, signed in with a session. */
  async signedIn(): Promise<SignedIn> {
    return SignedIn.as(this.baseUrl, ...(await this.operatorLogin()));
  }

  async operatorLogin(): Promise<readonly [user: string, password: string]> {
    const { operator } = await this.credentials();
    return [operator.user, operator.password];
  }

  /** Whether what it knows of procedures and keys has a text in it; it looks for changes twice a second. */
  async knows(text: string): Promise<boolean> {
    return (await this.snapshot()).includes(text);
  }

  /** It is made after its procedure: who knows the procedure may not know its key yet. */
  knowsKey(key: string): Promise<boolean> {
    return this.knows(createHash('sha256').update(key).digest('hex'));
  }

  async knowsSettings(procedure: string, settings: unknown): Promise<boolean> {
    const { snapshot } = JSON.parse(await this.snapshot()) as { readonly snapshot: AccessSnapshot };
    return snapshot.procedures.some((one) => one.name === procedure && isDeepStrictEqual(one.settings, settings));
  }

  private snapshot(): Promise<string> {
    return readFile(join(this.dataDir, 'access-snapshot.json'), 'utf8');
  }

  private async credentials(): Promise<DemoCredentials> {
    return JSON.parse(await readFile(join(this.dataDir, 'demo-credentials.json'), 'utf8')) as DemoCredentials;
  }

  /** Memory that the process has now, as Linux tells it. */
  async residentBytes(): Promise<number> {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  private failed(what: string): Error {
    return new Error(`The hub ${what}:\n${this.log.slice(-20).join('\n')}`);
  }
}
