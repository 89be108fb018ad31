import type { Command } from 'commander';
import { wrongUsage } from '../failure.js';
import type { Lang } from './answers.js';
import type { GivenCredentials } from './credentials.js';
import { readDemoCredentials } from './demo-credentials.js';
import { failureOf, jsonOf } from './problem.js';
import { reach } from './reach.js';

const URL_DEFAULT = 'http://127.0.0.1:8080';
const DATA_DIR_DEFAULT = '.fachwerk';
const ANSWER_MS_MAX = 30_000;

export interface HubOptions {
  readonly url?: string;
  readonly apiKeyFile?: string;
  /** `true` when no folder is named. */
  readonly demo?: string | true;
  readonly lang: Lang;
}

/** Options of every command that asks a running hub. */
export function withHubOptions(command: Command): Command {
  return command
    .option('--url <url>', `base URL of the hub (default: FACHWERK_URL, else ${URL_DEFAULT})`)
    .option('--api-key-file <file>', "file with the procedure's key (default: FACHWERK_KEY_FILE or FACHWERK_KEY)")
    .option('--demo [dir]', `URL and credentials of the demo tenant, from the hub's data folder (${DATA_DIR_DEFAULT})`);
}

/** A running hub, and who asks it. */
export class Hub {
  private constructor(
    private readonly base: URL,
    readonly credentials: GivenCredentials,
    readonly lang: Lang,
  ) {}

  static async of({ url, apiKeyFile, demo, lang }: HubOptions): Promise<Hub> {
    const known = demo === undefined ? undefined : await readDemoCredentials(demo === true ? DATA_DIR_DEFAULT : demo);
    // Credentials of the demo go to the demo, wherever the environment points.
    const base = url ?? known?.baseUrl ?? (process.env['FACHWERK_URL']?.trim() || URL_DEFAULT);
    return new Hub(baseOf(base), { apiKeyFile, demo: known }, lang);
  }

  /** @param path as the hub writes it, with a slash first */
  at(path: string): URL {
    return new URL(path.replace(/^\//, ''), this.base);
  }

  async get<T>(path: string, authorization: string): Promise<T> {
    return this.ask<T>('GET', path, authorization);
  }

  async post<T>(path: string, authorization: string, body?: object): Promise<T> {
    return this.ask<T>('POST', path, authorization, body);
  }

  /** Posts something that is read while it is sent. */
  async stream<T>(
    path: string,
    authorization: string,
    body: ReadableStream<Uint8Array>,
    type: string,
    answerMsMax: number,
  ): Promise<T> {
    const headers = { authorization, accept: 'application/json', 'content-type': type };
    const signal = AbortSignal.timeout(answerMsMax);
    return this.answer<T>(path, { method: 'POST', headers, body, duplex: 'half', signal } as RequestInit);
  }

  /** What the hub answers line by line, each as soon as it comes. Ending the loop ends the work. */
  async *lines<T>(path: string, authorization: string, body: object): AsyncGenerator<T> {
    const ending = new AbortController();
    const response = await reach(this.at(path), {
      method: 'POST',
      headers: { authorization, accept: 'application/x-ndjson', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: ending.signal,
    });
    const { url, status } = response;
    if (!response.ok) throw failureOf({ url, status, text: await response.text().catch(() => '') }, this.lang);
    try {
      let rest = '';
      const decoder = new TextDecoder();
      for await (const bytes of response.body ?? []) {
        const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const text of lines) yield jsonOf<T>({ url, status, text });
      }
    } finally {
      ending.abort();
    }
  }

  private async ask<T>(method: string, path: string, authorization: string, body?: object): Promise<T> {
    return this.answer<T>(path, {
      method,
      headers: { authorization, accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
  }

  private async answer<T>(path: string, init: RequestInit): Promise<T> {
    const response = await reach(this.at(path), init);
    const { url, status } = response;
    const answer = { url, status, text: await response.text().catch(() => '') };
    if (!response.ok) throw failureOf(answer, this.lang);
    return jsonOf<T>(answer);
  }
}

/** @param query values that are undefined are left out */
export function pathWith(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function baseOf(text: string): URL {
  const base = URL.canParse(text) ? new URL(text) : undefined;
  if (base === undefined || !['http:', 'https:'].includes(base.protocol) || base.username !== '') {
    throw wrongUsage(`"${text}" is no base URL of a hub such as ${URL_DEFAULT}.`);
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}
