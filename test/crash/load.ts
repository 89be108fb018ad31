/** Senders, each with a list of its own: what it sent, and what it was told. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Procedure, type Answer } from '../harness/procedure.js';
import { invoice } from '../invoice.js';
import { permit } from '../permit.js';
import type { Random } from './random.js';

const ANSWER_MS_MAX = 20_000;
const REST_MS = 300;
/** How long senders go on after the last fault is over. */
const PATIENCE_MS = 120_000;

/** What becomes of a message, if the hub keeps its word. */
export type Expected = 'filed' | 'rejected' | 'parked';

export interface Sent {
  readonly procedure: string;
  readonly key: string;
  readonly expected: Expected;
  /** SHA-256 of every content that is to be filed. */
  readonly contents: readonly string[];
  /** Which fault was at work when it was sent first. */
  readonly fault: number;
  /** Ids of all `202`. */
  readonly ids: string[];
}

interface Draft {
  readonly procedure: 'building-permits' | 'xrechnung';
  readonly key: string;
  readonly expected: Expected;
  readonly mime: string;
  readonly body: Buffer;
  readonly attachments: readonly Buffer[];
  /** How many senders send it at once. */
  readonly times: number;
}

export interface LoadOptions {
  readonly random: Random;
  readonly perSecond: number;
  /** Addresses of the gateways. */
  readonly gateways: readonly string[];
  /** Keys of the procedures. */
  readonly keys: Readonly<Record<string, string>>;
  readonly fault: () => number;
}

export class Load {
  readonly sent: Sent[] = [];
  /** Answers that a correct message must never get. */
  readonly refused: string[] = [];
  /** When a `202` came, on the clock of `Date.now()`. */
  readonly acceptedAt: number[] = [];
  private readonly running = new Set<Promise<void>>();
  private number = 0;
  /** Until when senders repeat, on the clock of `performance.now()`. */
  private patienceEnds = Infinity;
  private stopped = false;
  private starting: Promise<void> = Promise.resolve();

  constructor(private readonly options: LoadOptions) {}

  /** What the later ones contradict; and the first message of each procedure, whose queue is new. */
  async warmUp(): Promise<void> {
    const firsts = Array.from({ length: CONTRADICTED }, (_, number) => this.permit(`first-${number}`, 'filed'));
    await Promise.all([...firsts, this.largeInvoice('first')].map((draft) => this.send(draft)));
  }

  start(): void {
    this.starting = this.keepSending();
  }

  /** Sends nothing new; resolves when everything that was begun has its answer. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.patienceEnds = performance.now() + PATIENCE_MS;
    await this.starting;
    await Promise.all(this.running);
  }

  private async keepSending(): Promise<void> {
    const began = performance.now();
    for (let begun = 0; !this.stopped; begun += 1) {
      const sending = this.send(this.draft()).finally(() => this.running.delete(sending));
      this.running.add(sending);
      // An open loop: what is slow is not sent less often.
      await delay(Math.max(0, began + (begun * 1_000) / this.options.perSecond - performance.now()));
    }
  }

  private draft(): Draft {
    const { random } = this.options;
    const name = String((this.number += 1));
    const dice = random.next();
    if (dice < 0.6) return this.permit(name, 'filed');
    if (dice < 0.7) return { ...this.permit(name, 'filed'), times: 3 };
    if (dice < 0.82) return { ...this.permit(name, 'filed'), attachments: [randomBytes(20_000), randomBytes(90_000)] };
    if (dice < 0.9) return this.largeInvoice(name);
    if (dice < 0.96) return this.rejected(name);
    return this.contradiction(name);
  }

  private permit(name: string, expected: Expected): Draft {
    const parcel = `Flur ${this.options.random.pick(PARCELS)}`;
    const body = Buffer.from(permit(`BG-${name}`, { parcel }));
    return { ...PERMIT, key: `BG-${name}`, expected, body };
  }

  /** Too large to ride in the message. */
  private largeInvoice(name: string): Draft {
    const body = Buffer.from(
      invoice(`RE-${name}`, { seller: `DE${100_000_000 + (this.number % 50)}`, note: 'x'.repeat(90_000) }),
    );
    return { ...PERMIT, procedure: 'xrechnung', key: `RE-${name}`, expected: 'filed', mime: 'application/xml', body };
  }

  private rejected(name: string): Draft {
    const body = Buffer.from(permit(`BG-${name}`).replace('2026-05-18', '2026-01-01'));
    return { ...PERMIT, key: `BG-${name}`, expected: 'rejected', body };
  }

  /** Under a key that was used before, with other content: a person decides. */
  private contradiction(name: string): Draft {
    const number = `BG-first-${this.number % CONTRADICTED}`;
    const body = Buffer.from(permit(number, { parcel: 'Flur 0', project: `Anbau ${name}` }));
    return { ...PERMIT, key: number, expected: 'parked', body };
  }

  private async send(draft: Draft): Promise<void> {
    const contents = draft.expected === 'filed' ? [draft.body, ...draft.attachments].map(sha256) : [];
    const { procedure, key, expected } = draft;
    const sent: Sent = { procedure, key, expected, contents, fault: this.options.fault(), ids: [] };
    this.sent.push(sent);
    await Promise.all(Array.from({ length: draft.times }, () => this.sendUntilAccepted(draft, sent)));
  }

  /** As a careful sender does: only a `202` is an answer. */
  private async sendUntilAccepted(draft: Draft, sent: Sent): Promise<void> {
    for (;;) {
      const answer = await this.answerTo(draft);
      if (answer?.status === 202) {
        sent.ids.push(answer.body.id as string);
        this.acceptedAt.push(Date.now());
        return;
      }
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
        this.refused.push(`${draft.key}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return;
      }
      if (performance.now() > this.patienceEnds) {
        const last = answer === undefined ? 'no answer' : `${answer.status} ${JSON.stringify(answer.body)}`;
        this.refused.push(`${draft.key}: not accepted in time, ${last}`);
        return;
      }
      await delay(REST_MS);
    }
  }

  /** @returns undefined when nobody is there, or no answer comes: not known to be stored */
  private answerTo(draft: Draft): Promise<Answer | undefined> {
    const { random, gateways, keys } = this.options;
    const door = new Procedure(random.pick(gateways), draft.procedure, `Bearer ${keys[draft.procedure]}`);
    const attachments = draft.attachments.map((bytes, at) => ({ name: `plan-${at}.bin`, mime: '', bytes }));
    const { key, mime, body } = draft;
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    return door
      .send(body, { key, mime, signal, ...(attachments.length > 0 && { attachments }) })
      .catch(() => undefined);
  }
}

const CONTRADICTED = 10;
const PARCELS = Array.from({ length: 40 }, (_, number) => number + 1);
const PERMIT = { procedure: 'building-permits', mime: 'application/json', attachments: [], times: 1 } as const;

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
