import type { ArchiveCommand, Connector, Element, Message, MessageType, Metadata } from '../contract/index.js';
import { readCii } from './cii.js';
import type { XRechnungSettings } from './generated/settings.js';
import { sellerKey, type Invoice } from './invoice.js';
import { manifest } from './manifest.js';
import { readUbl } from './ubl.js';

export const xrechnung: Connector = {
  manifest,
  types: {
    'invoice.ubl': invoiceIn(readUbl),
    'credit-note.ubl': invoiceIn(readUbl),
    'invoice.cii': invoiceIn(readCii),
  },
};

function invoiceIn(read: (root: Element) => Invoice): MessageType {
  return {
    key: (message: Message<Element>) => documentKey(read(message.body)),
    translate: (message: Message<Element>, settings: XRechnungSettings) => fileInvoice(read(message.body), settings),
  };
}

/**
 * One case file per seller and year; the invoice is a document in it. Sellers do send another invoice under a number
 * they used before; both are kept.
 */
function fileInvoice(invoice: Invoice, settings: XRechnungSettings): readonly ArchiveCommand[] {
  const { number, issueDate, seller } = invoice;
  const year = issueDate.slice(0, 4);
  const file = withinKey(`${sellerKey(seller)}/${year}`);
  return [
    {
      do: 'open-file',
      key: file,
      filePlanCode: settings.filePlanCode,
      subject: withinSubject(`${seller.name}, ${year}`),
    },
    {
      do: 'add-document',
      key: documentKey(invoice),
      in: { file },
      subject: withinSubject(`${isCreditNote(invoice) ? 'Gutschrift' : 'Rechnung'} ${number}, ${seller.name}`),
      content: 'message',
      fileName: `${number.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)}.xml`,
      documentType: isCreditNote(invoice) ? 'credit-note' : 'invoice',
      documentDate: issueDate,
      metadata: metadataOf(invoice),
      whenChanged: settings.repeatedNumber ?? 'add-version',
    },
  ];
}

function documentKey({ seller, number, issueDate }: Invoice): string {
  return withinKey(`${sellerKey(seller)}/${number}/${issueDate}`);
}

/** UNTDID 1001: 81, 83, 261, 262, 296, 308, 381, 396, 420, 458, 532 are credit notes (EN 16931, BT-3). */
function isCreditNote({ typeCode }: Invoice): boolean {
  return ['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '532'].includes(typeCode ?? '');
}

function metadataOf(invoice: Invoice): Metadata {
  const { seller, amounts, precedingInvoices } = invoice;
  const all: Readonly<Record<string, string | undefined>> = {
    'invoice-number': invoice.number,
    'issue-date': invoice.issueDate,
    'type-code': invoice.typeCode,
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
    ...Object.fromEntries(given),
    ...(precedingInvoices.length === 0 ? {} : { 'preceding-invoices': precedingInvoices }),
  };
}

/** Keys have at most 512 characters; a seller's name may be longer. What is cut off is hardly what tells two apart. */
function withinKey(key: string): string {
  return cut(key, 512);
}

function withinSubject(subject: string): string {
  return cut(subject, 1000);
}

/** One line, and no half of a surrogate pair at its end. */
function cut(text: string, length: number): string {
  return text
    .replace(/\s+/g, ' ')
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '');
}
