const LENGTH_MAX = 200;
/** Of what only the author of the code reads. */
export const STACK_LENGTH_MAX = 8_000;

/** What a stranger wrote, as part of a sentence: names can be millions of characters long, and sentences are kept. */
export function shortened(text: string): string {
  return text.length <= LENGTH_MAX ? text : `${cut(text, LENGTH_MAX)}…`;
}

/** The beginning of a text. No database holds half a surrogate pair. */
export function cut(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\ud800-\udbff]$/, '');
}
