import { Rejected } from '../contract/index.js';

/** The beginning of a text, without half of a surrogate pair at its end. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** One line of 1,000 characters at most: what a subject may be. */
export function oneLine(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), 1_000);
}

/** The first text that shows people something, as one line; the last is for when none does. */
export function firstLine(...texts: readonly [...(string | undefined)[], string]): string {
  return texts.map((text) => oneLine(text ?? '')).find((text) => text !== '') ?? '';
}

const KEY_LENGTH_MAX = 512;

/**
 * A key of several parts. A slash or a percent sign within a part is written in another way, so that no two lists of parts
 * become one key. One that is too long is refused: cut off, it would name something else.
 */
export function keyOf(...parts: readonly string[]): string {
  // XML may have a DELETE, and a key may not.
  const safe = parts.map((part) =>
    part
      .replace(/[\s\u007f]+/g, ' ')
      .trim()
      .replaceAll('%', '%25')
      .replaceAll('/', '%2F'),
  );
  return checked(safe.join('/'));
}

/** A key made of another one: that of an annex, of that of its document. */
export function keyBelow(key: string, ...parts: readonly string[]): string {
  return checked(`${key}/${keyOf(...parts)}`);
}

function checked(key: string): string {
  if (key.length <= KEY_LENGTH_MAX) return key;
  const sentence = `The ids in this message are too long: "${cut(key, 60)}…" has ${key.length} characters, ${KEY_LENGTH_MAX} at most can be filed.`;
  throw new Rejected('xoev.id-too-long', sentence);
}

/** A day as it is written in the title of a German record: `31.03.2026`. */
export function dayOf(date: string): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}
