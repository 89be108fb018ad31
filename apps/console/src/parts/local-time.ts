/** Between what `datetime-local` holds (the reader's zone, to the minute) and UTC. */

/** @returns empty when it is no point in time */
export function localTimeOf(iso: string): string {
  const at = new Date(iso);
  if (iso === '' || Number.isNaN(at.getTime())) return '';
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** @returns empty when it is no time */
export function instantOf(local: string): string {
  const at = new Date(local);
  return local === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** The day of a point in time in the reader's zone, such as 2026-11-30. */
export function dayOf(at: Date): string {
  return localTimeOf(at.toISOString()).slice(0, 10);
}
