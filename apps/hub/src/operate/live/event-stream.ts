import type { ServerResponse } from 'node:http';

/** How often a comment shows the other side, and whatever is in between, that the connection lives. */
const HEARTBEAT_MS = 15_000;
/** After how long a browser comes again when the connection ended. */
const RETRY_MS = 3_000;
/** Somebody who reads so much more slowly than there is news starts anew. */
const UNREAD_BYTES_MAX = 8_388_608;

/** One answer of server-sent events (`text/event-stream`). */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;
  private readonly timeout: number | undefined;

  /**
   * @param headers in addition to those of a stream
   * @param mayGoOn asked with each heartbeat: whoever is signed out hears no more
   * @param onEnd once, however it ends
   */
  constructor(
    private readonly response: ServerResponse,
    headers: Readonly<Record<string, string | string[] | number>>,
    private readonly mayGoOn: () => Promise<boolean>,
    onEnd: () => void,
  ) {
    const { socket } = response;
    // Silence is what a stream mostly consists of; that the other side is gone is found out by the connection itself.
    this.timeout = socket?.timeout;
    socket?.setTimeout(0);
    socket?.setKeepAlive(true, HEARTBEAT_MS);
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that collects an answer before it passes it on would pass nothing on.
      'x-accel-buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.heartbeat = setInterval(() => void this.beat(), HEARTBEAT_MS);
    response.once('close', () => {
      clearInterval(this.heartbeat);
      onEnd();
    });
  }

  send(text: string): void {
    if (this.response.writableEnded) return;
    if (this.response.writableLength > UNREAD_BYTES_MAX) this.response.destroy();
    else this.response.write(text);
  }

  /** The browser comes again, here or elsewhere. */
  end(): void {
    if (this.timeout !== undefined) this.response.socket?.setTimeout(this.timeout);
    this.response.end();
  }

  private async beat(): Promise<void> {
    // Whether somebody may go on cannot be told while the database is away; then nothing is told either.
    const goesOn = await this.mayGoOn().catch(() => true);
    if (goesOn) this.send(':\n\n');
    else this.end();
  }
}
