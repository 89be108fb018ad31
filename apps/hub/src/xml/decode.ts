/**
 * Bytes of an XML body to text, by byte order mark and XML declaration. The guard and the reader share it, so that both
 * see the same characters.
 *
 * Single-byte encodings are decoded here and not by `TextDecoder`: it takes ISO-8859-1 for windows-1252, and several
 * Node versions decode windows-1252 wrongly.
 */
import { isUtf8 } from 'node:buffer';
import { HubError } from '../errors/hub-error.js';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'iso-8859-1' | 'iso-8859-15' | 'windows-1252' | 'us-ascii';

const LABELS: ReadonlyMap<string, Encoding | 'utf-16'> = new Map<string, Encoding | 'utf-16'>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['iso-8859-15', 'iso-8859-15'],
  ['latin9', 'iso-8859-15'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
]);

/** An XML declaration is some 60 characters long; one that does not end within this is refused. */
const DECLARATION_BYTES_MAX = 1024;

/** Streaming: `write` returns what can be decoded so far, `end` the rest. Throws `xml.encoding`. */
export class XmlDecoder {
  #head: Buffer | undefined = Buffer.alloc(0);
  #encoding: Encoding = 'utf-8';
  #decode: (chunk: Buffer | undefined) => string = () => '';

  /** Meaningful once the first text came out. */
  get encoding(): string {
    return this.#encoding;
  }

  write(chunk: Buffer): string {
    if (this.#head === undefined) return this.#guarded(chunk);
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    return headIsComplete(this.#head) ? this.#begin() : '';
  }

  end(): string {
    const begun = this.#head === undefined ? '' : this.#begin();
    return begun + this.#guarded(undefined);
  }

  #begin(): string {
    const head = this.#head ?? Buffer.alloc(0);
    this.#head = undefined;
    const { encoding, bomBytes } = detect(head);
    this.#encoding = encoding;
    this.#decode = decoderOf(encoding);
    return this.#guarded(head.subarray(bomBytes));
  }

  #guarded(chunk: Buffer | undefined): string {
    try {
      return this.#decode(chunk);
    } catch (cause) {
      throw encodingError(
        'invalid-bytes',
        this.#encoding,
        `The XML contains bytes that are not valid ${this.#encoding.toUpperCase()}. Check the encoding in the XML declaration.`,
        cause,
      );
    }
  }
}

export function decodeXml(body: Buffer): string {
  const decoder = new XmlDecoder();
  return decoder.write(body) + decoder.end();
}

/** The same as UTF-8, without a byte order mark, for a parser that reads bytes. */
export function utf8Of(body: Buffer): Buffer {
  const { encoding, bomBytes } = detect(body);
  return encoding === 'utf-8' && isUtf8(body) ? body.subarray(bomBytes) : Buffer.from(decodeXml(body), 'utf8');
}

function headIsComplete(head: Buffer): boolean {
  if (head.length >= DECLARATION_BYTES_MAX) return true;
  if (head.length < 4) return false;
  const text = ascii(head);
  return text.startsWith(DECLARATION_START) ? declarationEnd.test(text) : !DECLARATION_START.startsWith(text);
}

const DECLARATION_START = '<?xml';
const declarationEnd = /\?>/;
const declaredEncoding = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']/;

/** The head as it reads when only ASCII matters: NULs of UTF-16 and a byte order mark are dropped. */
function ascii(head: Buffer): string {
  return head
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
}

function detect(head: Buffer): { encoding: Encoding; bomBytes: number } {
  const { family, bomBytes } = familyOf(head);
  const text = ascii(head.subarray(0, DECLARATION_BYTES_MAX));
  if (/^<\?xml\s/.test(text) && !declarationEnd.test(text)) {
    throw encodingError('unknown', '', 'The XML declaration does not end within its first 1,024 bytes.');
  }
  const label = declaredEncoding.exec(text)?.[1];
  if (label === undefined) return { encoding: family ?? 'utf-8', bomBytes };

  const declared = LABELS.get(label.toLowerCase());
  if (declared === undefined) {
    throw encodingError(
      'unknown',
      label,
      `The encoding ${label} is not supported. Send UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 or windows-1252.`,
    );
  }
  const matches =
    declared === 'utf-16'
      ? family?.startsWith('utf-16')
      : declared === (family ?? declared) && isOneByte(declared, family);
  if (!matches) {
    throw encodingError(
      'mismatch',
      label,
      `The XML declaration says ${label}, but the bytes are ${family?.toUpperCase() ?? 'not'}.`,
    );
  }
  return { encoding: declared === 'utf-16' ? (family ?? 'utf-16le') : declared, bomBytes };
}

/** Declared UTF-16 whose first bytes are single ones is a mislabelled document: refused, as libxml2 does. */
function isOneByte(declared: Encoding, family: Encoding | undefined): boolean {
  return family !== undefined || !declared.startsWith('utf-16');
}

function familyOf(head: Buffer): { family: Encoding | undefined; bomBytes: number } {
  const hex = head.subarray(0, 4).toString('hex');
  if (hex === '0000feff' || hex === 'fffe0000' || hex === '0000003c' || hex === '3c000000') {
    throw encodingError('unknown', 'UTF-32', 'The encoding UTF-32 is not supported. Send UTF-8.');
  }
  if (hex.startsWith('efbbbf')) return { family: 'utf-8', bomBytes: 3 };
  if (hex.startsWith('fffe')) return { family: 'utf-16le', bomBytes: 2 };
  if (hex.startsWith('feff')) return { family: 'utf-16be', bomBytes: 2 };
  if (hex === '3c003f00') return { family: 'utf-16le', bomBytes: 0 };
  if (hex === '003c003f') return { family: 'utf-16be', bomBytes: 0 };
  return { family: undefined, bomBytes: 0 };
}

function decoderOf(encoding: Encoding): (chunk: Buffer | undefined) => string {
  if (encoding.startsWith('utf-')) {
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    // It takes two bytes for every character of memory; where nothing is left over of the chunk before, one may do.
    let complete = encoding === 'utf-8';
    return (chunk) => {
      if (chunk === undefined) return decoder.decode();
      if (complete && isUtf8(chunk)) return chunk.toString('utf8');
      complete = encoding === 'utf-8' && (chunk.at(-1) ?? 0x80) < 0x80;
      return decoder.decode(chunk, { stream: true });
    };
  }
  const decode = singleByte[encoding as keyof typeof singleByte];
  return (chunk) => (chunk === undefined ? '' : decode(chunk.toString('latin1')));
}

/** Position 0 is byte 0x80; a blank is a byte without a meaning. */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

const iso885915: Readonly<Record<string, string>> = {
  '\xa4': '€',
  '\xa6': 'Š',
  '\xa8': 'š',
  '\xb4': 'Ž',
  '\xb8': 'ž',
  '\xbc': 'Œ',
  '\xbd': 'œ',
  '\xbe': 'Ÿ',
};

const singleByte = {
  'iso-8859-1': (text: string) => text,
  'iso-8859-15': (text: string) => text.replace(/[\xa4\xa6\xa8\xb4\xb8\xbc-\xbe]/g, (char) => iso885915[char] ?? char),
  'windows-1252': (text: string) =>
    text.replace(/[\x80-\x9f]/g, (char) => {
      const decoded = windows1252[char.charCodeAt(0) - 0x80];
      if (decoded === undefined || decoded === ' ') throw new TypeError('byte without a meaning');
      return decoded;
    }),
  'us-ascii': (text: string) => {
    // oxlint-disable-next-line no-control-regex -- the range of ASCII begins with them
    if (/[^\x00-\x7f]/.test(text)) throw new TypeError('byte above 0x7F');
    return text;
  },
};

function encodingError(
  problem: 'unknown' | 'invalid-bytes' | 'mismatch',
  encoding: string,
  sentence: string,
  cause?: unknown,
): HubError {
  return new HubError('rejected', 'xml.encoding', sentence, { values: { problem, encoding } }, { cause });
}
