import type { Decimal, Element } from '../contract/index.js';
import { firstText, numberIn, references, sellerName, type Amounts, type Invoice, type Seller } from './invoice.js';

/** Reads a UBL 2.1 Invoice or CreditNote; the two differ in few names (EN 16931-3-2). */
export function readUbl(root: Element): Invoice {
  const seller = root.one('cac:AccountingSupplierParty/cac:Party');
  const buyer = firstOf(root, 'cac:AccountingCustomerParty/cac:Party');
  return {
    number: numberIn(root, 'cbc:ID'),
    issueDate: root.date('cbc:IssueDate'),
    typeCode:
      root.maybe.text('cbc:InvoiceTypeCode') ??
      root.maybe.text('cbc:CreditNoteTypeCode') ??
      (root.name === 'CreditNote' ? '381' : undefined),
    specification: root.maybe.text('cbc:CustomizationID'),
    currency: root.maybe.text('cbc:DocumentCurrencyCode'),
    // A credit note has its due date with the means of payment.
    dueDate: root.maybe.date('cbc:DueDate') ?? firstOf(root, 'cac:PaymentMeans/cbc:PaymentDueDate')?.maybe.date('.'),
    buyerReference: root.maybe.text('cbc:BuyerReference'),
    purchaseOrder: firstText(root.many('cac:OrderReference/cbc:ID')),
    salesOrder: firstText(root.many('cac:OrderReference/cbc:SalesOrderID')),
    contract: firstText(root.many('cac:ContractDocumentReference/cbc:ID')),
    project: firstText(root.many('cac:ProjectReference/cbc:ID')),
    precedingInvoices: references(root.many('cac:BillingReference/cac:InvoiceDocumentReference'), {
      number: 'cbc:ID',
      issueDate: 'cbc:IssueDate',
    }),
    seller: readSeller(seller),
    buyerName: buyer === undefined ? undefined : nameOf(buyer).find((name) => name !== undefined),
    amounts: readAmounts(root),
  };
}

function readSeller(party: Element): Seller {
  const schemes = party.many('cac:PartyTaxScheme');
  const ofScheme = (isVat: boolean): string | undefined =>
    firstText(
      schemes.filter(
        (scheme) => ((firstText(scheme.many('cac:TaxScheme/cbc:ID')) ?? 'VAT').toUpperCase() === 'VAT') === isVat,
      ),
      'cbc:CompanyID',
    );
  return {
    name: sellerName(nameOf(party), party.path),
    vatId: ofScheme(true),
    registrationId: firstText(party.many('cac:PartyLegalEntity/cbc:CompanyID')),
    taxNumber: ofScheme(false),
    country: firstText(party.many('cac:PostalAddress/cac:Country/cbc:IdentificationCode')),
  };
}

function nameOf(party: Element): readonly (string | undefined)[] {
  return [
    firstText(party.many('cac:PartyLegalEntity/cbc:RegistrationName')),
    firstText(party.many('cac:PartyName/cbc:Name')),
    firstText(party.many('cac:Contact/cbc:Name')),
  ];
}

function readAmounts(root: Element): Amounts {
  const total = firstOf(root, 'cac:LegalMonetaryTotal');
  const amount = (name: string): Decimal | undefined => total?.maybe.decimal(`cbc:${name}`);
  return {
    lineTotal: amount('LineExtensionAmount'),
    withoutVat: amount('TaxExclusiveAmount'),
    vat: vatOf(root),
    withVat: amount('TaxInclusiveAmount'),
    prepaid: amount('PrepaidAmount'),
    payable: amount('PayableAmount'),
  };
}

/** BT-110; a second total may state the tax in the accounting currency (BT-111). */
function vatOf(root: Element): Decimal | undefined {
  const currency = root.maybe.text('cbc:DocumentCurrencyCode');
  const totals = root.many('cac:TaxTotal/cbc:TaxAmount');
  const own = totals.find((total) => total.maybe.text('@currencyID') === currency) ?? totals[0];
  return own?.maybe.decimal('.');
}

function firstOf(root: Element, path: string): Element | undefined {
  return root.many(path)[0];
}
