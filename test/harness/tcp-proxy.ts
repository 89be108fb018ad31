/** Stands between a hub and a service: the service can vanish and come back, also at another port. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

export class TcpProxy {
  /** Connections that were refused because the line is cut. */
  refused = 0;
  private readonly sockets = new Set<Socket>();
  private open = true;
  private latencyMs = 0;
  private bytesPerSecond = Infinity;
  /** Resolves when bytes pass again. */
  private silence: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  private constructor(
    private readonly server: Server,
    private target: number,
  ) {}

  static async start(target: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    server.on('connection', (socket) => proxy.connected(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The URL of the service, by way of this proxy. */
  through(url: string): string {
    const own = new URL(url);
    own.hostname = '127.0.0.1';
    own.port = String(this.port);
    return own.href;
  }

  /** Every piece of data takes this long, in both directions. */
  slow(latencyMs: number): void {
    this.latencyMs = latencyMs;
  }

  /** Either side reads as slowly as this, whatever it is sent. */
  trickle(bytesPerSecond: number): void {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Breaks all connections off (RST), and takes new ones. */
  reset(): void {
    for (const socket of this.sockets) socket.resetAndDestroy();
  }

  /** Connections stay, and nothing passes any more: neither side is told (half-open). */
  fallSilent(): void {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    this.silence ??= { over, end };
  }

  /** Ends all connections and refuses new ones. */
  cut(): void {
    this.open = false;
    for (const socket of this.sockets) socket.destroy();
  }

  /** @param target port of the service, when it moved */
  restore(target = this.target): void {
    this.target = target;
    this.open = true;
    this.latencyMs = 0;
    this.bytesPerSecond = Infinity;
    this.silence?.end();
    this.silence = undefined;
  }

  async stop(): Promise<void> {
    this.cut();
    this.silence?.end();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private passage(): Transform {
    const pass = async (chunk: Buffer, done: TransformCallback): Promise<void> => {
      await this.silence?.over;
      if (this.latencyMs > 0) await delay(this.latencyMs);
      // In steps, so that it does not outlast the slowness.
      for (let waited = 0; waited < (chunk.length / this.bytesPerSecond) * 1_000; waited += 100) await delay(100);
      done(null, chunk);
    };
    return new Transform({ transform: (chunk: Buffer, _encoding, done) => void pass(chunk, done) });
  }

  private connected(near: Socket): void {
    if (!this.open) {
      this.refused += 1;
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(this.passage()).pipe(other);
    }
  }
}
