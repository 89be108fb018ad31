import { fileTypeFromBuffer } from 'file-type';
import type { ContentStore } from '../archive/content-store.js';
import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import { upTo } from './body.js';
import type { ReceiveLimits } from './limits.js';

const SNIFFED_BYTES = 4_100;
const NAME_LENGTH_MAX = 255;

/** Types whose bytes always begin with a signature: a declaration that the bytes do not bear out is wrong. */
const WITH_SIGNATURE = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/tiff', 'application/zip']);

/**
 * Streams an attachment to the content store.
 *
 * @param declared media type the sender gave
 * @throws HubError `rejected`; nothing of it remains
 */
export async function receiveAttachment(
  source: AsyncIterable<Buffer>,
  name: string,
  declared: string,
  tenant: string,
  store: ContentStore,
  limits: ReceiveLimits,
): Promise<StoredPart> {
  checkName(name);
  let head = Buffer.alloc(0);
  async function* seen(): AsyncGenerator<Buffer> {
    for await (const chunk of upTo(source, limits.attachmentBytesMax, 'attachment.too-large')) {
      if (head.length < SNIFFED_BYTES) head = Buffer.concat([head, chunk.subarray(0, SNIFFED_BYTES - head.length)]);
      yield chunk;
    }
  }
  const { sha256, sizeBytes } = await store.put(tenant, seen());
  const sniffed = (await fileTypeFromBuffer(head))?.mime;
  if (WITH_SIGNATURE.has(declared) && sniffed !== declared) {
    throw new HubError(
      'rejected',
      'attachment.type-mismatch',
      `The attachment ${name} is declared as ${declared}, but its bytes are ${sniffed ?? 'something else'}.`,
      { values: { name, declared, sniffed: sniffed ?? '' } },
    );
  }
  const generic = declared === '' || declared === 'application/octet-stream';
  return { name, mime: sniffed ?? (generic ? 'application/octet-stream' : declared), sizeBytes, sha256 };
}

function checkName(name: string): void {
  // oxlint-disable-next-line no-control-regex -- these are what must not be in a file name
  const bad = name === '' || name === '.' || name === '..' || /[\u0000-\u001f\u007f/\\]|\p{Surrogate}/u.test(name);
  if (!bad && name.length <= NAME_LENGTH_MAX) return;
  throw new HubError(
    'rejected',
    'attachment.name-invalid',
    `An attachment needs a file name of 1 to ${NAME_LENGTH_MAX} characters without slashes and control characters.`,
    { values: { max: NAME_LENGTH_MAX } },
  );
}
