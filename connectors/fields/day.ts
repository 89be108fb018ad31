import { Rejected, type IsoDate } from '../contract/index.js';
import type { Fields } from './fields.js';

/** `2026-01-31`, also with a time or a zone behind it, of which nothing is kept: the day is the one that was written. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:$|[T ]\d\d:\d\d|Z$|[+-]\d\d:\d\d$)/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SHOWN_MAX = 40;

/** The day at a path; undefined where nothing is. @throws Rejected when it is none */
export function dayAt(fields: Fields, path: string): IsoDate | undefined {
  const text = fields.text(path);
  if (text === undefined) return undefined;
  const day = dayOf(text);
  if (day !== undefined) return day;
  const place = fields.placeOf(path);
  const shown = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  const sentence = `${place} is "${shown}", which is no date; write it as 2026-01-31 or 31.01.2026.`;
  throw new Rejected(`${fields.connector}.date-invalid`, sentence, place);
}

function dayOf(text: string): IsoDate | undefined {
  const [, year, month, day] = ISO.exec(text) ?? COMPACT.exec(text) ?? germanParts(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return isDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined;
}

function germanParts(text: string): readonly string[] | undefined {
  const [all, day, month, year] = GERMAN.exec(text) ?? [];
  return all === undefined ? undefined : [all, year!, month!.padStart(2, '0'), day!.padStart(2, '0')];
}

function isDay(year: number, month: number, day: number): boolean {
  if (year === 0 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
}
