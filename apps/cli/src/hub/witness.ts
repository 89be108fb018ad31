/** A hub as the procedures see it that sent something. */
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { toFailure } from '../failure.js';
import type { BooksAnswer } from './answers.js';
import { Hub, pathWith } from './hub.js';
import { failureOf } from './problem.js';
import { reach, unreachable } from './reach.js';

const AT_ONCE = 16;
const ASK_EVERY_MS = 500;

/** Books of a day, by procedure and day. */
export type Books = ReadonlyMap<string, BooksAnswer>;

interface DayOfBooks extends BooksAnswer {
  readonly day: string;
  readonly timeZone: string;
}

export class Witness {
  /** On the clock of `performance.now()`. */
  private awaySince: number | undefined;

  constructor(
    private readonly hub: Hub,
    /** Of each procedure, as the header has it. */
    private readonly authorizations: Readonly<Record<string, string>>,
    /** How long something may stay as it is before it counts as final. */
    readonly patienceMs: number,
  ) {}

  static async at(url: string, authorizations: Readonly<Record<string, string>>, patienceMs: number): Promise<Witness> {
    return new Witness(await Hub.of({ url, lang: 'en' }), authorizations, patienceMs);
  }

  get<T>(procedure: string, path: string): Promise<T> {
    return this.untilAnswered(() => this.hub.get<T>(path, this.authorizations[procedure]!));
  }

  /** @returns SHA-256 of what a document has now, in hex */
  contentSha256(procedure: string, path: string): Promise<string> {
    return this.untilAnswered(async () => {
      const url = this.hub.at(path);
      const response = await reach(url, { headers: { authorization: this.authorizations[procedure]! } });
      if (!response.ok) throw failureOf({ url: url.href, status: response.status, text: await response.text() }, 'en');
      const hash = createHash('sha256');
      try {
        for await (const chunk of response.body as AsyncIterable<Uint8Array>) hash.update(chunk);
      } catch (error) {
        throw unreachable(url, error);
      }
      return hash.digest('hex');
    });
  }

  /** A part of the hub may still be on its way back. One that stays away is waited for once, not by every question. */
  private async untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        const answer = await ask();
        this.awaySince = undefined;
        return answer;
      } catch (error) {
        if (toFailure(error).exitCode !== 3) throw error;
        this.awaySince ??= performance.now();
        if (performance.now() - this.awaySince > this.patienceMs) throw error;
        await delay(ASK_EVERY_MS);
      }
    }
  }

  async books(procedures: readonly string[], days: readonly (string | undefined)[]): Promise<Books> {
    const books = new Map<string, BooksAnswer>();
    for (const procedure of procedures) {
      for (const asked of days) {
        const found = await this.get<DayOfBooks>(procedure, pathWith('/v1/reconciliation', { day: asked }));
        books.set(`${procedure} ${found.day}`, found);
      }
    }
    return books;
  }

  /** The day that each moment belongs to, in the time zone of the hub. */
  async daysOf(procedure: string, moments: readonly string[]): Promise<readonly string[]> {
    const { day, timeZone } = await this.get<DayOfBooks>(procedure, '/v1/reconciliation');
    // The Swedish way to write a day is that of ISO 8601.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    return [...new Set([day, ...moments.map((at) => format.format(new Date(at)))])];
  }
}

/** A few at once, results in order. */
export async function inTurns<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = Array.from({ length: list.length });
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < list.length; at = next++) results[at] = await work(list[at]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
