/** When a day begins and ends in the time zone of the hub, which need not be the reader's. */

/** @param day such as 2026-11-30 */
export function dayBounds(day: string, timeZone: string): { readonly from: string; readonly to: string } {
  const midnight = new Date(`${day}T00:00:00Z`);
  const next = new Date(midnight.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
  return { from: beginningOf(day, timeZone), to: beginningOf(next, timeZone) };
}

function beginningOf(day: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T00:00:00Z`);
  let at = wanted;
  // Twice: where the clock is changed in between, the first look has the offset of the other side.
  for (let look = 0; look < 2; look += 1) at = wanted - offsetMs(at, timeZone);
  return new Date(at).toISOString();
}

function offsetMs(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return there - Math.floor(at / 1_000) * 1_000;
}
