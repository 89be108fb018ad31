import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unreachable } from './reach.js';
import { Failure } from '../failure.js';

const IDLE_MS_MAX = 120_000;

export interface PostAnswer {
  readonly url: string;
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/**
 * Sends a large body. Not `fetch`: it reads a file faster than the hub does, and forgets an answer that comes before
 * everything is sent, which is how the hub refuses what is too large.
 *
 * @throws Failure `hub.unreachable`, or what `chunks` threw
 */
export async function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  chunks: AsyncIterable<Buffer>,
): Promise<PostAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, { method: 'POST', headers, timeout: IDLE_MS_MAX });
  request.once('timeout', () => request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })));
  const body = Readable.from(chunks, { objectMode: false });
  return new Promise((resolve, reject) => {
    let answered = false;
    request.once('response', (response) => {
      answered = true;
      const received: Buffer[] = [];
      response.on('data', (chunk: Buffer) => received.push(chunk));
      // When the connection breaks now, what has come is still an answer.
      response.on('error', () => undefined);
      response.once('close', () => {
        body.destroy();
        const retryAfter = response.headers['retry-after'];
        const text = Buffer.concat(received).toString('utf8');
        resolve({ url: url.href, status: response.statusCode ?? 0, retryAfter, text });
      });
    });
    const broken = (error: unknown): void => {
      if (!answered) reject(error instanceof Failure ? error : unreachable(url, error));
    };
    // Also after everything was sent: the connection may break before the answer.
    request.on('error', broken);
    pipeline(body, request).catch(broken);
  });
}
