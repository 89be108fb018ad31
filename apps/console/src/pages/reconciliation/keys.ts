/** The list of a sender, as it is pasted, and a table for a spreadsheet. */

/** @param text one key a line, or CSV whose first column it is; a heading is left out */
export function keysIn(text: string): readonly string[] {
  const keys = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map(firstCell)
    .filter((key) => key !== '');
  return /^(key|schl(ü|ue)ssel|idempotency-key)$/i.test(keys[0] ?? '') ? keys.slice(1) : keys;
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
