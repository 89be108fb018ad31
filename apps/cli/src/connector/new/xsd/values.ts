/** Made-up values of simple types: likely ones first, then what a pattern asks for. */
import { parsePattern, type Pattern } from '../pattern.js';
import { matchesPattern, textsOf } from '../pattern-text.js';
import type { Facets, SimpleType } from './model.js';

const UUID = '6d1c2a40-3f5e-4b7a-9c21-8e0f5a4b7d10';
const DAY = '2026-03-02';
/** Their zone is written with or without. */
const ZONES = ['', 'Z', '+01:00'];

const DATES: Readonly<Record<string, readonly string[]>> = {
  date: [DAY],
  dateTime: [`${DAY}T09:30:00`, `${DAY}T09:30:00.000`],
  time: ['09:30:00', '09:30:00.000'],
  gYear: ['2026'],
  gYearMonth: ['2026-03'],
  gMonth: ['--03'],
  gDay: ['---02'],
  gMonthDay: ['--03-02'],
};
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  boolean: ['true', 'false', '1', '0'],
  duration: ['P1D'],
  base64Binary: ['RmFjaHdlcms='],
  hexBinary: ['46616368'],
  anyURI: ['urn:example:1', 'https://example.org/1'],
  language: ['de'],
  QName: ['value'],
  NOTATION: ['value'],
  float: ['1', '0'],
  double: ['1', '0'],
};
const INTEGERS = new Set([
  'integer', 'nonPositiveInteger', 'negativeInteger', 'long', 'int', 'short', 'byte', 'nonNegativeInteger',
  'unsignedLong', 'unsignedInt', 'unsignedShort', 'unsignedByte', 'positiveInteger',
]); // prettier-ignore
const NAMES = new Set(['ID', 'NCName', 'Name', 'NMTOKEN', 'IDREF', 'ENTITY']);
const LENGTHS = new Set(['base64Binary', 'hexBinary']);

export interface Wish {
  /** Of the element or attribute: what is made up may look like it. */
  readonly name: string;
  /** Values that are tried first. */
  readonly first?: readonly string[];
  /** Counts the values of one instance: identifiers are not to repeat. */
  readonly serial: number;
}

/** @returns undefined where nothing was found */
export function valueOf(type: SimpleType, wish: Wish): string | undefined {
  if (type.variety === 'union') {
    if (type.enumeration !== undefined) return type.enumeration[0];
    return type.members.map((member) => valueOf(member, wish)).find((value) => value !== undefined);
  }
  if (type.variety === 'list') return listOf(type, wish);
  const patterns = patternsOf(type);
  const candidates = type.enumeration ?? candidatesOf(type, wish);
  for (const candidate of [
    ...(wish.first ?? []).filter((one) => type.enumeration?.includes(one) !== false),
    ...candidates,
  ]) {
    if (isValid(candidate, type, patterns)) return candidate;
  }
  for (const step of patterns.toReversed()) {
    for (const pattern of step) {
      for (const text of textsOf(pattern)) if (isValid(text, type, patterns)) return text;
    }
  }
  return undefined;
}

function listOf(type: SimpleType, wish: Wish): string | undefined {
  if (type.enumeration !== undefined) return type.enumeration[0];
  const length = type.facets.length ?? type.facets.minLength ?? 1;
  const item = valueOf(type.item!, wish);
  return item === undefined ? undefined : Array.from({ length }, () => item).join(' ');
}

/** Of each step, those that are understood; undefined ones are left to the validation. */
function patternsOf(type: SimpleType): readonly (readonly Pattern[])[] {
  return type.patterns
    .map((step) => step.flatMap((source) => understood(source) ?? []))
    .filter((step) => step.length > 0);
}

const known = new Map<string, Pattern | undefined>();

function understood(source: string): Pattern | undefined {
  if (!known.has(source)) {
    try {
      known.set(source, parsePattern(source));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      known.set(source, undefined);
    }
  }
  return known.get(source);
}

function candidatesOf(type: SimpleType, wish: Wish): readonly string[] {
  const { builtIn, facets } = type;
  const dates = DATES[builtIn];
  const bounds = [facets.minInclusive, facets.maxInclusive].filter((value) => value !== undefined);
  if (dates !== undefined) return [...dates.flatMap((date) => ZONES.map((zone) => date + zone)), ...bounds];
  if (INTEGERS.has(builtIn) || builtIn === 'decimal') return [...numbersOf(facets), ...bounds, '-1'];
  if (NAMES.has(builtIn)) return [`id-${wish.serial}`, `id${wish.serial}`, `_${UUID}`];
  return [...(TEXTS[builtIn] ?? textsFor(wish)), ...sized(facets, builtIn)];
}

function numbersOf({ fractionDigits, totalDigits, minExclusive }: Facets): readonly string[] {
  const above = minExclusive === undefined ? [] : [String(Number(minExclusive) + 1)];
  const padded = fractionDigits === undefined || fractionDigits === 0 ? [] : [`1.${'0'.repeat(fractionDigits)}`];
  const long = totalDigits === undefined ? [] : ['1'.repeat(totalDigits)];
  return ['1', '0', ...above, ...padded, ...long, '2026', '100'];
}

function textsFor({ name, serial }: Wish): readonly string[] {
  const word = name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
  if (/^listVersionID$/i.test(name)) return ['1'];
  if (name === 'code') return ['1', 'A'];
  if (/uuid|guid/i.test(name)) return [uuidOf(serial)];
  if (/uri$|url$/i.test(name)) return [`urn:example:${serial}`];
  if (/datum|date$|zeitpunkt/i.test(name)) return [DAY, `Muster ${word}`];
  if (/dateiname|filename/i.test(name)) return [`beispiel-${serial}.pdf`, `${uuidOf(serial)}.pdf`];
  if (/(^|[a-z._-])id$|nummer$|kennung$|zeichen$/i.test(name)) return [`${1_000 + serial}`, `Muster ${word}`];
  return [`Muster ${word}`, `Muster${serial}`, 'Muster', uuidOf(serial)];
}

/** Each of its own, and valid: the last digits count. */
function uuidOf(serial: number): string {
  return UUID.slice(0, -6) + serial.toString(16).padStart(6, '0');
}

/** Texts whose length is asked for. */
function sized({ length, minLength, maxLength }: Facets, builtIn: string): readonly string[] {
  const wanted = length ?? minLength ?? 1;
  if (LENGTHS.has(builtIn)) {
    const bytes = Buffer.alloc(wanted, 'F');
    return [bytes.toString(builtIn === 'hexBinary' ? 'hex' : 'base64')];
  }
  const digits = '1'.repeat(Math.min(wanted, 100_000));
  return [digits, 'M'.repeat(Math.min(wanted, 100_000)), '1'.repeat(maxLength ?? wanted), '1', 'M', 'DE', '00', '000'];
}

function isValid(text: string, type: SimpleType, patterns: readonly (readonly Pattern[])[]): boolean {
  return (
    fitsForm(text, type.builtIn) &&
    fitsFacets(text, type) &&
    patterns.every((step) => step.some((pattern) => matchesPattern(pattern, text)))
  );
}

function fitsForm(text: string, builtIn: string): boolean {
  if (INTEGERS.has(builtIn)) return /^[+-]?\d+$/.test(text) && fitsSign(Number(text), builtIn);
  if (builtIn === 'decimal') return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text);
  if (builtIn === 'date')
    return /^-?\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$/.test(text) && !Number.isNaN(Date.parse(text.slice(0, 10)));
  if (builtIn === 'dateTime') return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.test(text);
  if (builtIn === 'gYear') return /^-?\d{4}(Z|[+-]\d\d:\d\d)?$/.test(text);
  if (builtIn === 'boolean') return /^(true|false|1|0)$/.test(text);
  if (NAMES.has(builtIn)) return builtIn === 'NMTOKEN' ? /^[\w.:-]+$/.test(text) : /^[A-Za-z_][\w.-]*$/.test(text);
  if (builtIn === 'language') return /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(text);
  return true;
}

function fitsSign(number: number, builtIn: string): boolean {
  if (builtIn === 'positiveInteger') return number > 0;
  if (builtIn === 'negativeInteger') return number < 0;
  if (builtIn === 'nonPositiveInteger') return number <= 0;
  return builtIn.startsWith('unsigned') || builtIn === 'nonNegativeInteger' ? number >= 0 : true;
}

function fitsFacets(text: string, { builtIn, facets }: SimpleType): boolean {
  const length = LENGTHS.has(builtIn) ? bytesIn(text, builtIn) : [...text].length;
  const { minLength = facets.length ?? 0, maxLength = facets.length ?? Number.POSITIVE_INFINITY } = facets;
  if (length < minLength || length > maxLength) return false;
  const isNumber = INTEGERS.has(builtIn) || ['decimal', 'float', 'double'].includes(builtIn);
  const digits = text.replaceAll(/[^\d]/g, '').replace(/^0+(?=\d)/, '').length;
  if (isNumber && digits > (facets.totalDigits ?? Number.POSITIVE_INFINITY)) return false;
  if (isNumber && (text.split('.')[1] ?? '').length > (facets.fractionDigits ?? Number.POSITIVE_INFINITY)) return false;
  return within(text, facets, isNumber);
}

function bytesIn(text: string, builtIn: string): number {
  return builtIn === 'hexBinary' ? text.length / 2 : Buffer.from(text, 'base64').length;
}

/** Dates of one form compare as text. */
function within(text: string, facets: Facets, isNumber: boolean): boolean {
  const compare = (bound: string): number =>
    isNumber ? Number(text) - Number(bound) : text < bound ? -1 : text > bound ? 1 : 0;
  const { minInclusive, maxInclusive, minExclusive, maxExclusive } = facets;
  return (
    (minInclusive === undefined || compare(minInclusive) >= 0) &&
    (maxInclusive === undefined || compare(maxInclusive) <= 0) &&
    (minExclusive === undefined || compare(minExclusive) > 0) &&
    (maxExclusive === undefined || compare(maxExclusive) < 0)
  );
}
