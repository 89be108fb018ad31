/** Invoices as sellers send them: an XRechnung in UBL that is valid by the official schema, of any size above 2 KB. */

const PAD = 'Lieferung frei Haus, Leistungszeitraum im Vormonat. ';
const PRICE = 10;

/**
 * @param bytes how large it is, to the byte; as many lines as there is room for
 * @param key number of the invoice
 * @param seller VAT number of the seller
 */
export function invoiceOf(bytes: number, key: string, seller: string): string {
  const rest = bytes - Buffer.byteLength(invoice(1, key, seller, ''));
  if (rest < 0) throw new RangeError(`An invoice has at least ${bytes - rest} bytes.`);
  // Numbers grow longer with the lines; what is left over is a note.
  const lines = 1 + Math.max(0, Math.floor((rest - 64) / (Buffer.byteLength(lineOf(1)) + 8)));
  const missing = bytes - Buffer.byteLength(invoice(lines, key, seller, ''));
  return invoice(lines, key, seller, PAD.repeat(Math.ceil(missing / PAD.length)).slice(0, missing));
}

function invoice(lines: number, key: string, seller: string, note: string): string {
  const net = (lines * PRICE).toFixed(2);
  const tax = (lines * PRICE * 0.19).toFixed(2);
  const gross = (lines * PRICE * 1.19).toFixed(2);
  return `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0</cbc:CustomizationID>
<cbc:ID>${key}</cbc:ID>
<cbc:IssueDate>2026-03-15</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:Note>${note}</cbc:Note>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cbc:BuyerReference>04011000-12345-34</cbc:BuyerReference>
<cac:AccountingSupplierParty><cac:Party><cac:PartyTaxScheme><cbc:CompanyID>${seller}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Lieferant ${seller}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Stadt Leipzig</cbc:Name></cac:PartyName></cac:Party></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">${tax}</cbc:TaxAmount></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">${net}</cbc:LineExtensionAmount><cbc:TaxInclusiveAmount currencyID="EUR">${gross}</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">${gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>
${Array.from({ length: lines }, (_, at) => lineOf(at + 1)).join('\n')}
</Invoice>
`;
}

function lineOf(number: number): string {
  return `<cac:InvoiceLine><cbc:ID>${number}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">${PRICE.toFixed(2)}</cbc:LineExtensionAmount><cac:Item><cbc:Name>Artikel ${number}</cbc:Name></cac:Item></cac:InvoiceLine>`;
}
