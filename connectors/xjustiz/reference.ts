import type { Element } from '../contract/index.js';
import { keyOf } from '../xoev/index.js';
import { authorityIn, type Authority } from './authority.js';

/** A reference (Aktenzeichen) and who gave it: the same reference of two courts names two proceedings. */
export interface Reference {
  /** What tells it from others: nothing in it depends on which code lists are installed. */
  readonly number: string;
  /** As people write it, for titles. */
  readonly called: string;
  readonly station: Authority | undefined;
}

/** @param element of the type Aktenzeichen, whose reference is in words or in parts */
export function referenceIn(element: Element | undefined): Reference | undefined {
  const choice = element?.maybe.one('auswahl_aktenzeichen');
  if (element === undefined || choice === undefined) return undefined;
  const structured = choice.maybe.one('aktenzeichen.strukturiert');
  const station = authorityIn(element.maybe.one('auswahl_az.vergebendeStation'));
  if (structured === undefined) {
    const number = numberOf(choice.maybe.text('aktenzeichen.freitext'));
    return number === undefined ? undefined : { number, called: number, station };
  }
  const register = structured.maybe.code('register');
  const number = numberOf(textOf(structured, register?.code));
  if (number === undefined) return undefined;
  return { number, called: numberOf(textOf(structured, register?.name ?? register?.code)) ?? number, station };
}

/** In the order in which people write it: `123 Js 4711/26 (2)`. */
function textOf(parts: Element, register = ''): string {
  const text = (path: string): string => parts.maybe.text(path) ?? '';
  const year = /^\d{4}$/.test(text('jahr')) ? text('jahr').slice(2) : text('jahr');
  return [
    text('vorsatz'),
    text('sachgebietsschluessel'),
    text('zusatzkennung') || text('abteilung'),
    register,
    `${text('laufendeNummer')}/${year}`,
    text('dezernat'),
    text('zusatz'),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

export function numberOf(text: string | undefined): string | undefined {
  const number = text?.replace(/[\s\u007f]+/g, ' ').trim();
  return number === '' ? undefined : number;
}

/** Key of the case file: the same reference of two courts is two files. */
export function fileKeyOf({ number, station }: Reference): string {
  return keyOf('proceeding', station?.id ?? '', withoutSpaces(number));
}

/** Senders put spaces as they like: `4 C 12/26` and `4C12/26` are one reference. */
export function withoutSpaces(number: string): string {
  return number.replace(/\s+/g, '');
}

export function isSameNumber(one: string, other: string): boolean {
  return withoutSpaces(one) === withoutSpaces(other);
}

/** Who gave a reference is not always said; then the reference alone decides. */
export function isSame(one: Reference, other: Reference): boolean {
  if (!isSameNumber(one.number, other.number)) return false;
  return one.station === undefined || other.station === undefined || one.station.id === other.station.id;
}
