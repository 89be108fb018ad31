/** A building authority's own SOAP service, as gSOAP makes it of the connector's WSDL: it writes down what it is told. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../root.js';
import { Gsoap } from './gsoap.js';
import { freePorts } from './ports.js';

export const RECEIPTS_WSDL = 'building-permits/receipts.wsdl';

/** What it answers: taken, a fault of Client or Server, or the end of its process once it has taken it. */
export type Behaviour = 'take' | 'client' | 'server' | 'end';

/** One call, as it came; what is missing is null or not there. */
export interface Call {
  readonly operation: 'PermitFiled' | 'PermitRefused';
  readonly soapVersion: '1.1' | '1.2';
  readonly action: string | null;
  /** Of HTTP. */
  readonly user: string | null;
  readonly password: string | null;
  readonly messageId: string | null;
  readonly wsaAction: string | null;
  readonly to: string | null;
  readonly tokenUser?: string;
  readonly tokenPassword?: string;
  readonly tokenType?: string;
  readonly tokenNonce?: string;
  readonly tokenCreated?: string;
  readonly permit: string;
  /** Of the hub. */
  readonly message: string;
  readonly fileReference?: string;
  readonly caseNumber?: string;
  readonly documents?: readonly (readonly [string, string])[];
  readonly code?: string;
  readonly reason?: string;
  readonly answer: Behaviour;
}

/** Paths of PEM files. */
export interface ServiceTls {
  /** Its key and its certificate. */
  readonly server: string;
  /** Authority of clients. */
  readonly clientCa: string;
}

export class ReceiptsService {
  readonly calls: Call[] = [];
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly folder: string,
    private readonly port: number,
    private readonly tls: ServiceTls | undefined,
  ) {}

  static async open(tls?: ServiceTls): Promise<ReceiptsService> {
    const tell = (line: string): void => void process.stderr.write(`${line}\n`);
    const gsoap = await Gsoap.find(join(root, '.cache'), tell);
    const program = await gsoap.build('receipts', join(root, 'schemas', RECEIPTS_WSDL), 'service');
    const [port] = await freePorts(1);
    const service = new ReceiptsService(program, await mkdtemp(join(tmpdir(), 'fachwerk-receipts-')), port!, tls);
    await service.answer('take');
    await service.up();
    return service;
  }

  get url(): string {
    return this.tls === undefined ? `http://127.0.0.1:${this.port}/` : `https://localhost:${this.port}/`;
  }

  answer(behaviour: Behaviour): Promise<void> {
    return writeFile(this.behaviour, behaviour);
  }

  /** On the port it had before. */
  async up(): Promise<void> {
    const tls = this.tls === undefined ? [] : [this.tls.server, this.tls.clientCa];
    const args = [String(this.port), this.behaviour, ...tls];
    const child = spawn(this.program, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    const lines = createInterface(child.stdout);
    const ready = once(lines, 'line');
    await Promise.race([
      ready,
      once(child, 'close').then(() => Promise.reject(new Error('the service of receipts did not start'))),
    ]);
    lines.on('line', (line) => this.calls.push(JSON.parse(line) as Call));
  }

  async down(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  }

  /** What was told of a permit. */
  of(permit: string): readonly Call[] {
    return this.calls.filter((call) => call.permit === permit);
  }

  async close(): Promise<void> {
    await this.down();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get behaviour(): string {
    return join(this.folder, 'behaviour');
  }
}
