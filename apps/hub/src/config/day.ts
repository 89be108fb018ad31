/** Days as the municipality counts them. */

/**
 * Beginning and end of a calendar day in a time zone; 23, 24 or 25 hours apart.
 *
 * @param day `YYYY-MM-DD`
 * @returns undefined when it is no day of the calendar
 */
export function dayBounds(day: string, timeZone: string): { readonly from: Date; readonly to: Date } | undefined {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(midnightUtc)) return undefined;
  if (new Date(midnightUtc).toISOString().slice(0, 10) !== day) return undefined;
  return { from: zoned(midnightUtc, timeZone), to: zoned(midnightUtc + 86_400_000, timeZone) };
}

/** The day of an instant, `YYYY-MM-DD`. */
export function dayOf(at: Date, timeZone: string): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  return format.format(at);
}

/** By time zone: making one takes longer than all the rest of planning a message. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The instant at which a clock on the wall shows what `wall` shows in UTC. */
function zoned(wall: number, timeZone: string): Date {
  const guess = wall - offsetMs(wall, timeZone);
  return new Date(wall - offsetMs(guess, timeZone));
}

function offsetMs(at: number, timeZone: string): number {
  const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
