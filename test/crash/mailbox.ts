/**
 * A reader of an XTA mailbox, as a careful one is: a message is fetched, kept, and only then closed. It may be offered again
 * when that is cut short; without these repeats each has to be there exactly once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Verdict } from '@fachwerk/cli/chaos/audit';
import type { Sent } from '@fachwerk/cli/chaos/load';
import { sha256 } from '@fachwerk/cli/chaos/message';
import type { Random } from '@fachwerk/cli/chaos/random';
import { idElement, selector, textsIn, type XtaAnswer } from '../harness/xta-requests.js';
import { refusalIn, type XtaClients } from './xta-sender.js';

const REST_MS = 200;

interface Kept {
  /** SHA-256 of its contents, sorted; of each time it was fetched, without repeats. */
  readonly contents: Set<string>;
  isClosed: boolean;
}

export class MailboxReader {
  private readonly kept = new Map<string, Kept>();
  private readonly problems: string[] = [];
  /** Offered although its closing had been answered with yes before it was asked for. */
  private readonly again = new Set<string>();
  private reading: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly clients: XtaClients,
    private readonly gateways: readonly string[],
    private readonly random: Random,
  ) {}

  start(): void {
    this.reading = this.keepReading();
  }

  /** Reads on until it has all of these, or nothing new for as long as it is patient. */
  async finish(sent: readonly Sent[], patienceMs: number): Promise<void> {
    const open = (): number =>
      sent.filter(({ accepted, key }) => accepted > 0 && this.kept.get(key)?.isClosed !== true).length;
    let [left, progressAt] = [open(), performance.now()];
    while (left > 0 && performance.now() - progressAt < patienceMs) {
      await delay(REST_MS);
      const now = open();
      if (now < left) [left, progressAt] = [now, performance.now()];
    }
    this.stopped = true;
    await this.reading;
    // Once more with an empty box: what was closed is not offered again.
    await this.round().catch((error: Error) => this.problems.push(`the mailbox in the end: ${error.message}`));
  }

  verdicts(sent: readonly Sent[]): readonly Verdict[] {
    return sent.map((one): Verdict => {
      const { key, accepted, contents = [] } = one;
      const kept = this.kept.get(key);
      const lost = accepted > 0 && kept?.isClosed !== true;
      const doubled = this.again.has(key);
      const should = contents.toSorted().join(' ');
      return {
        sent: one,
        lost,
        doubled,
        problems: [
          ...(lost ? [`${key}: it was accepted, and its reader never got it`] : []),
          ...(doubled ? [`${key}: it was offered again after it had been closed`] : []),
          ...[...(kept?.contents ?? [])].flatMap((one) =>
            one === should ? [] : [`${key}: other content was fetched`],
          ),
        ],
        filedAt: undefined,
      };
    });
  }

  /** What concerns no message that was sent. @param all sent into this mailbox */
  strangers(all: readonly Sent[]): readonly string[] {
    const known = new Set(all.map(({ key }) => key));
    const unknown = [...this.kept.keys()].filter((key) => !known.has(key));
    return [...this.problems, ...unknown.map((key) => `${key}: nobody sent it, and it was in the mailbox`)];
  }

  private async keepReading(): Promise<void> {
    while (!this.stopped) {
      // Whatever breaks off here is done again.
      await this.round().catch(() => undefined);
      await delay(REST_MS);
    }
  }

  private async round(): Promise<void> {
    const closed = new Set([...this.kept].filter(([, { isClosed }]) => isClosed).map(([key]) => key));
    const { xml } = await this.asked((client) => client.list('ListForm="MsgAtrributes"'));
    const [, listed = ''] = xml.split(/<(?:\w+:)?MsgStatusList\b/);
    const keys = textsIn(listed, 'MessageID');
    for (const key of keys) {
      if (closed.has(key)) this.again.add(key);
      await this.read(key);
    }
    // It was closed, and the answer got lost.
    const unsure = [...this.kept].filter(([key, { isClosed }]) => !isClosed && !keys.includes(key));
    for (const [key, kept] of unsure) await this.close(key, kept);
  }

  private async read(key: string): Promise<void> {
    const { parts } = await this.asked((client) => client.fetch(selector(idElement(key))));
    const kept = this.kept.get(key) ?? { contents: new Set<string>(), isClosed: false };
    kept.contents.add(
      parts
        .map(({ bytes }) => sha256(bytes))
        .toSorted()
        .join(' '),
    );
    this.kept.set(key, kept);
    await this.close(key, kept);
  }

  private async close(key: string, kept: Kept): Promise<void> {
    await this.asked((client) => client.close(key));
    kept.isClosed = true;
  }

  /** @throws Error when it comes to nothing */
  private async asked(ask: (client: ReturnType<XtaClients['of']>) => Promise<XtaAnswer>): Promise<XtaAnswer> {
    const answer = await ask(this.clients.of(this.random.pick(this.gateways)));
    if (answer.status === 200) return answer;
    const refusal = refusalIn(answer);
    if (refusal.is === 'refused') this.problems.push(`the mailbox refused its reader: ${refusal.text}`);
    throw new Error(refusal.text);
  }
}
