/** Senders, each with a list of its own: what it sent, and what it was told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Door, DoorAnswer, DoorName } from './door.js';
import type { ChaosMessage, Source } from './message.js';
import type { Random } from './random.js';

/** Before a message is sent again; twice as long each time, because a hub that comes back has all of them at its doors. */
const REST_MS = { first: 300, longest: 5_000 };

export interface Sent extends Pick<ChaosMessage, 'procedure' | 'door' | 'key' | 'expected' | 'contents'> {
  /** Which fault was at work when it was sent first. */
  readonly fault: number;
  /** How often its sender was told yes. */
  accepted: number;
  /** Ids of all messages that were answered with yes, as far as they are known. */
  readonly ids: string[];
  /** What its sender was told became of it. */
  readonly told: ('filed' | 'not filed')[];
}

export interface LoadOptions {
  readonly random: Random;
  readonly perSecond: number;
  /** Base URLs of the gateways. */
  readonly gateways: readonly string[];
  readonly sources: readonly Source[];
  /** Those that the sources send through. */
  readonly doors: Readonly<Partial<Record<DoorName, Door>>>;
  /** How long senders go on after the last fault is over. */
  readonly patienceMs: number;
  readonly fault: () => number;
}

export class Load {
  readonly sent: Sent[] = [];
  /** Answers that a correct message must never get. */
  readonly refused: string[] = [];
  /** When a yes came, on the clock of `Date.now()`. */
  readonly acceptedAt: number[] = [];
  private readonly running = new Set<Promise<void>>();
  private number = 0;
  /** Until when senders repeat, on the clock of `performance.now()`. */
  private patienceEnds = Infinity;
  private stopped = false;
  private starting: Promise<void> = Promise.resolve();

  constructor(private readonly options: LoadOptions) {}

  /** What the later ones need; a hub that takes nothing at all is not waited for without end. */
  async warmUp(): Promise<void> {
    this.patienceEnds = performance.now() + this.options.patienceMs;
    const firsts = this.options.sources.flatMap((source) => source.first());
    await Promise.all(firsts.map((message) => this.send(message)));
    this.patienceEnds = Infinity;
  }

  start(): void {
    this.starting = this.keepSending();
  }

  /** Sends nothing new; resolves when everything that was begun has its answer. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.patienceEnds = performance.now() + this.options.patienceMs;
    await this.starting;
    await Promise.all(this.running);
  }

  private async keepSending(): Promise<void> {
    const { perSecond, random, sources } = this.options;
    const began = performance.now();
    for (let begun = 0; !this.stopped; begun += 1) {
      const message = random.pick(sources).next(String((this.number += 1)), random);
      const sending = this.send(message).finally(() => this.running.delete(sending));
      this.running.add(sending);
      // An open loop: what is slow is not sent less often.
      await delay(Math.max(0, began + (begun * 1_000) / perSecond - performance.now()));
    }
  }

  private async send(message: ChaosMessage): Promise<void> {
    const fault = this.options.fault();
    const door = this.options.doors[message.door]!;
    const keyed = await this.withKey(message, door);
    if (keyed === undefined) return;
    const { procedure, key, expected, contents } = keyed;
    const sent: Sent = { procedure, door: door.name, key, expected, contents, fault, accepted: 0, ids: [], told: [] };
    this.sent.push(sent);
    await Promise.all(Array.from({ length: message.times }, () => this.sendUntilAccepted(keyed, door, sent)));
  }

  /** @returns undefined when there was none in time */
  private async withKey(message: ChaosMessage, door: Door): Promise<ChaosMessage | undefined> {
    if (door.newKey === undefined) return message;
    const key = (await this.untilYes(message.key, (gateway) => door.newKey!(gateway, message)))?.id;
    return key === undefined ? undefined : { ...message, key };
  }

  private async sendUntilAccepted(message: ChaosMessage, door: Door, sent: Sent): Promise<void> {
    const answer = await this.untilYes(message.key, (gateway) => door.send(gateway, message));
    if (answer === undefined) return;
    sent.accepted += 1;
    if (answer.id !== undefined) sent.ids.push(answer.id);
    if (answer.told !== undefined) sent.told.push(answer.told);
    this.acceptedAt.push(Date.now());
  }

  /** As a careful sender does: what is not known to be stored is sent again. @returns undefined when that came to nothing */
  private async untilYes(key: string, ask: (gateway: string) => Promise<DoorAnswer>): Promise<Yes | undefined> {
    const { random, gateways } = this.options;
    for (let restMs = REST_MS.first; ; restMs = Math.min(2 * restMs, REST_MS.longest)) {
      // Nobody is there, or no whole answer came.
      const answer = await ask(random.pick(gateways)).catch((): DoorAnswer => ({ is: 'open', text: 'no answer' }));
      if (answer.is === 'accepted') return answer;
      if (answer.is === 'refused') {
        this.refused.push(`${key}: ${answer.text}`);
        return undefined;
      }
      if (performance.now() > this.patienceEnds) {
        this.refused.push(`${key}: not accepted in time, ${answer.text}`);
        return undefined;
      }
      await delay(restMs);
    }
  }
}

type Yes = Extract<DoorAnswer, { is: 'accepted' }>;
