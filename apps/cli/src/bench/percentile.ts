/** By nearest rank, to a hundredth; undefined of nothing. */
export function percentiles<Name extends string>(
  values: readonly number[],
  wanted: Readonly<Record<Name, number>>,
): Readonly<Record<Name, number>> | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).toSorted();
  const found = Object.entries<number>(wanted).map(([name, percent]) => {
    // 99.9 % of 1000 is 999, not a little more.
    const rank = Math.max(1, Math.ceil(Number(((percent / 100) * sorted.length).toFixed(6))));
    return [name, Math.round(sorted[rank - 1]! * 100) / 100];
  });
  return Object.fromEntries(found) as Readonly<Record<Name, number>>;
}
