// Generated from schemas/xdomea/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for records that arrive as xdomea messages.
 */
export interface XdomeaSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for files of which the sender's file plan says nothing.
   */
  filePlanCode: string;
  /**
   * The sender's file plan code, or its beginning, and the own code for it. The longest beginning decides.
   */
  filePlanCodes?: {
    [k: string]: string;
  };
  /**
   * What a document that was handed over before becomes when it comes with other content: a new version (default), or a question to a person.
   */
  changedDocument?: 'add-version' | 'conflict';
  /**
   * What a document of 0605 is put into when it names a container that is not in the message: a case (default) or a case file.
   */
  documentContainer?: 'case' | 'file';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
