import type { FastifyRequest } from 'fastify';
import { HubError } from '../errors/hub-error.js';
import { invalid } from './message-filter.js';

const BYTES_MAX = 65_536;

/** The members of the JSON object that somebody sent. */
export type JsonBody = Readonly<Record<string, unknown>>;

/**
 * Reads the body of a request as a JSON object. The type has to be said: a form of another site cannot say it, so that
 * nobody is signed in, or does anything, by a page that is not the hub's.
 *
 * @throws HubError `request.invalid`, `request.not-json`
 */
export async function jsonBody({ headers, body }: Pick<FastifyRequest, 'headers' | 'body'>): Promise<JsonBody> {
  if (!/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new HubError('rejected', 'request.not-json', 'The body has to be JSON (Content-Type: application/json).');
  }
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > BYTES_MAX) throw wrong();
    chunks.push(chunk);
  }
  const value = parsed(Buffer.concat(chunks).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong();
  return value as JsonBody;
}

/** A member that has to be text. @throws HubError `request.invalid` */
export function textIn(body: JsonBody, name: string, lengthMax: number): string {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  if (typeof value === 'string' && value !== '' && value.length <= lengthMax && !/\p{Cc}/u.test(value)) return value;
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong();
  }
}

function wrong(): HubError {
  return invalid('body', `a JSON object of at most ${BYTES_MAX} bytes`);
}
