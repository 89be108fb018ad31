import type { Element } from '../contract/index.js';
import { dueDateIn, readSummation, readTradeParty } from './cii.js';
import { firstText, numberIn, type Invoice } from './invoice.js';

const TRADE = 'rsm:SpecifiedSupplyChainTradeTransaction';

/**
 * Reads a ZUGFeRD 1.0 invoice of 2014, in every profile from BASIC to EXTENDED. It came before EN 16931, and does not
 * say which invoice it corrects.
 */
export function readZugferd1(root: Element): Invoice {
  const document = root.one('rsm:HeaderExchangedDocument');
  const agreement = root.one(`${TRADE}/ram:ApplicableSupplyChainTradeAgreement`);
  const settlement = root.many(`${TRADE}/ram:ApplicableSupplyChainTradeSettlement`)[0];
  const currency = settlement?.maybe.text('ram:InvoiceCurrencyCode');
  return {
    number: numberIn(document, 'ram:ID'),
    issueDate: document.date('ram:IssueDateTime/udt:DateTimeString'),
    typeCode: document.maybe.text('ram:TypeCode'),
    specification: firstText(
      root.many('rsm:SpecifiedExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID'),
    ),
    currency,
    dueDate: dueDateIn(settlement),
    buyerReference: agreement.maybe.text('ram:BuyerReference'),
    purchaseOrder: firstText(agreement.many('ram:BuyerOrderReferencedDocument/ram:ID')),
    salesOrder: undefined,
    contract: firstText(agreement.many('ram:ContractReferencedDocument/ram:ID')),
    project: undefined,
    precedingInvoices: [],
    seller: readTradeParty(agreement.one('ram:SellerTradeParty')),
    buyerName: firstText(agreement.many('ram:BuyerTradeParty/ram:Name')),
    amounts: readSummation(settlement?.many('ram:SpecifiedTradeSettlementMonetarySummation')[0], currency),
  };
}
