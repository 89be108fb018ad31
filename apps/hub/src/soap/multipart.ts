/**
 * Reads multipart/related (RFC 2387) while it streams in. What RFC 2046 leaves to readers is refused: two programs that
 * cut a body differently are how an attachment is smuggled past a check.
 */
import { malformedMime } from './content-type.js';

export interface MimePart {
  /** By lower-case name; unfolded. */
  readonly headers: ReadonlyMap<string, string>;
  /** To be read before the next part is asked for; what is left of it then is passed over. */
  readonly stream: AsyncGenerator<Buffer>;
}

export interface MultipartLimits {
  /** Parts, the first one included. */
  readonly partsMax: number;
  readonly partHeaderBytesMax: number;
}

/** What may stand before the first part and behind the last one, which nobody reads. */
const AROUND_BYTES_MAX = 65_536;
const HEADERS_END = Buffer.from('\r\n\r\n');
const CRLF = '\r\n';
/** A delimiter is at most 74 bytes long; blanks may follow it. */
const LINE_BYTES_MAX = 200;

/** @throws SoapFault `soap.mime-malformed`, `soap.parts` (too many), by the generator and by the streams of its parts */
export async function* readParts(
  source: AsyncIterable<Buffer>,
  boundary: string,
  limits: MultipartLimits,
): AsyncGenerator<MimePart> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    yield* partsOf(new Window(iterator, Buffer.from(`${CRLF}--${boundary}`, 'latin1')), limits);
  } finally {
    await iterator.return?.();
  }
}

async function* partsOf(bytes: Window, limits: MultipartLimits): AsyncGenerator<MimePart> {
  await drain(bytes.untilDelimiter(), AROUND_BYTES_MAX, 'there is too much before its first part');
  let count = 0;
  while (await bytes.beginsPart()) {
    count += 1;
    if (count > limits.partsMax) throw malformedMime(`it has more than ${limits.partsMax} parts`);
    const headers = headersOf(await bytes.headers(limits.partHeaderBytesMax));
    const stream = decoded(bytes.untilDelimiter(), headers.get('content-transfer-encoding') ?? 'binary');
    yield { headers, stream };
    await bytes.passOver();
  }
  if (count === 0) throw malformedMime('it has no part');
  await drain(bytes.toEnd(), AROUND_BYTES_MAX, 'there is too much behind its last part');
}

async function drain(stream: AsyncIterable<Buffer>, bytesMax: number, why: string): Promise<void> {
  let sizeBytes = 0;
  for await (const chunk of stream) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) throw malformedMime(why);
  }
}

/** What has come in and is not handed on yet: never much more than a chunk and a delimiter. */
class Window {
  /** The first delimiter may stand at the very beginning, where no line ends before it. */
  #held: Buffer = Buffer.from(CRLF);
  #ended = false;
  #isInPart = true;

  constructor(
    private readonly source: AsyncIterator<Buffer>,
    private readonly delimiter: Buffer,
  ) {}

  /** All bytes before the next delimiter, which is passed over. */
  async *untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(this.delimiter);
      // The end of what is held may be the beginning of a delimiter.
      const certain = at >= 0 ? at : Math.max(0, this.#held.length - this.delimiter.length + 1);
      const chunk = this.#held.subarray(0, certain);
      this.#held = this.#held.subarray(at >= 0 ? at + this.delimiter.length : certain);
      this.#isInPart = at < 0;
      if (chunk.length > 0) yield chunk;
      if (at >= 0) return;
      if (!(await this.#more())) throw malformedMime('it ends in the middle of a part');
    }
  }

  /** What nobody has read of the part. */
  async passOver(): Promise<void> {
    if (this.#isInPart) await drain(this.untilDelimiter(), Number.POSITIVE_INFINITY, '');
  }

  /**
   * Behind a delimiter: is another part to come, or was it the last? Anything but blanks on its line would be the
   * delimiter to one reader and content to another.
   */
  async beginsPart(): Promise<boolean> {
    for (;;) {
      const line = this.#held.toString('latin1', 0, LINE_BYTES_MAX);
      if (line.startsWith('--')) {
        this.#held = this.#held.subarray(2);
        return false;
      }
      const blank = /^[ \t]*\r\n/.exec(line);
      if (blank !== null) {
        // The line break stays: it is the one before the first header, or before the empty line where there is none.
        this.#held = this.#held.subarray(blank[0].length - CRLF.length);
        return true;
      }
      const isBegun = line.length < LINE_BYTES_MAX && /^(?:-|[ \t]*\r?)$/.test(line);
      if (!isBegun) throw malformedMime('there is something behind a delimiter on its line');
      if (!(await this.#more())) throw malformedMime('it ends in the middle of a delimiter');
    }
  }

  /** The lines before the empty one. */
  async headers(bytesMax: number): Promise<string> {
    for (;;) {
      const at = this.#held.indexOf(HEADERS_END);
      if (at > bytesMax || (at < 0 && this.#held.length > bytesMax)) {
        throw malformedMime(`the headers of a part are longer than ${bytesMax} bytes`);
      }
      if (at >= 0) {
        const text = this.#held.toString('utf8', 0, at);
        // Of an empty part the line break before the delimiter is the one that ends its headers.
        this.#held = this.#held.subarray(at + CRLF.length);
        this.#isInPart = true;
        await this.#skipLineBreak();
        return text;
      }
      if (!(await this.#more())) throw malformedMime('it ends in the headers of a part');
    }
  }

  /** Whatever is left. */
  async *toEnd(): AsyncGenerator<Buffer> {
    do {
      yield this.#held;
      this.#held = Buffer.alloc(0);
    } while (await this.#more());
  }

  /** The empty line ends with a line break that may be the first bytes of the delimiter at the same time. */
  async #skipLineBreak(): Promise<void> {
    while (this.#held.length < this.delimiter.length && (await this.#more()));
    if (!this.#held.subarray(0, this.delimiter.length).equals(this.delimiter)) this.#held = this.#held.subarray(2);
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const next = await this.source.next();
    if (next.done === true) {
      this.#ended = true;
      return false;
    }
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }
}

/** RFC 5322, 2.2: a name, a colon, and what may be folded over several lines. */
function headersOf(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const lines = text.replace(/\r\n[ \t]+/g, ' ').split(CRLF);
  for (const line of lines) {
    if (line === '') continue;
    const [, name = '', value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? [];
    // oxlint-disable-next-line no-control-regex -- these are what is refused
    if (name === '' || /[\0-\x08\x0a-\x1f\x7f]/.test(value)) throw malformedMime('a part has a header that is none');
    const key = name.toLowerCase();
    if (headers.has(key)) throw malformedMime(`a part has the header ${name.slice(0, 60)} twice`);
    headers.set(key, value.trim());
  }
  return headers;
}

function decoded(stream: AsyncGenerator<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const name = encoding.toLowerCase();
  if (['binary', '8bit', '7bit'].includes(name)) return stream;
  if (name === 'base64') return fromBase64(stream);
  throw malformedMime(`the Content-Transfer-Encoding ${encoding.slice(0, 40)} is not supported; send binary`);
}

/** RFC 2045, 6.8: in lines. */
async function* fromBase64(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held = '';
  let padded = false;
  for await (const chunk of stream) {
    held += chunk.toString('latin1').replaceAll(/[\r\n]/g, '');
    const whole = held.length - (held.length % 4);
    const text = held.slice(0, whole);
    held = held.slice(whole);
    if (text === '') continue;
    if (padded || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw malformedMime('a part is not base64 as it says');
    padded = text.endsWith('=');
    yield Buffer.from(text, 'base64');
  }
  if (held !== '') throw malformedMime('a part is not base64 as it says');
}
