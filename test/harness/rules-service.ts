/** Stands for the validator of rules: finds nothing, fails when it is told to, and can let one of its users wait. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const REPORT = '<rep:report xmlns:rep="http://www.xoev.de/de/validator/varl/1" valid="true"/>';

export class RulesService {
  /** How often each user, known by the path of its URL, was answered. */
  readonly answered = new Map<string, number>();
  /** Answers that are kept back, by user. */
  readonly keptBack = new Map<string, ServerResponse[]>();
  private readonly seen = new Set<string>();
  private letsWait: ((user: string) => boolean) | undefined;

  private constructor(
    private readonly server: Server,
    private readonly failsOnceOn: (document: string) => boolean,
  ) {}

  static async open(failsOnceOn: (document: string) => boolean): Promise<RulesService> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => service.answer(request.url ?? '', Buffer.concat(chunks).toString(), response));
    });
    const service = new RulesService(server, failsOnceOn);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  urlFor(user: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${user}`;
  }

  letWait(which: (user: string) => boolean): void {
    this.letsWait = which;
  }

  goOn(): void {
    this.letsWait = undefined;
    const responses = [...this.keptBack.values()].flat();
    this.keptBack.clear();
    for (const response of responses) response.end(REPORT);
  }

  async close(): Promise<void> {
    this.goOn();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(path: string, document: string, response: ServerResponse): void {
    const user = path.slice(1);
    if (this.letsWait?.(user) === true) {
      this.keptBack.set(user, [...(this.keptBack.get(user) ?? []), response]);
      return;
    }
    const fails = !this.seen.has(document) && this.failsOnceOn(document);
    this.seen.add(document);
    this.answered.set(user, (this.answered.get(user) ?? 0) + 1);
    response.writeHead(fails ? 500 : 200).end(REPORT);
  }
}
