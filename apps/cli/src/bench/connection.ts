/**
 * One connection to a hub, as cheap as it can be: whoever sends often shares the machine with what he measures. The HTTP
 * client of Node costs 150 µs of a core for each request, this one 25.
 */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

const ANSWER_MS_MAX = 60_000;

export interface RawAnswer {
  readonly status: number;
  /** With its head. */
  readonly text: string;
}

interface Waiting {
  readonly resolve: (answer: RawAnswer) => void;
  readonly reject: (error: Error) => void;
}

export class Connection {
  private socket: Socket | undefined;
  private waiting: Waiting | undefined;
  private text = '';
  /** Called when there is room to write, or no sense in it. */
  private goOn: (() => void) | undefined;

  constructor(private readonly url: URL) {}

  /**
   * One after the other.
   *
   * @param head of the request, with its last, empty line
   * @throws Error when no whole answer comes
   */
  async send(head: string, parts: readonly Buffer[]): Promise<RawAnswer> {
    const socket = (this.socket ??= this.open());
    this.text = '';
    const answer = new Promise<RawAnswer>((resolve, reject) => (this.waiting = { resolve, reject }));
    socket.setTimeout(ANSWER_MS_MAX);
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(parts[0]!);
    socket.uncork();
    if (parts.length > 1) await Promise.race([this.write(socket, parts), answer]);
    return answer;
  }

  close(): void {
    this.socket?.destroy();
  }

  private async write(socket: Socket, parts: readonly Buffer[]): Promise<void> {
    for (const part of parts.slice(1)) {
      // The hub may have answered meanwhile, or gone away: the answer tells. It still expects the rest of this body.
      if (this.waiting === undefined) return this.giveUp(socket);
      if (!socket.write(part)) await new Promise<void>((resolve) => (this.goOn = resolve));
    }
  }

  private open(): Socket {
    const { protocol, hostname, port } = this.url;
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket =
      protocol === 'https:'
        ? connectTls({ host, port: Number(port || 443), servername: host })
        : connectPlain({ host, port: Number(port || 80) });
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => this.receive(text));
    socket.on('drain', () => this.goOn?.());
    socket.on('timeout', () => socket.destroy(new Error('no answer in time')));
    socket.on('error', (error) => this.lost(socket, error));
    socket.on('close', () => this.lost(socket, new Error('connection closed')));
    return socket;
  }

  private receive(text: string): void {
    this.text += text;
    const end = this.text.indexOf('\r\n\r\n');
    if (end < 0 || !isWhole(this.text, end)) return;
    const { waiting, socket } = this;
    this.waiting = undefined;
    socket?.setTimeout(0);
    if (socket !== undefined && /\r\nconnection: close\r\n/i.test(this.text)) this.giveUp(socket);
    this.goOn?.();
    waiting?.resolve({ status: Number(this.text.slice(9, 12)), text: this.text });
  }

  /** The next request takes another one. */
  private giveUp(socket: Socket): void {
    if (this.socket === socket) this.socket = undefined;
    socket.destroy();
  }

  private lost(socket: Socket, error: Error): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    const { waiting } = this;
    this.waiting = undefined;
    this.goOn?.();
    waiting?.reject(error);
  }
}

/** A proxy may cut the answer into chunks; then it ends with an empty one. */
function isWhole(text: string, endOfHead: number): boolean {
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(text) ?? [];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= endOfHead + 4 + Number(length);
}
