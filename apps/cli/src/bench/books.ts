/** The books of the hub against what the senders were told. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Books, Witness } from '../hub/witness.js';
import { acceptedAtOf } from './outcome.js';

/** Gateways say once a second what they accepted. */
const TALLY_MS_MAX = 10_000;
const ASK_EVERY_MS = 500;

export interface BooksCheck {
  /** Messages accepted during the run that the hub names missing. */
  readonly missing: number;
  readonly problems: readonly string[];
}

/**
 * @param before the books of that day, before anything was sent; other days count as empty
 * @param ids of every `202`
 */
export async function checkBooks(
  witness: Witness,
  procedure: string,
  before: Books,
  ids: readonly string[],
): Promise<BooksCheck> {
  if (ids.length === 0) return { missing: 0, problems: [] };
  const moments = [ids[0]!, ids.at(-1)!].map((id) => new Date(acceptedAtOf(id)).toISOString());
  const days = await witness.daysOf(procedure, moments);
  const deadline = performance.now() + TALLY_MS_MAX;
  for (;;) {
    const { accepted, missing, unbalanced } = grown(before, await witness.books([procedure], days));
    if (accepted < ids.length && performance.now() < deadline) {
      await delay(ASK_EVERY_MS);
      continue;
    }
    const problems = [
      ...(missing > 0 ? [`${missing} accepted messages are missing: see "fachwerk reconciliation".`] : []),
      ...(accepted < ids.length ? [`${ids.length} messages were answered with 202, the books have ${accepted}.`] : []),
      ...unbalanced.map((day) => `The sums of the books do not match: ${day}.`),
    ];
    return { missing, problems };
  }
}

function grown(before: Books, now: Books): { accepted: number; missing: number; unbalanced: readonly string[] } {
  let [accepted, missing] = [0, 0];
  const unbalanced: string[] = [];
  for (const [day, books] of now) {
    const then = before.get(day);
    // Repetitions have a 202 of their own, and are received as well.
    accepted += books.received - (then?.received ?? 0);
    missing += books.missing.count - (then?.missing.count ?? 0);
    if (!books.balanced) unbalanced.push(day);
  }
  return { accepted, missing, unbalanced };
}
