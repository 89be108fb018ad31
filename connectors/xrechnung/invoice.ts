import { Rejected, type Decimal, type Element, type IsoDate } from '../contract/index.js';

/** What both syntaxes say about an invoice, by the business terms (BT) of EN 16931-1. */
export interface Invoice {
  /** BT-1 */
  readonly number: string;
  /** BT-2 */
  readonly issueDate: IsoDate;
  /** BT-3: 380 invoice, 381 credit note, 384 corrected invoice, 389 self-billed … (UNTDID 1001) */
  readonly typeCode: string | undefined;
  /** BT-24: which specification the invoice follows, as the URN of its profile */
  readonly specification: string | undefined;
  /** BT-5, ISO 4217 */
  readonly currency: string | undefined;
  /** BT-9 */
  readonly dueDate: IsoDate | undefined;
  /** BT-10; in Germany the Leitweg-ID */
  readonly buyerReference: string | undefined;
  /** BT-13 */
  readonly purchaseOrder: string | undefined;
  /** BT-14 */
  readonly salesOrder: string | undefined;
  /** BT-12 */
  readonly contract: string | undefined;
  /** BT-11 */
  readonly project: string | undefined;
  readonly precedingInvoices: readonly PrecedingInvoice[];
  readonly seller: Seller;
  /** BT-44 */
  readonly buyerName: string | undefined;
  readonly amounts: Amounts;
}

export interface PrecedingInvoice {
  /** BT-25 */
  readonly number: string;
  /** BT-26 */
  readonly issueDate: IsoDate | undefined;
}

export interface Seller {
  /** BT-27 */
  readonly name: string;
  /** BT-31 */
  readonly vatId: string | undefined;
  /** BT-30 */
  readonly registrationId: string | undefined;
  /** BT-32 */
  readonly taxNumber: string | undefined;
  /** BT-40, ISO 3166-1 alpha-2 */
  readonly country: string | undefined;
}

/** Exact decimals as written, in the invoice's currency. */
export interface Amounts {
  /** BT-106 */
  readonly lineTotal: Decimal | undefined;
  /** BT-109 */
  readonly withoutVat: Decimal | undefined;
  /** BT-110 */
  readonly vat: Decimal | undefined;
  /** BT-112 */
  readonly withVat: Decimal | undefined;
  /** BT-113 */
  readonly prepaid: Decimal | undefined;
  /** BT-115 */
  readonly payable: Decimal | undefined;
}

/**
 * Who the seller is, across invoices: VAT id, else legal registration, else name and country. Identifiers are compared
 * without blanks, because senders write them both ways.
 */
export function sellerKey(seller: Seller): string {
  const compact = (id: string | undefined): string | undefined => id?.replace(/\s/g, '').toUpperCase() || undefined;
  const vatId = compact(seller.vatId);
  if (vatId !== undefined) return `vat:${vatId}`;
  const registrationId = compact(seller.registrationId);
  if (registrationId !== undefined) return `registration:${registrationId}`;
  return `name:${seller.name.replace(/\s+/g, ' ').toLowerCase()}/${seller.country ?? ''}`;
}

/** The first text that is there; several of a kind are legal in both syntaxes. */
export function firstText(elements: readonly Element[], path = '.'): string | undefined {
  for (const element of elements) {
    const text = element.maybe.text(path);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** BG-3, where each reference has its number and date at the given paths. One without a number says nothing. */
export function references(
  elements: readonly Element[],
  paths: { readonly number: string; readonly issueDate: string },
): readonly PrecedingInvoice[] {
  return elements.flatMap((element) => {
    const number = element.maybe.text(paths.number);
    return number === undefined ? [] : [{ number, issueDate: element.maybe.date(paths.issueDate) }];
  });
}

/** BT-27 and its substitutes: an invoice without a seller cannot be filed by seller. */
export function sellerName(names: readonly (string | undefined)[], path: string): string {
  const name = names.find((candidate) => candidate !== undefined);
  if (name !== undefined) return name;
  throw new Rejected('xrechnung.no-seller', 'The invoice does not name its seller (BT-27).', path);
}

/** Numbers in use are some 20 characters long. One that does not fit into a key would be cut, and no longer tell two apart. */
const NUMBER_LENGTH_MAX = 200;

/** BT-1 */
export function numberIn(element: Element, path: string): string {
  const number = element.text(path);
  if (number.length <= NUMBER_LENGTH_MAX) return number;
  const sentence = `The number of the invoice has more than ${NUMBER_LENGTH_MAX} characters.`;
  throw new Rejected('xrechnung.number-too-long', sentence, element.one(path).path);
}
