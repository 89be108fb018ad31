/** An address that nobody may ever ask: what refers to it must not be followed. */
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

export class Trap {
  /** How often somebody came. */
  visits = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Trap> {
    const server = createServer((socket) => {
      trap.visits += 1;
      socket.destroy();
    });
    const trap = new Trap(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return trap;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
