/** Lists that the hub gives page by page. */
import { InvalidArgumentError } from 'commander';

/** What the hub gives at once. */
const PAGE_MAX = 500;

export interface Found<T> {
  readonly found: readonly T[];
  /** Where the next page begins; undefined after the last. */
  readonly after: string | undefined;
}

/** Asks for as many pages as `limit` needs. */
export async function pagesOf<T>(
  limit: number,
  ask: (page: { readonly after: string | undefined; readonly limit: string }) => Promise<Found<T>>,
): Promise<Found<T>> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const page = await ask({ after, limit: String(Math.min(PAGE_MAX, limit - all.length)) });
    all.push(...page.found);
    after = page.after;
  } while (after !== undefined && all.length < limit);
  return { found: all, after };
}

/** For an option that is a number. */
export function positive(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
