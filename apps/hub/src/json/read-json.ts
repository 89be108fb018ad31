/** A JSON body to a value: UTF-8, within the depth limit, and free of what could harm further inside. */
import { isUtf8 } from 'node:buffer';
import { HubError } from '../errors/hub-error.js';
import { scanJson } from './scan-json.js';

export interface JsonLimits {
  readonly depthMax: number;
  /** Of objects, arrays, texts, numbers and the like, all together. */
  readonly valuesMax: number;
}

export function readJson(body: Buffer, limits: JsonLimits): unknown {
  const text = decode(body);
  scanJson(text, limits);
  const value = JSON.parse(text) as unknown;
  // Both need a backslash or the plain word; most messages have neither and are not walked.
  if (text.includes('\\') || text.includes('__proto__')) refuseHarmful(value, []);
  return value;
}

function decode(body: Buffer): string {
  if (!isUtf8(body)) throw new HubError('rejected', 'json.encoding', 'The JSON is not valid UTF-8.');
  const text = body.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * A key `__proto__` changes the prototype of whatever the object is merged into. NUL and half a surrogate pair can be
 * written as an escape, but no database and no XML file can hold them.
 */
function refuseHarmful(value: unknown, path: string[]): void {
  if (typeof value === 'string') refuseCharacters(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const key in value) {
    refuseCharacters(key, path);
    path.push(key);
    if (key === '__proto__') {
      throw new HubError('rejected', 'json.prototype-key', 'The JSON has a property named __proto__.', {
        path: pointer(path),
      });
    }
    refuseHarmful((value as Record<string, unknown>)[key], path);
    path.pop();
  }
}

function refuseCharacters(text: string, path: readonly string[]): void {
  if (/\0|\p{Surrogate}/u.test(text)) {
    const sentence = 'The JSON has a text with a NUL character or half a surrogate pair.';
    throw new HubError('rejected', 'json.character', sentence, { path: pointer(path) });
  }
}

/** RFC 6901. Written only for an error: a path for each of a million values would cost more than the values. */
function pointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
