/** The list of keys that a sender has, as it comes in: nothing of it is in memory but what is being looked at. */
import { CsvError, parse } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { HubError } from '../errors/hub-error.js';
import { bodyText } from './json-body.js';
import { invalid } from './message-filter.js';

export const LIST_LENGTH_MAX = 1_000_000;
/** A JSON array is read as a whole. */
const JSON_BYTES_MAX = 8_388_608;
/** Others wait for their turn. */
const LIST_MS_MAX = 300_000;
const LINE_LENGTH_MAX = 100_000;
const KEY_LENGTH_MAX = 512;
/** A million keys of usual length, and what CSV has besides. */
const LIST_BYTES_MAX = 268_435_456;
const HEADING = /^(key|schl(ü|ue)ssel|idempotency-key)$/i;
const FORMS = 'one key a line (text/plain), CSV with the key in the first column (text/csv), or a JSON array of texts';

/**
 * @param type of the body, as it was sent
 * @throws HubError `request.invalid`, `reconciliation.list-too-long`
 */
export async function* keysIn(body: AsyncIterable<Buffer>, type: string): AsyncGenerator<string> {
  let count = 0;
  for await (const text of textsIn(withinBounds(body), type)) {
    const key = text.trim();
    if (key === '') continue;
    count += 1;
    if (count === 1 && HEADING.test(key)) continue;
    if (count > LIST_LENGTH_MAX) throw tooLong();
    if (key.length > KEY_LENGTH_MAX || /\p{Cc}|\p{Surrogate}/u.test(key))
      throw invalid('list', `keys of at most ${KEY_LENGTH_MAX} characters in one line`);
    yield key;
  }
}

/** Also what has no keys in it comes to an end. */
async function* withinBounds(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const until = performance.now() + LIST_MS_MAX;
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.length;
    if (sizeBytes > LIST_BYTES_MAX) throw invalid('list', `a list of at most ${LIST_BYTES_MAX} bytes`);
    if (performance.now() > until) throw invalid('list', `a list that is there within ${LIST_MS_MAX / 1_000} s`);
    yield chunk;
  }
}

function textsIn(body: AsyncIterable<Buffer>, type: string): AsyncIterable<string> {
  if (/^text\/csv *(;|$)/i.test(type)) return firstColumn(body);
  if (/^application\/json *(;|$)/i.test(type)) return jsonTexts(body);
  if (/^text\/plain *(;|$)/i.test(type) || type === '') return lines(body);
  throw invalid('list', FORMS);
}

async function* lines(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of body) {
    const parts = (rest + decoded(decoder, chunk)).split(/\r\n|\n|\r/);
    rest = parts.pop()!;
    if (rest.length > LINE_LENGTH_MAX) throw invalid('list', FORMS);
    yield* parts;
  }
  yield rest + decoded(decoder);
}

async function* firstColumn(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const rows = parse({
    bom: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LINE_LENGTH_MAX,
  });
  // What goes wrong is thrown where the rows are read.
  pipeline(Readable.from(body), rows, () => undefined);
  try {
    for await (const row of rows) yield (row as readonly string[])[0] ?? '';
  } catch (error) {
    if (error instanceof CsvError) throw invalid('list', FORMS);
    throw error;
  }
}

async function* jsonTexts(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const text = await bodyText(body, JSON_BYTES_MAX);
  if (text === undefined) throw invalid('list', `JSON of at most ${JSON_BYTES_MAX} bytes, or a list in text/plain`);
  const list = parsed(text);
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string')) throw invalid('list', FORMS);
  yield* list as readonly string[];
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw invalid('list', 'a text in UTF-8');
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tooLong(): HubError {
  const sentence = `The list has more than ${LIST_LENGTH_MAX} keys. Compare it day by day.`;
  return new HubError('rejected', 'reconciliation.list-too-long', sentence, { values: { max: LIST_LENGTH_MAX } });
}
