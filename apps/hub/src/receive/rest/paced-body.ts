import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { HubError } from '../../errors/hub-error.js';

export interface Pace {
  readonly bodyTimeoutMs: number;
  readonly bodyBytesPerSecondMin: number;
}

/** Up to here a body is waited for as a whole: a stream of its own would cost more than all else that is done with it. */
const SMALL_BYTES_MAX = 65_536;

/**
 * The bytes of a request, which end in an error when they come in too slowly for too long. There is no limit for the
 * whole: a large attachment over a slow line may take hours. Whoever stops reading does not destroy the request: its
 * sender is still to read why.
 */
export function pacedBody(request: IncomingMessage, pace: Pace): AsyncIterable<Buffer> {
  // A stranger is refused without reading; when the connection then breaks, nobody listens, and that is no crash.
  request.on('error', () => undefined);
  const length = request.headers['content-length'];
  const isSmall = length !== undefined && Number(length) <= SMALL_BYTES_MAX;
  return isSmall ? small(request, pace) : stream(request, pace);
}

function stream(request: IncomingMessage, pace: Pace): Readable {
  const body = new PassThrough();
  body.on('error', () => undefined);
  const over = watch(request, pace, (error) => body.destroy(error));
  body.once('close', over);
  return request.pipe(body);
}

/** Nothing is read before somebody asks for it. */
async function* small(request: IncomingMessage, pace: Pace): AsyncGenerator<Buffer> {
  yield await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    const over = watch(request, pace, reject);
    // Also when it was gone before.
    const gone = (): void => reject(incomplete(request.errored ?? new Error('closed')));
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      // An error is dear to make, and this one would be made for each request.
      request.off('close', gone);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.once('close', gone);
    if (request.destroyed) {
      over();
      gone();
    }
  });
}

const received = new WeakMap<IncomingMessage, { bytes: number }>();

/** How much of the body of a request was there so far. */
export function receivedBytes(request: IncomingMessage): number {
  return received.get(request)?.bytes ?? 0;
}

/** @returns what ends the watch before the request does */
function watch(
  request: IncomingMessage,
  { bodyTimeoutMs, bodyBytesPerSecondMin }: Pace,
  fail: (error: HubError) => void,
): () => void {
  const whole = { bytes: 0 };
  received.set(request, whole);
  let sizeBytes = 0;
  let kept = false;
  const watching = setInterval(() => {
    // While the hub itself reads slowly the sender cannot be fast.
    const slow = !kept && !request.isPaused() && sizeBytes < (bodyBytesPerSecondMin * bodyTimeoutMs) / 1_000;
    if (slow) fail(tooSlow(bodyBytesPerSecondMin));
    sizeBytes = 0;
    kept = request.isPaused();
  }, bodyTimeoutMs);
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    whole.bytes += chunk.length;
  });
  request.on('pause', () => (kept = true));
  // A sender that has said everything waits as long as it takes, for example until a ZIP is unpacked.
  request.once('end', () => request.socket.setTimeout(0));
  request.once('error', (cause) => fail(incomplete(cause)));
  const over = (): void => clearInterval(watching);
  for (const end of ['end', 'close'] as const) request.once(end, over);
  return over;
}

function tooSlow(min: number): HubError {
  const sentence = `The body of the request came in more slowly than ${min} bytes per second.`;
  return new HubError('rejected', 'request.too-slow', sentence, { values: { min } });
}

/** The sender has gone away; nobody will read the answer, but logs and metrics tell it from a mistake of the hub. */
function incomplete(cause: Error): HubError {
  const sentence = 'The connection ended before the whole body of the request was there.';
  return new HubError('rejected', 'request.incomplete', sentence, {}, { cause });
}
