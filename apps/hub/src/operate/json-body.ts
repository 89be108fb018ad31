import type { FastifyRequest } from 'fastify';
import { invalid } from './message-filter.js';

const BYTES_MAX = 1_048_576;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The body of a request to the operator's interface, an object.
 *
 * @throws HubError `request.invalid`
 */
export async function jsonOf(request: FastifyRequest, bytesMax = BYTES_MAX): Promise<JsonObject> {
  return asObject(await textOf(request, bytesMax));
}

/** The same, where there may be none. */
export async function optionalJsonOf(request: FastifyRequest, bytesMax = BYTES_MAX): Promise<JsonObject> {
  const text = await textOf(request, bytesMax);
  return text === '' ? {} : asObject(text);
}

async function textOf({ body }: FastifyRequest, bytesMax: number): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) throw invalid('body', `an object in JSON of at most ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function asObject(text: string): JsonObject {
  const parsed = parse(text);
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as JsonObject;
  throw invalid('body', 'an object in JSON');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text that people wrote, of at most so many characters. @throws HubError `request.invalid` */
export function textIn(body: JsonObject, name: string, lengthMax: number): string {
  const text = optionalTextIn(body, name, lengthMax);
  if (text !== undefined) return text;
  throw invalid(name, `a text of 1 to ${lengthMax} characters`);
}

/** The same, where it may be left out. */
export function optionalTextIn(body: JsonObject, name: string, lengthMax: number): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  // Lines may be broken; other control characters are nobody's words.
  if (text !== '' && text.length <= lengthMax && !/[^\P{Cc}\n\r\t]/u.test(text)) return text;
  throw invalid(name, `a text of 1 to ${lengthMax} characters`);
}

export function objectIn(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw invalid(name, 'an object');
}

/** @throws HubError `request.invalid` */
export function wordIn<Word extends string>(body: JsonObject, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === body[name]);
  if (found !== undefined) return found;
  throw invalid(name, `one of ${words.join(', ')}`);
}
