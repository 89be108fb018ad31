/** What was measured of one try: how long its stages took, and in whose company it was filed. */

/**
 * In the order in which an attempt keeps them; what comes to it is put at the end. Those in `Ms` are milliseconds.
 *
 * - `receivedMs`: from the head of the request until the message was handed to the exchange.
 * - `waitedMs`: from then until a worker had it, by the clocks of both.
 * - `openedMs`, `validatedMs`, `translatedMs`: in the thread that reads.
 * - `confirmedMs`: signing the receipts of the batch.
 * - `filedMs`: the transaction of the batch, without its commit: what is written in it cannot tell how long that takes.
 * - `batchMessages`: how many messages shared it.
 * - `deliveries`: how often the exchange had handed it out.
 */
export const MEASURES = [
  'receivedMs',
  'waitedMs',
  'openedMs',
  'validatedMs',
  'translatedMs',
  'confirmedMs',
  'filedMs',
  'batchMessages',
  'deliveries',
] as const;

/** What nobody measured, or a try did not get to, is left out. */
export type Measured = { readonly [name in (typeof MEASURES)[number]]?: number | undefined };

/** A `real[]` as PostgreSQL reads it; six digits of it are kept. */
export function measuredColumn(measured: Measured): string {
  const values = MEASURES.map((name) => {
    const value = measured[name];
    return value === undefined ? 'NULL' : Math.round(value * 1_000) / 1_000;
  });
  return `{${values.join(',')}}`;
}

/** @param column null in attempts of people, and of versions that measured nothing */
export function measuredIn(column: readonly (number | null)[] | null): Measured {
  const known = MEASURES.map((name, position) => [name, column?.[position] ?? undefined] as const);
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
}
