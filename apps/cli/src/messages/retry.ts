/** When a message is sent once more. Each time with the same key, so that it is filed once however often it arrives. */

/** What went wrong; without a status when there was no answer. */
export interface Missed {
  readonly status?: number;
  /** The header as it came: seconds, or an HTTP date. */
  readonly retryAfter?: string | undefined;
}

/** Not known to be stored, too many at once, or a proxy that did not reach the hub. Everything else is an answer. */
const AGAIN: readonly number[] = [429, 502, 503, 504];
const FIRST_MS = 500;
const BACKOFF_MS_MAX = 30_000;

/**
 * How long to wait before sending again: twice as long each time, at least as long as the hub asks for, and a little
 * longer by chance, so that many senders do not come back at the same moment.
 *
 * @param repeats how often it was sent again already
 * @param chance 0 to 1
 * @returns undefined when it must not be sent again
 */
export function retryDelayMs(
  missed: Missed,
  repeats: number,
  repeatsMax: number,
  now: Date,
  chance: number,
): number | undefined {
  if (repeats >= repeatsMax) return undefined;
  if (missed.status !== undefined && !AGAIN.includes(missed.status)) return undefined;
  const backoffMs = Math.min(FIRST_MS * 2 ** repeats, BACKOFF_MS_MAX);
  return Math.round(Math.max(backoffMs, askedForMs(missed.retryAfter, now)) + (chance * backoffMs) / 2);
}

function askedForMs(header: string | undefined, now: Date): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now.getTime());
}
