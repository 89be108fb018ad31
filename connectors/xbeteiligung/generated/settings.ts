// Generated from schemas/xbeteiligung/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for participation in plans.
 */
export interface XbeteiligungSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for the files of plans.
   */
  filePlanCode: string;
  /**
   * What has a case file: a plan, with a case for each participation (default), or a participation.
   */
  filePer?: 'plan' | 'participation';
  /**
   * Beginning of the subject of a case file; without it "Planverfahren".
   */
  fileTitle?: string;
  /**
   * What becomes of a message that names documents which did not come with it: it is rejected (default), or filed without them.
   */
  missingAnnexes?: 'reject' | 'file';
  /**
   * Document type of messages; without it "participation-message".
   */
  messageDocumentType?: string;
  /**
   * Document type of statements; without it "statement".
   */
  statementDocumentType?: string;
  /**
   * Document type of the documents of a procedure; without it "planning-document".
   */
  annexDocumentType?: string;
  /**
   * What a message becomes that comes again under the id of an earlier one with other content: a new version (default), or a question to a person.
   */
  changedMessage?: 'add-version' | 'conflict';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
