/** A SOAP service of `test/soap-services`, as gSOAP makes it of its WSDL: each call is a line of JSON. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../root.js';
import { Gsoap } from './gsoap.js';
import { freePorts } from './ports.js';

export class GsoapService<Call> {
  readonly calls: Call[] = [];
  private child: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    readonly port: number,
    private readonly args: readonly string[],
  ) {}

  /**
   * @param program in `test/soap-services`, without `.c`
   * @param wsdl its path
   * @param args behind its port
   */
  static async open<Call>(program: string, wsdl: string, ...args: readonly string[]): Promise<GsoapService<Call>> {
    const tell = (line: string): void => void process.stderr.write(`${line}\n`);
    const gsoap = await Gsoap.find(join(root, '.cache'), tell);
    const [port] = await freePorts(1);
    const service = new GsoapService<Call>(await gsoap.build(program, wsdl, 'service'), port!, args);
    await service.up();
    return service;
  }

  /** On the port it had before. */
  async up(): Promise<void> {
    const args = [String(this.port), ...this.args];
    const child = spawn(this.program, args, { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    const lines = createInterface(child.stdout);
    const ended = once(child, 'close').then(() => Promise.reject(new Error('the service did not start')));
    await Promise.race([once(lines, 'line'), ended]);
    ended.catch(() => undefined);
    lines.on('line', (line) => this.calls.push(JSON.parse(line) as Call));
  }

  async down(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}
