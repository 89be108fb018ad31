/** Times are shown and read in the time zone of this computer. */
import { wrongUsage } from '../failure.js';

const DAY = /^\d{4}-\d\d-\d\d$/;

/** `2026-11-23 09:05:07` */
export function shown(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return `${dayOf(at)} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':')}`;
}

export function dayOf(at: Date): string {
  return [String(at.getFullYear()).padStart(4, '0'), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
}

/** A day stands for its first moment. */
export function beginningOf(text: string): Date {
  return instantOf(text, 0);
}

/** A day stands for the first moment of the next one, so that it is included. */
export function endOf(text: string): Date {
  return instantOf(text, 1);
}

function instantOf(text: string, daysLater: number): Date {
  const isDay = DAY.test(text);
  const at = new Date(isDay ? `${text}T00:00:00` : text);
  if (Number.isNaN(at.getTime()) || (isDay && dayOf(at) !== text)) {
    throw wrongUsage(`"${text}" is no day such as 2026-11-23 and no time such as 2026-11-23T10:00:00Z.`);
  }
  if (isDay) at.setDate(at.getDate() + daysLater);
  return at;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
