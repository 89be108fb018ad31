// Generated from schemas/xmeld/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for what others retrieve from its population register.
 */
export interface XmeldSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for the files of retrievals.
   */
  filePlanCode: string;
  /**
   * What has a case file: an authority and a year (default), or an authority.
   */
  filePer?: 'authority-and-year' | 'authority';
  /**
   * Beginning of the subject of a case file; without it "Datenabrufe aus dem Melderegister".
   */
  fileTitle?: string;
  /**
   * Document type of requests; without it "data-request".
   */
  requestDocumentType?: string;
  /**
   * Document type of answers; without it "data-answer".
   */
  answerDocumentType?: string;
  /**
   * What a message becomes that comes again under the id of an earlier one with other content: a question to a person (default), or a new version.
   */
  changedMessage?: 'conflict' | 'add-version';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
