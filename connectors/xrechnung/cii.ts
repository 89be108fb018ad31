import type { Decimal, Element, IsoDate } from '../contract/index.js';
import { firstText, numberIn, references, sellerName, type Amounts, type Invoice, type Seller } from './invoice.js';

const TRADE = 'rsm:SupplyChainTradeTransaction';

/** Reads a Cross Industry Invoice D16B (EN 16931-3-3), in every profile from MINIMUM to EXTENDED. */
export function readCii(root: Element): Invoice {
  const document = root.one('rsm:ExchangedDocument');
  const agreement = root.one(`${TRADE}/ram:ApplicableHeaderTradeAgreement`);
  const settlement = root.many(`${TRADE}/ram:ApplicableHeaderTradeSettlement`)[0];
  const currency = settlement?.maybe.text('ram:InvoiceCurrencyCode');
  return {
    number: numberIn(document, 'ram:ID'),
    issueDate: document.date('ram:IssueDateTime/udt:DateTimeString'),
    typeCode: document.maybe.text('ram:TypeCode'),
    specification: firstText(
      root.many('rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
    ),
    currency,
    dueDate: dueDateIn(settlement),
    buyerReference: agreement.maybe.text('ram:BuyerReference'),
    purchaseOrder: firstText(agreement.many('ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID')),
    salesOrder: firstText(agreement.many('ram:SellerOrderReferencedDocument/ram:IssuerAssignedID')),
    contract: firstText(agreement.many('ram:ContractReferencedDocument/ram:IssuerAssignedID')),
    project: firstText(agreement.many('ram:SpecifiedProcuringProject/ram:ID')),
    precedingInvoices: references(settlement?.many('ram:InvoiceReferencedDocument') ?? [], {
      number: 'ram:IssuerAssignedID',
      issueDate: 'ram:FormattedIssueDateTime/DateTimeString',
    }),
    seller: readTradeParty(agreement.one('ram:SellerTradeParty')),
    buyerName: firstText(agreement.many('ram:BuyerTradeParty/ram:Name')),
    amounts: readSummation(settlement?.many('ram:SpecifiedTradeSettlementHeaderMonetarySummation')[0], currency),
  };
}

/** The first one that is stated; ZUGFeRD 1.0 has it in the same place. */
export function dueDateIn(settlement: Element | undefined): IsoDate | undefined {
  return settlement
    ?.many('ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/udt:DateTimeString')
    .map((date) => date.maybe.date('.'))
    .find((date) => date !== undefined);
}

/** The seller; ZUGFeRD 1.0 writes it the same way. */
export function readTradeParty(party: Element): Seller {
  const registrations = party.many('ram:SpecifiedTaxRegistration/ram:ID');
  const withScheme = (scheme: string): string | undefined =>
    firstText(registrations.filter((id) => id.maybe.text('@schemeID') === scheme));
  return {
    name: sellerName(
      [
        firstText(party.many('ram:Name')),
        firstText(party.many('ram:SpecifiedLegalOrganization/ram:TradingBusinessName')),
        firstText(party.many('ram:DefinedTradeContact/ram:PersonName')),
      ],
      party.path,
    ),
    vatId: withScheme('VA'),
    registrationId: firstText(party.many('ram:SpecifiedLegalOrganization/ram:ID')),
    taxNumber: withScheme('FC'),
    country: firstText(party.many('ram:PostalTradeAddress/ram:CountryID')),
  };
}

/** The totals; ZUGFeRD 1.0 has them under another name. */
export function readSummation(sum: Element | undefined, currency: string | undefined): Amounts {
  const amount = (name: string): Decimal | undefined => sum?.many(`ram:${name}`)[0]?.maybe.decimal('.');
  // A second total may state the tax in the accounting currency (BT-111).
  const taxes = sum?.many('ram:TaxTotalAmount') ?? [];
  const tax = taxes.find((total) => total.maybe.text('@currencyID') === currency) ?? taxes[0];
  return {
    lineTotal: amount('LineTotalAmount'),
    withoutVat: amount('TaxBasisTotalAmount'),
    vat: tax?.maybe.decimal('.'),
    withVat: amount('GrandTotalAmount'),
    prepaid: amount('TotalPrepaidAmount'),
    payable: amount('DuePayableAmount'),
  };
}
