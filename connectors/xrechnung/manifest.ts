import type { Manifest } from '../contract/index.js';

const ublComponents = {
  cbc: 'urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2',
  cac: 'urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2',
};

export const manifest = {
  name: 'xrechnung',
  title: 'Electronic invoices (EN 16931: XRechnung, Peppol, Factur-X / ZUGFeRD), in UBL, CII and hybrid PDF',
  version: '1.1.0',
  stability: 'pilot',
  contract: 1,
  accepts: [
    {
      type: 'invoice.ubl',
      title: 'UBL 2.1 invoice',
      root: { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', element: 'Invoice' },
      official: { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2', entry: 'Invoice' },
      namespaces: ublComponents,
    },
    {
      type: 'credit-note.ubl',
      title: 'UBL 2.1 credit note',
      root: { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2', element: 'CreditNote' },
      official: { namespace: 'urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2', entry: 'CreditNote' },
      namespaces: ublComponents,
    },
    {
      type: 'invoice.cii',
      title: 'UN/CEFACT Cross Industry Invoice D16B, invoices and credit notes',
      root: {
        namespace: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
        element: 'CrossIndustryInvoice',
      },
      container: 'pdf-attachment',
      // The coupled code lists are those of one day; newer codes, which EN 16931 allows, would be refused.
      official: {
        namespace: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
        entry: 'CrossIndustryInvoice',
        prefer: 'uncoupled',
      },
      namespaces: {
        rsm: 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
        ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
        udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
      },
    },
    {
      type: 'invoice.zugferd1',
      title: 'ZUGFeRD 1.0 invoice',
      root: { namespace: 'urn:ferd:CrossIndustryDocument:invoice:1p0', element: 'CrossIndustryDocument' },
      container: 'pdf-attachment',
      official: { namespace: 'urn:ferd:CrossIndustryDocument:invoice:1p0', entry: 'CrossIndustryDocument' },
      namespaces: {
        rsm: 'urn:ferd:CrossIndustryDocument:invoice:1p0',
        ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12',
        udt: 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15',
      },
    },
  ],
  settings: 'xrechnung/settings.json',
} as const satisfies Manifest;
