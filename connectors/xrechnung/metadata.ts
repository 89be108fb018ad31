import type { Metadata } from '../contract/index.js';
import type { Invoice } from './invoice.js';
import { documentKey, withinMetadata } from './keys.js';

/** What metadata can hold. The document itself has them all. */
const LIST_LENGTH_MAX = 1_000;

/** UNTDID 1001: 81, 83, 261, 262, 296, 308, 381, 396, 420, 458, 532 are credit notes (EN 16931, BT-3). */
export function isCreditNote({ typeCode }: Invoice): boolean {
  return ['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532'].includes(typeCode ?? '');
}

export function metadataOf(invoice: Invoice): Metadata {
  const { seller, amounts, specification } = invoice;
  const precedingInvoices = invoice.precedingInvoices.slice(0, LIST_LENGTH_MAX);
  const all: Readonly<Record<string, string | undefined>> = {
    'invoice-number': invoice.number,
    'issue-date': invoice.issueDate,
    'type-code': invoice.typeCode,
    profile: specification === undefined ? undefined : profileOf(specification),
    specification,
    currency: invoice.currency,
    'due-date': invoice.dueDate,
    'seller-name': seller.name,
    'seller-vat-id': seller.vatId,
    'seller-registration-id': seller.registrationId,
    'seller-tax-number': seller.taxNumber,
    'seller-country': seller.country,
    'buyer-name': invoice.buyerName,
    'buyer-reference': invoice.buyerReference,
    'purchase-order': invoice.purchaseOrder,
    'sales-order': invoice.salesOrder,
    contract: invoice.contract,
    project: invoice.project,
    'amount-lines': amounts.lineTotal,
    'amount-without-vat': amounts.withoutVat,
    'amount-vat': amounts.vat,
    'amount-with-vat': amounts.withVat,
    'amount-prepaid': amounts.prepaid,
    'amount-payable': amounts.payable,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, withinMetadata(value)])),
    ...(precedingInvoices.length === 0
      ? {}
      : { 'preceding-invoices': precedingInvoices.map(({ number }) => withinMetadata(number)) }),
    ...correctionOf(invoice),
  };
}

/**
 * The name by which people know a profile; the URN itself where it is another one. The versions of ZUGFeRD and Factur-X
 * put theirs at the end of the URN, in several spellings.
 */
export function profileOf(specification: string): string {
  if (/:xrechnung[_:]/.test(specification)) return 'xrechnung';
  if (specification.includes(':peppol.eu:')) return 'peppol';
  if (specification === 'urn:cen.eu:en16931:2017') return 'en16931';
  const [, last = ''] = /(?:ferd|factur-x).*:(minimum|basicwl|basic|comfort|extended)$/.exec(specification) ?? [];
  if (last === '') return specification;
  return last === 'basicwl' ? 'basic-wl' : last;
}

/**
 * Which invoices a credit note or a corrected invoice corrects, with the keys under which they are filed when they came
 * this way, too. An invoice that only names others does not correct them: a final invoice names those on account.
 */
function correctionOf(invoice: Invoice): Metadata {
  const { seller, typeCode, amounts } = invoice;
  const precedingInvoices = invoice.precedingInvoices.slice(0, LIST_LENGTH_MAX);
  const isNegative = amounts.withVat?.startsWith('-') === true;
  if (!isCreditNote(invoice) && typeCode !== '384' && !isNegative) return {};
  const dates = precedingInvoices.flatMap(({ issueDate }) => issueDate ?? []);
  const keys = precedingInvoices.flatMap(({ number, issueDate }) =>
    issueDate === undefined ? [] : documentKey({ seller, number, issueDate }),
  );
  return {
    ...oneOrAll(
      'corrects-invoice',
      precedingInvoices.map(({ number }) => number),
    ),
    ...oneOrAll('corrects-invoice-date', dates),
    ...oneOrAll('corrects-key', keys),
  };
}

/** A text where there is one, as nearly always; a list where there are several. */
function oneOrAll(name: string, values: readonly string[]): Metadata {
  const [first] = values;
  if (first === undefined) return {};
  return { [name]: values.length === 1 ? withinMetadata(first) : values.map(withinMetadata) };
}
