import { connect, type ChannelModel } from 'amqplib';

const HEARTBEAT_SECONDS = 10;
const RETRY_MS_MAX = 2_000;
const SOCKET = {
  // Without it, confirms wait for the timer of Nagle's algorithm: ten times slower.
  noDelay: true,
  // Room for messages that are written together: three of them fill what a socket has by default (TLS keeps that).
  writableHighWaterMark: 1_048_576,
  timeout: 5_000,
  clientProperties: { connection_name: 'fachwerk' },
};
/** A broker in trouble may never answer; what was not acknowledged goes back when the socket closes. */
const CLOSE_MS_MAX = 3_000;

/**
 * One connection that is made anew whenever it is lost, to the brokers in turn. `onOpen` prepares its channels; when
 * that fails, the connection counts as lost.
 */
export class RabbitConnection {
  private model: ChannelModel | undefined;
  private closed = false;
  private wakeUp: (() => void) | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly urls: readonly string[],
    private readonly events: {
      readonly onOpen: (model: ChannelModel) => Promise<void>;
      readonly onLost: (error: unknown) => void;
    },
  ) {}

  /** Resolves after the first try, whether it worked or not. */
  async open(): Promise<void> {
    const first = await this.attempt(0);
    this.running = this.keepOpen(first);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.wakeUp?.();
    // Closing a connection that is lost already fails; there is nothing left to close then.
    if (this.model !== undefined) await within(CLOSE_MS_MAX, this.model.close()).catch(() => undefined);
    await this.running;
  }

  /** Gives up the present connection; a new one is made at once. */
  drop(error: unknown): void {
    const { model } = this;
    this.model = undefined;
    if (model === undefined) return;
    this.events.onLost(error);
    model.close().catch(() => undefined);
    this.wakeUp?.();
  }

  private async keepOpen(opened: boolean): Promise<void> {
    let failures = opened ? 0 : 1;
    while (!this.closed) {
      if (this.model !== undefined) await this.sleep();
      if (this.closed) return;
      if (this.model !== undefined) continue;
      if (failures > 0) await this.sleep(Math.min(100 * 2 ** failures, RETRY_MS_MAX));
      if (this.closed) return;
      failures = (await this.attempt(failures)) ? 0 : failures + 1;
    }
  }

  private async attempt(turn: number): Promise<boolean> {
    try {
      const model = await connect(withHeartbeat(this.urls[turn % this.urls.length]!), SOCKET);
      const lost = (error?: unknown): void => {
        if (this.model === model) this.drop(error ?? new Error('The broker closed the connection.'));
      };
      model.on('error', lost);
      model.on('close', lost);
      this.model = model;
      await this.events.onOpen(model);
      if (this.closed) await model.close();
      return true;
    } catch (error) {
      if (this.model === undefined) this.events.onLost(error);
      else this.drop(error);
      return false;
    }
  }

  private async sleep(ms?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = undefined;
  }
}

/** The broker may still do what it was asked. */
export class NoAnswer extends Error {}

/** @throws NoAnswer when the broker has not answered in time */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`The broker did not answer within ${ms} ms.`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', String(HEARTBEAT_SECONDS));
  return parsed.href;
}
