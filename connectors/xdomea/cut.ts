/** The beginning of a text, without half of a surrogate pair at its end. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** One line of 1,000 characters at most: what a subject may be. */
export function oneLine(text: string): string {
  return cut(text.replace(/\s+/g, ' ').trim(), 1_000);
}
