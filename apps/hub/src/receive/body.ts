import { createHash } from 'node:crypto';
import type { ContentStore } from '../archive/content-store.js';
import { HubError } from '../errors/hub-error.js';
import { readJson } from '../json/read-json.js';
import type { Body } from '../ledger/envelope.js';
import { XmlGuard } from '../xml/guard.js';
import type { ReceiveLimits } from './limits.js';
import { syntaxOf, type Syntax } from './media-type.js';

export interface ReceivedBody {
  readonly body: Body;
  /** The bytes, when they ride in the message. */
  readonly inline?: Buffer;
}

/** Looks at a body while it passes. Both methods throw HubError `rejected`. */
interface Guard {
  write(chunk: Buffer): void;
  end(): { readonly elements?: number };
}

/**
 * Takes the body of a message while it streams in: size, SHA-256, and the guard of its syntax. A large body goes to
 * the content store on the way, so that memory does not grow with it (JSON apart, which is read as a whole).
 *
 * @throws HubError `rejected`; nothing of the body remains
 */
export async function receiveBody(
  source: AsyncIterable<Buffer>,
  mime: string,
  tenant: string,
  store: ContentStore,
  limits: ReceiveLimits,
): Promise<ReceivedBody> {
  const syntax = syntaxOf(mime);
  const guard = guardOf(syntax, limits);
  let found: { readonly elements?: number } = {};
  async function* guarded(): AsyncGenerator<Buffer> {
    let sizeBytes = 0;
    for await (const chunk of upTo(source, limits.messageBytesMax, 'message.too-large')) {
      sizeBytes += chunk.length;
      guard.write(chunk);
      yield chunk;
    }
    if (sizeBytes === 0) throw emptyMessage();
    found = guard.end();
  }

  const { head, rest } = await takeHead(guarded(), limits.inlineBytesMax);
  if (rest === undefined) {
    const sha256 = createHash('sha256').update(head).digest('hex');
    return { body: { mime, syntax, sizeBytes: head.length, sha256, inline: true, ...found }, inline: head };
  }
  const { sha256, sizeBytes } = await store.put(tenant, both(head, rest));
  return { body: { mime, syntax, sizeBytes, sha256, inline: false, ...found } };
}

export function emptyMessage(): HubError {
  return new HubError('rejected', 'message.empty', 'The request has no body. The body is the message itself.');
}

function guardOf(syntax: Syntax, limits: ReceiveLimits): Guard {
  if (syntax === 'json') {
    const chunks: Buffer[] = [];
    return {
      write: (chunk) => void chunks.push(chunk),
      end: () => {
        readJson(Buffer.concat(chunks), { depthMax: limits.jsonDepthMax });
        return {};
      },
    };
  }
  const guard = new XmlGuard({
    depthMax: limits.xmlDepthMax,
    elementsMax: limits.xmlElementsMax,
    attributesMax: limits.xmlAttributesMax,
  });
  return { write: (chunk) => guard.write(chunk), end: () => ({ elements: guard.end().elements }) };
}

/** Reads until the source has ended, or has given more than `bytesMax`; then `rest` is what follows. */
async function takeHead(
  source: AsyncGenerator<Buffer>,
  bytesMax: number,
): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> | undefined }> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  while (sizeBytes <= bytesMax) {
    const next = await source.next();
    if (next.done === true) return { head: Buffer.concat(chunks), rest: undefined };
    chunks.push(next.value);
    sizeBytes += next.value.length;
  }
  return { head: Buffer.concat(chunks), rest: source };
}

async function* both(head: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
}

/** @throws HubError with `code` as soon as there are more bytes than allowed */
export async function* upTo(source: AsyncIterable<Buffer>, bytesMax: number, code: string): AsyncGenerator<Buffer> {
  let sizeBytes = 0;
  for await (const chunk of source) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) {
      throw new HubError('rejected', code, `It is larger than the limit of ${bytesMax} bytes.`, {
        values: { max: bytesMax },
      });
    }
    yield chunk;
  }
}
