/** A receiver of receipts: a specialist procedure's end of a webhook, which writes down what came. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.js';

export interface Received {
  readonly delivery: string;
  readonly headers: IncomingMessage['headers'];
  /** As it came: signatures are over bytes. */
  readonly text: string;
  // oxlint-disable-next-line no-explicit-any -- bodies are looked at by tests, which know what they expect
  readonly body: any;
  readonly at: number;
}

/** Status to answer with, or `hang` for no answer at all. */
export type Answering = number | 'hang' | ((received: Received, response: ServerResponse) => void);

export class Receiver {
  /** What was answered with 2xx. */
  readonly taken: Received[] = [];
  /** Every request whose body came. */
  readonly requests: Received[] = [];
  /** Requests that hang now. */
  hanging = 0;
  answering: Answering = 204;
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly tls: Pick<Certificate, 'key' | 'cert'> | undefined) {}

  /** @param tls certificate for `localhost`; without it, it speaks http */
  static async open(answering: Answering = 204, tls?: Pick<Certificate, 'key' | 'cert'>): Promise<Receiver> {
    const receiver = new Receiver(tls);
    receiver.answering = answering;
    await receiver.up();
    return receiver;
  }

  get url(): string {
    return this.tls === undefined
      ? `http://127.0.0.1:${this.port}/receipts`
      : `https://localhost:${this.port}/receipts`;
  }

  /** On the port it had before. */
  async up(): Promise<void> {
    const receive = (request: IncomingMessage, response: ServerResponse): void => void this.receive(request, response);
    const server = this.tls === undefined ? createServer(receive) : createTlsServer(this.tls, receive);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  /** Refuses connections, as a machine whose service is stopped. */
  async down(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  /** How often each delivery was answered with 2xx. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { delivery } of this.taken) counts.set(delivery, (counts.get(delivery) ?? 0) + 1);
    return counts;
  }

  /** Sender's keys of what was taken, each once. */
  keys(): ReadonlySet<string> {
    return new Set(this.taken.map(({ body }) => String(body.key)));
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const { headers } = request;
    const delivery = String(headers['fachwerk-delivery']);
    const received = { delivery, headers, text, body: JSON.parse(text) as unknown, at: performance.now() };
    this.requests.push(received);
    this.answer(received, response);
  }

  private answer(received: Received, response: ServerResponse): void {
    if (this.answering === 'hang') {
      this.hanging += 1;
      response.once('close', () => (this.hanging -= 1));
    } else if (typeof this.answering === 'number') {
      if (this.answering < 300) this.taken.push(received);
      response.writeHead(this.answering).end();
    } else this.answering(received, response);
  }
}
