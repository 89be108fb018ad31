/** For a spreadsheet; a cell that begins like a formula must stay a text. */
export function csvOf(rows: readonly (readonly [string, string])[]): string {
  const cell = (text: string): string => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return rows.map((row) => `${row.map(cell).join(';')}\r\n`).join('');
}
