// Generated from schemas/xgewerbeanzeige/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for notifications of businesses.
 */
export interface XgewerbeanzeigeSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for the files of businesses.
   */
  filePlanCode: string;
  /**
   * What has a case file: a business (default), or a year.
   */
  filePer?: 'business' | 'year';
  /**
   * Whether the name of a business is in the title of its case file: where it is registered and public (default), or never.
   */
  nameInTitle?: 'registered' | 'never';
  /**
   * Document type of notifications; without it "business-notification".
   */
  documentType?: string;
  /**
   * What a message becomes that comes again under the id of an earlier one with other content: a new version (default), or a question to a person.
   */
  changedMessage?: 'add-version' | 'conflict';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
