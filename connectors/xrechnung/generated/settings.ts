// Generated from schemas/xrechnung/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for invoices.
 */
export interface XRechnungSettings {
  /**
   * Code of the file plan entry for invoices (Aktenplankennzeichen).
   */
  filePlanCode: string;
}
