const LENGTH_MAX = 200;

/** What a stranger wrote, as part of a sentence: names can be millions of characters long, and sentences are kept. */
export function shortened(text: string): string {
  // No database holds half a surrogate pair.
  return text.length <= LENGTH_MAX ? text : `${text.slice(0, LENGTH_MAX).replace(/[\ud800-\udbff]$/, '')}…`;
}
