// Generated from schemas/xwasser/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for plans and reports about drinking water.
 */
export interface XwasserSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for the files of facilities.
   */
  filePlanCode: string;
  /**
   * What has a case file: the facility, supply area or object that the message names (default), or a sender.
   */
  filePer?: 'facility' | 'sender';
  /**
   * Beginning of the subject of a case file; without it "Trinkwasserüberwachung".
   */
  fileTitle?: string;
  /**
   * What a facility is called in the title of its case file: its id (default), or its name.
   */
  facilityTitle?: 'id' | 'name';
  /**
   * What a plan or report is called: its title (default), or its number.
   */
  titles?: 'message' | 'number';
  /**
   * Document type of examination plans; without it "examination-plan".
   */
  planDocumentType?: string;
  /**
   * Document type of reports; without it "examination-report".
   */
  reportDocumentType?: string;
  /**
   * Document type of messages about a process; without it "water-message".
   */
  messageDocumentType?: string;
  /**
   * What a message becomes that comes again under the id of an earlier one with other content: a new version (default), or a question to a person.
   */
  changedMessage?: 'add-version' | 'conflict';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
