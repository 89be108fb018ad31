/** The lexical forms of XML Schema that connectors read. Each answers `undefined` where the text is none. */
import type { Decimal, IsoDate } from '@fachwerk/connectors/contract';

const xsDate = /^(\d{4})-(\d\d)-(\d\d)(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/;
const compactDate = /^(\d{4})(\d\d)(\d\d)$/;

/** `xs:date` with or without a zone, or `YYYYMMDD`. */
export function toDate(text: string): IsoDate | undefined {
  const [, year, month, day] = xsDate.exec(text) ?? compactDate.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return isCalendarDay(Number(year), Number(month), Number(day)) ? `${year}-${month}-${day}` : undefined;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year === 0 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= days;
}

const xsDecimal = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** `xs:decimal` in plain notation: no plus, no leading zeros, a digit on both sides of the point, scale as written. */
export function toDecimal(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = ''] = xsDecimal.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const plain = whole.replace(/^0+(?=\d)/, '') || '0';
  const digits = fraction === '' ? plain : `${plain}.${fraction}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}
