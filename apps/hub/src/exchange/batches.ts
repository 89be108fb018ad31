import type { Delivery } from './exchange.js';

/**
 * The next batch of what has arrived, in order. What may have been delivered before comes alone: when one of them kills
 * the process, it is known which.
 */
export function nextBatch<T extends Pick<Delivery, 'redelivered'>>(
  arrived: readonly T[],
  batchMax: number,
): readonly T[] {
  const first = arrived.findIndex(({ redelivered }) => redelivered);
  if (first === 0) return arrived.slice(0, 1);
  return arrived.slice(0, first < 0 ? batchMax : Math.min(first, batchMax));
}
