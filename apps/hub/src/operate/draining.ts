import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * The end of the HTTP side. Whoever distributes requests is told first that none should come here any more; who sends
 * nevertheless is answered, and told to make another connection. Then no connection is taken, and those on which nothing
 * runs are ended. What runs has until the deadline.
 */
export class Draining {
  private begun = false;
  private closing = false;
  private readonly servers: (Server | TlsServer)[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly running = new Map<ServerResponse, Socket>();
  private readonly endings: (() => void)[] = [];

  /** True from the moment on in which this process was told to stop. */
  get leaving(): boolean {
    return this.begun;
  }

  /** For answers that would never end by themselves: called when nobody should send requests here any more. */
  whenClosing(end: () => void): void {
    this.endings.push(end);
  }

  /** Call before the server listens; for each of them, they end together. */
  watch(server: Server | TlsServer): void {
    this.servers.push(server);
    if (server instanceof TlsServer) this.watchTls(server);
    else server.on('connection', (socket: Socket) => this.keep(socket));
    server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.running.set(response, socket);
      response.once('close', () => {
        this.running.delete(response);
        // Its head may have gone out before it could say that the connection ends.
        if (this.closing) socket.destroySoon();
      });
      if (this.begun) response.setHeader('connection', 'close');
    });
  }

  /**
   * Resolves when nothing runs any more.
   *
   * @param noticeMs how long requests are still taken, so that whoever distributes them can look
   * @param drainMs how long requests may run afterwards; then their connections are cut
   * @returns how many connections were cut
   */
  async end(noticeMs: number, drainMs: number): Promise<number> {
    this.begun = true;
    for (const response of this.running.keys()) if (!response.headersSent) response.setHeader('connection', 'close');
    await delay(noticeMs);
    this.closing = true;
    for (const endThem of this.endings) endThem();
    const closed = Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    // Node keeps a connection on which nothing was said yet for as long as a head may take.
    const busy = new Set(this.running.values());
    for (const socket of this.sockets) if (!busy.has(socket)) socket.destroy();
    let cut = 0;
    const deadline = setTimeout(() => {
      cut = this.sockets.size;
      for (const socket of this.sockets) socket.destroy();
    }, drainMs);
    await closed;
    clearTimeout(deadline);
    return cut;
  }

  /** Requests know the connection of TLS, which takes the place of the one it is made on once hands are shaken. */
  private watchTls(server: TlsServer): void {
    const shaking = new Map<string, Socket>();
    // Before TLS takes the connection over.
    server.prependListener('connection', (socket: Socket) => {
      const peer = peerOf(socket);
      shaking.set(peer, socket);
      socket.once('close', () => shaking.get(peer) === socket && shaking.delete(peer));
      this.keep(socket);
    });
    server.on('secureConnection', (socket) => {
      const peer = peerOf(socket);
      this.sockets.delete(shaking.get(peer) ?? socket);
      shaking.delete(peer);
      this.keep(socket);
    });
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
