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

/**
 * A key of several parts, at most 512 characters. A slash or a percent sign within a part is written in another way, so
 * that no two lists of parts become one key.
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
  return cut(safe.join('/'), 512);
}

/** A key made of another one: that of an annex, of that of its document. */
export function keyBelow(key: string, ...parts: readonly string[]): string {
  return cut(`${key}/${keyOf(...parts)}`, 512);
}

/** A day as it is written in the title of a German record: `31.03.2026`. */
export function dayOf(date: string): string {
  const [year = '', month = '', day = ''] = date.slice(0, 10).split('-');
  return `${day}.${month}.${year}`;
}
