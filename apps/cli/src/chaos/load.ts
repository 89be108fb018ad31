/** Senders, each with a list of its own: what it sent, and what it was told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosMessage, Source } from './message.js';
import type { Random } from './random.js';

const ANSWER_MS_MAX = 20_000;
const REST_MS = 300;

export interface Sent extends Pick<ChaosMessage, 'procedure' | 'key' | 'expected' | 'contents'> {
  /** Which fault was at work when it was sent first. */
  readonly fault: number;
  /** Ids of all `202`. */
  readonly ids: string[];
}

export interface LoadOptions {
  readonly random: Random;
  readonly perSecond: number;
  /** Base URLs of the gateways. */
  readonly gateways: readonly string[];
  readonly sources: readonly Source[];
  /** Of each procedure, as the header has it. */
  readonly authorizations: Readonly<Record<string, string>>;
  /** How long senders go on after the last fault is over. */
  readonly patienceMs: number;
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
    const { procedure, key, expected, contents } = message;
    const sent: Sent = { procedure, key, expected, contents, fault: this.options.fault(), ids: [] };
    this.sent.push(sent);
    await Promise.all(Array.from({ length: message.times }, () => this.sendUntilAccepted(message, sent)));
  }

  /** As a careful sender does: only a `202` is an answer. */
  private async sendUntilAccepted(message: ChaosMessage, sent: Sent): Promise<void> {
    for (;;) {
      const answer = await this.answerTo(message);
      if (answer?.status === 202) {
        sent.ids.push(answer.id!);
        this.acceptedAt.push(Date.now());
        return;
      }
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
        this.refused.push(`${message.key}: ${answer.status} ${answer.text}`);
        return;
      }
      if (performance.now() > this.patienceEnds) {
        const last = answer === undefined ? 'no answer' : `${answer.status} ${answer.text}`;
        this.refused.push(`${message.key}: not accepted in time, ${last}`);
        return;
      }
      await delay(REST_MS);
    }
  }

  /** @returns undefined when nobody is there, or no whole answer comes: not known to be stored */
  private async answerTo(message: ChaosMessage): Promise<SendAnswer | undefined> {
    const { random, gateways, authorizations } = this.options;
    const { procedure, key, mime, body } = message;
    const url = new URL(`v1/procedures/${encodeURIComponent(procedure)}/messages`, random.pick(gateways));
    const headers = { authorization: authorizations[procedure]!, 'idempotency-key': key };
    const what =
      message.attachments.length === 0
        ? { headers: { ...headers, 'content-type': mime }, body: new Uint8Array(body) }
        : { headers, body: formOf(message) };
    try {
      const signal = AbortSignal.timeout(ANSWER_MS_MAX);
      const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...what });
      const text = await response.text();
      const { status } = response;
      return { status, text, ...(status === 202 && { id: (JSON.parse(text) as { id: string }).id }) };
    } catch {
      return undefined;
    }
  }
}

interface SendAnswer {
  readonly status: number;
  readonly text: string;
  readonly id?: string;
}

function formOf({ body, mime, attachments }: ChaosMessage): FormData {
  const form = new FormData();
  form.append('message', new Blob([new Uint8Array(body)], { type: mime }), '');
  for (const [at, bytes] of attachments.entries()) {
    form.append('attachment', new Blob([new Uint8Array(bytes)]), `plan-${at}.bin`);
  }
  return form;
}
