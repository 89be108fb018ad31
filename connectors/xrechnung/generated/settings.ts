// Generated from schemas/xrechnung/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for invoices.
 */
export interface XRechnungSettings {
  /**
   * Code of the file plan entry for invoices (Aktenplankennzeichen).
   */
  filePlanCode: string;
  /**
   * What a second invoice with the same seller, number and date but other content becomes: a new version of the document (default), or a question to a person.
   */
  repeatedNumber?: 'add-version' | 'conflict';
}
