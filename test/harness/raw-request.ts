/** A request as `fetch` does not send it: without a length, with an unusual head, slower than the answer. */
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly body: any;
}

/** Sends `chunks` with `Transfer-Encoding: chunked`, each when the one before was taken, and stops at the answer. */
export function postChunks(
  url: string,
  headers: Readonly<Record<string, string>>,
  chunks: Iterable<Buffer>,
): Promise<RawAnswer> {
  const body = Readable.from(chunks, { objectMode: false });
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers: { ...headers, 'transfer-encoding': 'chunked' } });
    let answered = false;
    outgoing.on('error', (error) => answered || reject(error));
    outgoing.once('response', (response) => {
      answered = true;
      const received: Buffer[] = [];
      response.on('data', (chunk: Buffer) => received.push(chunk));
      response.on('error', () => undefined); // what has come is still an answer
      response.once('close', () => {
        body.destroy();
        const answer = JSON.parse(Buffer.concat(received).toString('utf8')) as unknown;
        resolve({ status: response.statusCode!, headers: response.headers, body: answer });
      });
    });
    body.pipe(outgoing);
  });
}
