import type { ArchiveCommand, Connector, Element, Message, MessageType } from '../contract/index.js';
import { readCii } from './cii.js';
import type { XRechnungSettings } from './generated/settings.js';
import { sellerKey, type Invoice } from './invoice.js';
import { documentKey, withinKey, withinSubject } from './keys.js';
import { manifest } from './manifest.js';
import { isCreditNote, metadataOf } from './metadata.js';
import { readUbl } from './ubl.js';
import { readZugferd1 } from './zugferd1.js';

export const xrechnung: Connector = {
  manifest,
  types: {
    'invoice.ubl': invoiceIn(readUbl),
    'credit-note.ubl': invoiceIn(readUbl),
    'invoice.cii': invoiceIn(readCii),
    'invoice.zugferd1': invoiceIn(readZugferd1),
  },
};

function invoiceIn(read: (root: Element) => Invoice): MessageType {
  // All of them are asked about the same message, which never changes: it is read once.
  const known = new WeakMap<Element, Invoice>();
  const invoiceOf = ({ body }: Message<Element>): Invoice => {
    const invoice = known.get(body) ?? read(body);
    known.set(body, invoice);
    return invoice;
  };
  return {
    key: (message: Message<Element>) => documentKey(invoiceOf(message)),
    // Not the seller's file: an invoice that is parked holds what comes for it, and no other invoice.
    order: (message: Message<Element>) => documentKey(invoiceOf(message)),
    translate: (message: Message<Element>, settings: XRechnungSettings) =>
      fileInvoice(invoiceOf(message), message, settings),
  };
}

/**
 * One case file per seller and year; the invoice is a document in it. Sellers do send another invoice under a number
 * they used before; both are kept. Of a hybrid invoice the PDF is filed, as it was sent.
 */
function fileInvoice(invoice: Invoice, { mime }: Message, settings: XRechnungSettings): readonly ArchiveCommand[] {
  const { number, issueDate, seller } = invoice;
  const year = issueDate.slice(0, 4);
  const extension = mime === 'application/pdf' ? 'pdf' : 'xml';
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
      fileName: `${number.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)}.${extension}`,
      documentType: isCreditNote(invoice) ? 'credit-note' : 'invoice',
      documentDate: issueDate,
      metadata: metadataOf(invoice),
      whenChanged: settings.repeatedNumber ?? 'add-version',
    },
  ];
}
