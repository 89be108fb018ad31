// Generated from schemas/xjustiz/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for messages of the justice that arrive as XJustiz.
 */
export interface XjustizSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for proceedings whose part of the standard has none of its own.
   */
  filePlanCode: string;
  /**
   * The beginning of a message's name behind "nachricht." (straf.owi, fam, zvg), and the own code for it. The longest beginning decides.
   */
  filePlanCodes?: {
    [k: string]: string;
  };
  /**
   * Which reference makes a case file: that of the justice (default), or that of the municipality, where the message has it.
   */
  filePer?: 'justice-reference' | 'own-reference';
  /**
   * What is in the title of a case file: the reference (default), or also what the sender calls it, which often names people.
   */
  fileTitle?: 'reference' | 'names';
  /**
   * Document type of the message itself.
   */
  messageDocumentType?: string;
  /**
   * Code of the class of a document (Dokumentklasse, 014) and the own document type for it.
   */
  documentTypes?: {
    [k: string]: string;
  };
  /**
   * What a document that was handed over before becomes when it comes with other content: a new version (default), or a question to a person.
   */
  changedDocument?: 'add-version' | 'conflict';
  /**
   * What becomes of a message that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
