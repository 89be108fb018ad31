import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { HubError } from '../../errors/hub-error.js';

export interface Pace {
  readonly bodyTimeoutMs: number;
  readonly bodyBytesPerSecondMin: number;
}

/**
 * The bytes of a request, as a stream that ends in an error when they come in too slowly for too long. There is no limit
 * for the whole: a large attachment over a slow line may take hours. Whoever stops reading does not destroy the request:
 * its sender is still to read why.
 */
export function pacedBody(request: IncomingMessage, { bodyTimeoutMs, bodyBytesPerSecondMin }: Pace): Readable {
  const body = new PassThrough();
  // A stranger is refused without reading; when the connection then breaks, nobody listens, and that is no crash.
  body.on('error', () => undefined);
  let sizeBytes = 0;
  let kept = false;
  const watch = setInterval(() => {
    // While the hub itself reads slowly the sender cannot be fast.
    const slow = !kept && !request.isPaused() && sizeBytes < (bodyBytesPerSecondMin * bodyTimeoutMs) / 1_000;
    if (slow) body.destroy(tooSlow(bodyBytesPerSecondMin));
    sizeBytes = 0;
    kept = request.isPaused();
  }, bodyTimeoutMs);
  request.on('data', (chunk: Buffer) => (sizeBytes += chunk.length));
  request.on('pause', () => (kept = true));
  // A sender that has said everything waits as long as it takes, for example until a ZIP is unpacked.
  request.once('end', () => request.socket.setTimeout(0));
  request.once('error', (cause) => body.destroy(incomplete(cause)));
  for (const over of ['end', 'close'] as const) request.once(over, () => clearInterval(watch));
  body.once('close', () => clearInterval(watch));
  return request.pipe(body);
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
