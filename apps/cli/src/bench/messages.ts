/** What `fachwerk bench` sends. Everything but a number or two is made before anything is measured. */
import { permit } from '../chaos/permit.js';
import { wrongUsage } from '../failure.js';
import { partHead } from '../messages/body.js';
import { PLACEHOLDER, readTemplate } from '../messages/template.js';
import { invoiceOf } from './invoice.js';
import { Stencil } from './stencil.js';

/** As many case files. */
const SELLERS = 1_000;
const CHUNK_BYTES = 1_048_576;
const KEY_DIGITS = 8;
const KEY_MARK = '#KEY-OF-MESSAGE#';
const SELLER_MARK = 'DE##SELLER#';

export interface BenchMessage {
  /** `Idempotency-Key`, which no other message of any run has. */
  readonly key: string;
  readonly mime: string;
  readonly parts: readonly Buffer[];
  readonly bytes: number;
}

/** @param number no other message of this run has it */
export type Source = (number: number) => BenchMessage;

export interface SourceOptions {
  /** A connector whose messages are invented, or a file. */
  readonly message: string;
  /** Of an invented invoice. */
  readonly bytes: number | undefined;
  /** Of a PDF that is attached. */
  readonly attachmentBytes: number | undefined;
}

const BYTES_DEFAULT = 5_000;

/** @param run makes the keys those of one run: 7 characters */
export async function sourceOf({ message, bytes, attachmentBytes }: SourceOptions, run: string): Promise<Source> {
  const made = await stencilOf(message, bytes);
  const fill = (number: number): { key: string; body: Buffer } => {
    const key = `${run}-${String(number).padStart(KEY_DIGITS, '0')}`;
    return { key, body: made.stencil.copy(key, `DE${100_000_000 + (number % SELLERS)}`) };
  };
  if (attachmentBytes !== undefined) return (number) => withAttachment(fill(number), made.mime, attachmentBytes);
  return (number) => {
    const { key, body } = fill(number);
    return { key, mime: made.mime, parts: [body], bytes: body.length };
  };
}

async function stencilOf(message: string, bytes: number | undefined): Promise<{ stencil: Stencil; mime: string }> {
  const marks = [KEY_MARK, SELLER_MARK];
  if (message === 'xrechnung') {
    try {
      return {
        stencil: new Stencil(invoiceOf(bytes ?? BYTES_DEFAULT, KEY_MARK, SELLER_MARK), marks),
        mime: 'application/xml',
      };
    } catch (error) {
      throw error instanceof RangeError ? wrongUsage(error.message) : error;
    }
  }
  if (bytes !== undefined) throw wrongUsage('--size is for invented invoices; a file has the size it has.');
  if (message === 'building-permits') {
    const text = permit(KEY_MARK, { parcel: `Flur ${SELLER_MARK}` });
    return { stencil: new Stencil(text, marks), mime: 'application/json' };
  }
  const { text, mime } = await readTemplate(message);
  return { stencil: new Stencil(text.replaceAll(PLACEHOLDER, KEY_MARK), marks), mime };
}

let filler: Buffer | undefined;

/** A form; the attachment is another one each time, and takes no memory. */
function withAttachment({ key, body }: { key: string; body: Buffer }, mime: string, size: number): BenchMessage {
  filler ??= Buffer.alloc(CHUNK_BYTES, 'Fachwerk ');
  const boundary = `fachwerk-${key}`;
  const beginning = Buffer.from(`%PDF-1.7\n% ${key}\n`);
  const rest = Math.max(0, size - beginning.length);
  const parts = [
    Buffer.from(`--${boundary}\r\n${partHead('message', 'message', mime)}\r\n\r\n`),
    body,
    Buffer.from(`\r\n--${boundary}\r\n${partHead('attachment', 'attachment.pdf', 'application/pdf')}\r\n\r\n`),
    beginning,
    ...Array.from({ length: Math.floor(rest / CHUNK_BYTES) }, () => filler!),
    filler.subarray(0, rest % CHUNK_BYTES),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ].filter(({ length }) => length > 0);
  const bytes = parts.reduce((sum, { length }) => sum + length, 0);
  return { key, mime: `multipart/form-data; boundary=${boundary}`, parts, bytes };
}
