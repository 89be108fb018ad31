import { Rejected, type Element, type IsoDate, type Metadata } from '../contract/index.js';
import { cut, dateTimeAt, keyOf, present } from '../xoev/index.js';
import type { TaxMessage } from './versions.js';

/** A trade tax notice (Bescheid), or a computation for insolvency proceedings (Berechnung). */
export interface Notice {
  readonly key: string;
  /** Of the message (nachrichtenID), in lower case: made once for a notice, and kept when it is transmitted again. */
  readonly id: string;
  readonly date: IsoDate;
  /** Number of the taxpayer in the form of the federation (steuernummerBund), 13 digits. */
  readonly taxNumber: string;
  /** By which the municipality books (Buchungsnummer, Kassenzeichen). */
  readonly bookingNumber: string;
  /** Official key of the municipality (Gemeindeschlüssel). */
  readonly municipality: string;
  /** Who owes the tax (Inhaltsadressat), as far as the message has a name apart from the address. */
  readonly taxpayer: string | undefined;
  /** What it determines, in the order of the message. */
  readonly parts: readonly Part[];
  readonly insolvency: Insolvency | undefined;
  readonly metadata: Metadata;
}

interface Part {
  readonly year: string;
  readonly fields: Readonly<Record<string, string | undefined>>;
}

interface Insolvency {
  readonly openedOn: IsoDate;
  readonly courtReference: string | undefined;
}

export function noticeKey(root: Element, { number }: TaxMessage): string {
  return keyOf(number, idOf(root));
}

/** The official pattern lets more pass than a UUID, but nothing that is dangerous in a file name. */
function idOf(root: Element): string {
  const text = root.text('nachrichtenkopf/nachrichtenID');
  if (/^[0-9a-f-]{21,36}$/i.test(text)) return text.toLowerCase();
  throw new Rejected(
    'xgewerbesteuer.invalid-id',
    `"${cut(text, 60)}" is no ID of a message. Send a UUID.`,
    root.one('nachrichtenkopf/nachrichtenID').path,
  );
}

export function readNotice(root: Element, type: TaxMessage): Notice {
  const id = idOf(root);
  const letterhead = root.one('briefkopf');
  const taxNumber = letterhead.text('steuernummerBund');
  const bookingNumber = letterhead.text('buchungsnummer');
  const municipality = root.code('kommune/gemeindeschluessel').code;
  return {
    key: noticeKey(root, type),
    id,
    date: letterhead.date(type.insolvency ? 'berechnungsDatum' : 'bescheidDatum'),
    taxNumber,
    bookingNumber,
    municipality,
    taxpayer: root.maybe.text('inhaltsAdressat/strukturiert/name'),
    parts: root.children.flatMap((child) => partOf(child, type)),
    insolvency: type.insolvency ? insolvencyIn(letterhead) : undefined,
    metadata: {
      ...present({
        'message-type': root.name,
        'message-id': id,
        'created-at': dateTimeAt('xgewerbesteuer', root, 'nachrichtenkopf/zeitstempel'),
        'sending-procedure': root.maybe.text('nachrichtenkopf/fachverfahren'),
        'standard-version': root.maybe.text('nachrichtenkopf/versionStandard'),
        municipality: root.maybe.text('kommune/nameBehoerde'),
        'municipality-key': municipality,
        'tax-number': taxNumber,
        'tax-office-number': letterhead.maybe.text('steuernummerFA'),
        'booking-number': bookingNumber,
        'own-reference': letterhead.maybe.text('behoerdenZeichen'),
        'reference-date': letterhead.maybe.date('stichtag'),
        'legal-marks': legalMarksOf(root),
      }),
    },
  };
}

/** Year and kind of what is determined. Amounts are under tax secrecy, and stay in the message that is filed. */
function partOf(part: Element, { parts }: TaxMessage): readonly Part[] {
  const kind = parts[part.name];
  if (kind === undefined) return [];
  const details = part.many('festsetzungsAngaben')[0] ?? part.many('berechnungsAngaben')[0];
  const year = yearAt(details?.one('erhebungszeitraum') ?? part);
  const source = details ?? part;
  return [
    {
      year,
      fields: {
        kind,
        year,
        from: details?.maybe.date('erhebungszeitraum/beginn'),
        until: details?.maybe.date('erhebungszeitraum/ende'),
        quarter: details?.maybe.text('erhebungszeitraum/quartal'),
        'tax-type': codeAt(source, 'abgabeart'),
        determination: codeAt(source, 'festsetzungsart') ?? codeAt(source, 'berechnungsart'),
        'short-notice': codeAt(source, 'art'),
        'repealed-notice-of': details === undefined ? part.maybe.date('bescheidDatum') : undefined,
        'transfer-ticket': details?.maybe.text('transferticket'),
      },
    },
  ];
}

/** The label where the list is installed: these codes have none in the message. */
function codeAt(element: Element, path: string): string | undefined {
  const code = element.maybe.code(path);
  return code?.name === undefined ? code?.code : `${code.code} ${code.name}`;
}

/** An `xs:gYear` may have a time zone. */
function yearAt(element: Element): string {
  const text = element.text('bezugsjahr');
  const year = /^(\d{4})(?:Z|[+-]\d\d:\d\d)?$/.exec(text)?.[1];
  if (year !== undefined) return year;
  throw new Rejected(
    'xgewerbesteuer.invalid-year',
    `"${cut(text, 40)}" is not a year. Send four digits, like 2026.`,
    element.one('bezugsjahr').path,
  );
}

function insolvencyIn(letterhead: Element): Insolvency {
  return {
    openedOn: letterhead.date('insolvenzeroeffnung'),
    courtReference: letterhead.maybe.text('aktenzeichenDesGerichts'),
  };
}

/** Provisional, under reservation of review, and the like; what a clerk has to see. */
function legalMarksOf(root: Element): readonly string[] {
  return [...root.many('bescheidKennzeichnung'), ...root.many('berechnungsKennzeichnung')].flatMap(
    (mark) => mark.maybe.code('kennzeichnungCode')?.code ?? mark.maybe.text('kennzeichnungText') ?? [],
  );
}
