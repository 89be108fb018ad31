import { Rejected, type Element, type Metadata } from '../contract/index.js';
import { cut } from './text.js';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;
/** The longest value metadata may have. */
const VALUE_LENGTH_MAX = 10_000;
/** The most entries a list of the metadata may have. */
const LIST_LENGTH_MAX = 1_000;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A UUID in lower case. Official patterns let more pass (a vertical bar, in xdomea), so it is checked here. */
export function uuidAt(connector: string, element: Element, path: string): string {
  const text = element.text(path);
  if (isUuid(text)) return text.toLowerCase();
  throw new Rejected(
    `${connector}.invalid-uuid`,
    `"${cut(text, 60)}" is not a UUID. Send 32 hexadecimal digits in the form 8-4-4-4-12.`,
    element.one(path).path,
  );
}

/** A date with a time, as it was written. */
export function dateTimeAt(connector: string, element: Element, path: string): string {
  const text = element.text(path);
  const [, year, month, day] = DATE_TIME.exec(text) ?? [];
  if (day !== undefined && isDay(Number(year), Number(month), Number(day))) return text;
  throw new Rejected(
    `${connector}.invalid-time`,
    `"${cut(text, 60)}" is not a date with a time. Send it like 2026-03-31T09:30:00.`,
    element.one(path).path,
  );
}

/** Whether the calendar has this day. */
export function isDay(year: number, month: number, day: number): boolean {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return year > 0 && days !== undefined && day >= 1 && day <= days;
}

/** An `xs:boolean` that is true; senders write it both ways. */
export function isTrue(element: Element, path: string): boolean {
  const text = element.maybe.text(path);
  return text === '1' || text === 'true';
}

/** Metadata of what is there; what is too long for a value is cut off and still in the message, which is filed. */
export function present(values: Readonly<Record<string, string | readonly string[] | undefined>>): Metadata {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      if (value === undefined || value.length === 0) return [];
      return [
        [name, typeof value === 'string' ? withinValue(value) : value.slice(0, LIST_LENGTH_MAX).map(withinValue)],
      ];
    }),
  );
}

/** A list of what a record has several of, each with what is there of it; no list where there is none. */
export function presentList(name: string, entries: readonly Readonly<Record<string, string | undefined>>[]): Metadata {
  if (entries.length === 0) return {};
  const list = entries.slice(0, LIST_LENGTH_MAX).map((entry) => {
    const texts = Object.entries(entry).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, withinValue(value)]],
    );
    return Object.fromEntries(texts) as Readonly<Record<string, string>>;
  });
  return { [name]: list };
}

/** A code with what tells its meaning in ten years: its name, its list and the version of that. */
export function codeFields(element: Element, path: string, name: string): Metadata {
  const code = element.maybe.code(path);
  if (code === undefined) return {};
  return present({
    [name]: code.code,
    [`${name}-label`]: code.name,
    [`${name}-list`]: code.listUri,
    [`${name}-list-version`]: code.listVersion,
  });
}

function withinValue(value: string): string {
  return cut(value, VALUE_LENGTH_MAX);
}
