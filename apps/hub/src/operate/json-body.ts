import type { FastifyRequest } from 'fastify';
import { HubError } from '../errors/hub-error.js';
import { invalid } from './message-filter.js';

const BYTES_MAX = 65_536;
/** Line breaks and tabs are words of people, too; other control characters, and halves of characters, are not. */
const NO_PROSE = /[^\P{Cc}\n\r\t]|\p{Surrogate}/u;

/** The members of the JSON object that somebody sent. */
export type JsonBody = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a request as a JSON object. The type has to be said: a form of another site cannot say it, so that
 * nobody is signed in, or does anything, by a page that is not the hub's.
 *
 * @throws HubError `request.invalid`, `request.not-json`
 */
export async function jsonBody(
  { headers, body }: Pick<FastifyRequest, 'headers' | 'body'>,
  bytesMax = BYTES_MAX,
): Promise<JsonBody> {
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new HubError('rejected', 'request.not-json', 'The body has to be JSON (Content-Type: application/json).');
  }
  const value = parsed(await bodyText(body, bytesMax));
  if (isObject(value)) return value;
  throw invalid('body', `a JSON object of at most ${bytesMax} bytes`);
}

/** A small body as text; undefined when it is larger. */
export async function bodyText(body: unknown, bytesMax: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A member that has to be text. @throws HubError `request.invalid` */
export function textIn(body: JsonBody, name: string, lengthMax: number): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'string' && value !== '' && value.length <= lengthMax && !/\p{Cc}|\p{Surrogate}/u.test(value))
    return value;
  throw invalid(name, `a text of 1 to ${lengthMax} characters in one line`);
}

/** @throws HubError `request.invalid` */
export function optionalTextIn(body: JsonBody, name: string, lengthMax: number): string | undefined {
  return Object.hasOwn(body, name) ? textIn(body, name, lengthMax) : undefined;
}

/** @throws HubError `request.invalid` */
export function switchIn(body: JsonBody, name: string): boolean {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'boolean') return value;
  throw invalid(name, 'true or false');
}

/** What people wrote, in several lines if they like. @throws HubError `request.invalid` */
export function proseIn(body: JsonBody, name: string, lengthMax: number): string {
  const text = optionalProseIn(body, name, lengthMax);
  if (text !== undefined) return text;
  throw invalid(name, `a text of 1 to ${lengthMax} characters`);
}

/** The same, where it may be left out. */
export function optionalProseIn(body: JsonBody, name: string, lengthMax: number): string | undefined {
  if (!Object.hasOwn(body, name)) return undefined;
  const text = typeof body[name] === 'string' ? body[name].trim() : '';
  if (text !== '' && text.length <= lengthMax && !NO_PROSE.test(text)) return text;
  throw invalid(name, `a text of 1 to ${lengthMax} characters`);
}

/** Refuses members that nobody knows. @throws HubError `request.invalid` */
export function onlyIn(body: JsonBody, names: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined) throw invalid(unknown.slice(0, 100), `left out: there are ${names.join(', ')}`);
}

/** @throws HubError `request.invalid` */
export function objectIn(body: JsonBody, name: string): JsonBody {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (isObject(value)) return value;
  throw invalid(name, 'an object');
}

/** @throws HubError `request.invalid` */
export function wordIn<Word extends string>(body: JsonBody, name: string, words: readonly Word[]): Word {
  const found = words.find((word) => Object.hasOwn(body, name) && word === body[name]);
  if (found !== undefined) return found;
  throw invalid(name, `one of ${words.join(', ')}`);
}

function isObject(value: unknown): value is JsonBody {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
