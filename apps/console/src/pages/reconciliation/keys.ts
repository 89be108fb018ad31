/** The list of a sender, and what it has that the hub does not. */

/** @param text one key a line, or CSV whose first column it is; a heading is left out */
export function keysIn(text: string): readonly string[] {
  const keys = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map(firstCell)
    .filter((key) => key !== '');
  return /^(key|schl(ü|ue)ssel|idempotency-key)$/i.test(keys[0] ?? '') ? keys.slice(1) : keys;
}

export interface Comparison {
  readonly same: number;
  /** In the list and not in the hub. */
  readonly lacking: readonly string[];
  /** In the hub and not in the list. */
  readonly extra: readonly string[];
  /** More than once in the list. */
  readonly twice: readonly string[];
}

export function compare(list: readonly string[], hub: ReadonlySet<string>): Comparison {
  const own = new Set<string>();
  const twice = new Set<string>();
  for (const key of list) {
    if (own.has(key)) twice.add(key);
    own.add(key);
  }
  const lacking = [...own].filter((key) => !hub.has(key));
  return {
    same: own.size - lacking.length,
    lacking,
    extra: [...hub].filter((key) => !own.has(key)),
    twice: [...twice],
  };
}

/** For a spreadsheet; a cell that begins like a formula must stay a text. */
export function csvOf(rows: readonly (readonly [string, string])[]): string {
  const cell = (text: string): string => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('');
}

function firstCell(line: string): string {
  const quoted = /^\s*"((?:[^"]|"")*)"/.exec(line);
  if (quoted !== null) return quoted[1]!.replaceAll('""', '"').trim();
  return line.split(/[;\t,]/, 1)[0]!.trim();
}
