const FACTOR_MAX = 60;

/**
 * How long to wait before the next probe. Each suspension hands back what was prefetched, which RabbitMQ counts as a
 * delivery, and gives up on a message after a thousand: where probes succeed and batches fail all the same, they have to
 * become rare.
 *
 * @param suspensions without a batch between them that succeeded
 */
export function probeAfterMs(probeMs: number, suspensions: number): number {
  return probeMs * Math.min(2 ** (suspensions - 1), FACTOR_MAX);
}
