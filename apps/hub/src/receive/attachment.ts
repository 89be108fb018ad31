import type { ContentIntake } from '../archive/content-store.js';
import { HubError } from '../errors/hub-error.js';
import type { StoredPart } from '../ledger/envelope.js';
import { BIDI_MARKS } from './bidi-marks.js';
import { upTo } from './body.js';
import { Head } from './head.js';
import type { ReceiveLimits } from './limits.js';
import { isMediaType } from './media-type.js';

const NAME_LENGTH_MAX = 255;

/** Types whose bytes always begin with one of these: a declaration that the bytes do not bear out is wrong. */
const SIGNATURES: ReadonlyMap<string, readonly string[]> = new Map([
  ['application/pdf', ['%PDF-']],
  ['image/png', ['\x89PNG\r\n\x1a\n']],
  ['image/jpeg', ['\xff\xd8\xff']],
  ['image/tiff', ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']],
  ['application/zip', ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']],
]);

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
  store: ContentIntake,
  limits: ReceiveLimits,
): Promise<StoredPart> {
  checkName(name);
  if (declared !== '' && !isMediaType(declared)) {
    const sentence = `The media type of ${name} is none.`;
    throw new HubError('rejected', 'attachment.type-invalid', sentence, { values: { name } });
  }
  const head = new Head();
  async function* seen(): AsyncGenerator<Buffer> {
    for await (const chunk of upTo(source, limits.attachmentBytesMax, 'attachment.too-large')) {
      head.write(chunk);
      yield chunk;
    }
    // Before the store has taken it: what is refused must not remain there.
    checkSignature(name, declared, head.bytes);
  }
  const { sha256, sizeBytes } = await store.put(tenant, seen());
  const sniffed = await head.sniffed();
  const generic = declared === '' || declared === 'application/octet-stream';
  return { name, mime: sniffed ?? (generic ? 'application/octet-stream' : declared), sizeBytes, sha256 };
}

/** Compared by signature, not with what was sniffed: an ODT is a ZIP, an APNG is a PNG. */
function checkSignature(name: string, declared: string, head: Buffer): void {
  const start = head.toString('latin1', 0, 8);
  if (SIGNATURES.get(declared)?.some((signature) => start.startsWith(signature)) !== false) return;
  const sentence = `The attachment ${name} is declared as ${declared}, but its bytes are something else.`;
  throw new HubError('rejected', 'attachment.type-mismatch', sentence, { values: { name, declared } });
}

/** Whether an attachment can be called so. */
export function isName(name: string): boolean {
  const bad =
    name === '' || name === '.' || name === '..' || /[\p{Cc}\p{Surrogate}/\\]/u.test(name) || BIDI_MARKS.test(name);
  return !bad && name.length <= NAME_LENGTH_MAX;
}

/** @throws HubError `attachment.name-invalid`; the name is shown to people and written to the archive */
export function checkName(name: string): void {
  if (isName(name)) return;
  throw new HubError(
    'rejected',
    'attachment.name-invalid',
    `An attachment needs a file name of 1 to ${NAME_LENGTH_MAX} characters without slashes, control characters and marks that turn the direction of text.`,
    { values: { max: NAME_LENGTH_MAX } },
  );
}
