import type { FastifyReply } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** How long the rest of a refused body is thrown away before the connection is closed. */
const LINGER_MS = 2_000;

/**
 * Answers a request whose body is still on its way. The sender has the whole answer at once; the connection stays open
 * for a moment and what comes is thrown away, because closing it on unread bytes makes the sender's system discard the
 * answer, too.
 */
export function sendEarly(reply: FastifyReply, request: IncomingMessage, text: string): void {
  const answer = async function* (): AsyncGenerator<string> {
    yield text;
    request.resume();
    await finished(request, { signal: AbortSignal.timeout(LINGER_MS) }).catch(() => undefined);
  };
  void reply
    .header('connection', 'close')
    .header('content-length', Buffer.byteLength(text))
    .send(Readable.from(answer(), { objectMode: false }));
}
