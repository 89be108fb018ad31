import type { Exchange } from '../exchange/exchange.js';
import type { Ids } from '../config/clock.js';
import type { Stamps, Tally } from './stamps.js';

/** Publishes what this gateway accepted, every second and at shutdown. What could not be published is kept. */
export class TallySender {
  private readonly unsent: Tally[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly stamps: Stamps,
    private readonly ids: Ids,
    private readonly everyMs: number,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.send(), this.everyMs);
  }

  /** Call after the last message was accepted. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.send();
  }

  private send(): Promise<void> {
    this.running ??= this.sendAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async sendAll(): Promise<void> {
    this.unsent.push(...this.stamps.nextTallies());
    try {
      for (let tally = this.unsent[0]; tally !== undefined; tally = this.unsent[0]) {
        await this.exchange.publish(
          { kind: 'tally' },
          { id: this.ids.uuid(), bytes: Buffer.from(JSON.stringify(tally)) },
        );
        this.unsent.shift();
      }
    } catch (error) {
      this.onProblem(error);
    }
  }
}
