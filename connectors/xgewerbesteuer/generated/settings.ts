// Generated from schemas/xgewerbesteuer/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for trade tax notices that arrive as XGewerbesteuer messages.
 */
export interface XgewerbesteuerSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for the tax files.
   */
  filePlanCode: string;
  /**
   * What a case file is for: a tax number (default), or a booking number.
   */
  filePer?: 'tax-number' | 'booking-number';
  /**
   * Whether there is a case for each tax year (default), or all lies in the file.
   */
  casePer?: 'year' | 'none';
  /**
   * What is in the title of a case file behind "Gewerbesteuer": the booking number (default), the tax number, or the booking number with the name of the taxpayer.
   */
  fileTitle?: 'booking-number' | 'tax-number' | 'name';
  /**
   * Number of the message type (0001) and the own document type for it, where that has another name.
   */
  documentTypes?: {
    [k: string]: string;
  };
  /**
   * What a notice becomes that comes again with other content: a question to a person (default), or a new version.
   */
  changedDocument?: 'conflict' | 'add-version';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
