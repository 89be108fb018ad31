/** A JSON body to a value: UTF-8, within the depth limit, and free of what could harm further inside. */
import { HubError } from '../errors/hub-error.js';
import { scanJson } from './scan-json.js';

export interface JsonLimits {
  readonly depthMax: number;
}

export function readJson(body: Buffer, limits: JsonLimits): unknown {
  const text = decode(body);
  scanJson(text, limits.depthMax);
  const value = JSON.parse(text) as unknown;
  // Both need a backslash or the plain word; most messages have neither and are not walked.
  if (text.includes('\\') || text.includes('__proto__')) refuseHarmful(value);
  return value;
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new HubError('rejected', 'json.encoding', 'The JSON is not valid UTF-8.', {}, { cause });
  }
}

/**
 * A key `__proto__` changes the prototype of whatever the object is merged into. NUL and half a surrogate pair can be
 * written as an escape, but no database and no XML file can hold them.
 */
function refuseHarmful(root: unknown): void {
  const open: { value: unknown; path: string }[] = [{ value: root, path: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') refuseCharacters(value, path);
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      const childPath = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (key === '__proto__') {
        throw new HubError('rejected', 'json.prototype-key', 'The JSON has a property named __proto__.', {
          path: childPath,
        });
      }
      refuseCharacters(key, path);
      open.push({ value: child, path: childPath });
    }
  }
}

function refuseCharacters(text: string, path: string): void {
  if (/\0|\p{Surrogate}/u.test(text)) {
    const sentence = 'The JSON has a text with a NUL character or half a surrogate pair.';
    throw new HubError('rejected', 'json.character', sentence, { path });
  }
}
