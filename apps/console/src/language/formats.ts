/** Numbers, times and sizes as the reader writes them: in the language of the page and the time zone of the browser. */
import type { Language } from './language.js';
import { useLanguage } from './language.js';

export interface Formats {
  number(value: number): string;
  /** One digit behind the comma where it matters. */
  rate(value: number): string;
  /** @param share 0 to 1 */
  percent(share: number): string;
  bytes(value: number): string;
  /** A day and a time to the second. */
  instant(iso: string): string;
  /** The same, shorter: without the day when it is today. */
  moment(iso: string): string;
  day(iso: string): string;
  time(iso: string): string;
  /** How long something took or will take: `0.4 ms`, `350 ms`, `12 s`, `4 min`, `3 h 20 min`, `2 d 4 h`. */
  duration(ms: number): string;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const made = new Map<Language, Formats>();

export function useFormats(): Formats {
  return formatsOf(useLanguage());
}

export function formatsOf(language: Language): Formats {
  const known = made.get(language);
  if (known !== undefined) return known;
  const fresh = make(language === 'de' ? 'de-DE' : 'en-GB', language);
  made.set(language, fresh);
  return fresh;
}

function make(locale: string, language: Language): Formats {
  const number = new Intl.NumberFormat(locale);
  const rate = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const instant = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const short = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return {
    number: (value) => number.format(value),
    rate: (value) => rate.format(value),
    percent: (share) => percent.format(share),
    bytes: (value) => bytes(value, rate),
    instant: (iso) => instant.format(new Date(iso)),
    moment: (iso) => {
      const at = new Date(iso);
      return at.toDateString() === new Date().toDateString() ? time.format(at) : short.format(at);
    },
    day: (iso) => day.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    duration: (ms) => duration(ms, rate, language),
  };
}

function bytes(value: number, rate: Intl.NumberFormat): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${rate.format(value / 1_024 ** step)} ${units[step]!}`;
}

/** The two largest units: nobody needs the seconds of a day. */
function duration(ms: number, rate: Intl.NumberFormat, language: Language): string {
  const days = language === 'de' ? 'T' : 'd';
  if (ms > 0 && ms < 0.05) return `< ${rate.format(0.1)} ms`;
  if (ms < 10) return `${rate.format(ms)} ms`;
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${rate.format(ms / SECOND_MS)} s`;
  if (ms < MINUTE_MS) return `${Math.round(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return twoUnits(Math.round(ms / MINUTE_MS), 60, 'h', 'min');
  return twoUnits(Math.round(ms / HOUR_MS), 24, days, 'h');
}

function twoUnits(total: number, size: number, large: string, small: string): string {
  const rest = total % size;
  return `${Math.floor(total / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`;
}
