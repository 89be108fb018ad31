/** Sends the cases: proper requests through Node's client, the others over a bare connection. */
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { BodyCase, Target, WireCase } from './hostile-case.js';

export interface Received {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Stops sending at the answer, as a sender does that listens. */
export function sendBody(target: Target, { contentType, headers, body }: BodyCase): Promise<Received> {
  const bytes = body();
  const whole = typeof bytes === 'string' || Buffer.isBuffer(bytes) ? Buffer.from(bytes) : undefined;
  const source = Readable.from(whole === undefined ? (bytes as Iterable<Buffer>) : [whole], { objectMode: false });
  return new Promise((resolve, reject) => {
    const outgoing = request(`http://${target.host}${target.path}`, {
      method: 'POST',
      agent: false,
      headers: {
        authorization: target.authorization,
        ...(contentType === undefined ? {} : { 'content-type': contentType }),
        ...(whole === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': whole.length }),
        ...headers,
      },
    });
    let answered = false;
    outgoing.on('error', (error) => answered || reject(error));
    outgoing.once('response', (response) => {
      answered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => undefined); // what has come is still an answer
      response.once('close', () => {
        source.destroy();
        outgoing.destroy();
        resolve({
          status: response.statusCode!,
          contentType: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    source.once('error', reject);
    source.pipe(outgoing);
  });
}

/** @returns all answers on the connection, in order; none when the hub closed it or the sender went away */
export async function sendWire(target: Target, { wire, ending }: WireCase): Promise<readonly Received[]> {
  const [host, port] = target.host.split(':');
  const socket = connect({ host: host!, port: Number(port), allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined); // a reset by the hub is no answer, and what has come before is one
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // The hub has said its last word; what is not sent yet, nobody will read.
  socket.once('end', () => socket.destroy());
  const source = Readable.from(wire(target), { objectMode: true });
  await pipeline(source, async (parts: AsyncIterable<Buffer | string>) => {
    for await (const part of parts) {
      if (socket.destroyed) return;
      await new Promise<void>((resolve) => socket.write(part, () => resolve()));
    }
  });
  if (ending === 'half-close') socket.end();
  if (ending === 'reset') socket.resetAndDestroy();
  await closed;
  return answersIn(Buffer.concat(chunks).toString('latin1'));
}

/** Only what the hub sends: a head, and a body with a Content-Length. */
function answersIn(text: string): readonly Received[] {
  const answers: Received[] = [];
  for (let rest = text; rest !== '';) {
    const end = rest.indexOf('\r\n\r\n');
    const head = rest.slice(0, end);
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]);
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
    if (end < 0 || Number.isNaN(status)) throw new Error(`This is no answer: ${JSON.stringify(rest.slice(0, 200))}`);
    const body = Buffer.from(rest.slice(end + 4, end + 4 + length), 'latin1').toString('utf8');
    // 100 Continue is no answer yet.
    if (status !== 100) {
      answers.push({ status, contentType: /\r\ncontent-type: *([^\r]+)/i.exec(head)?.[1] ?? '', text: body });
    }
    rest = rest.slice(end + 4 + length);
  }
  return answers;
}
