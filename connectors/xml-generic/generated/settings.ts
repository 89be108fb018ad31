// Generated from schemas/xml-generic/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for a procedure that has no connector of its own: where in its messages everything is.
 */
export interface XmlGenericSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) that the case files are opened under.
   */
  filePlanCode: string;
  /**
   * Root elements that are accepted, as Name or {namespace}Name; without them any.
   *
   * @maxItems 50
   */
  roots?: string[];
  /**
   * Fields that must not be missing or empty: a message without one is rejected.
   *
   * @maxItems 100
   */
  required?: string[];
  /**
   * Field that makes two transmissions the same: the number the procedure itself uses. The documents are named by it as well. Without it: the key of the sender, else the content of the message.
   */
  key?: string;
  /**
   * The case file (Akte) that a message is filed in.
   */
  caseFile?: {
    /**
     * Field that says which case file it is: messages with the same value are filed in the same one. Without it each message has a case file of its own.
     */
    key?: string;
    /**
     * What the title of the case file begins with, always the same.
     */
    words?: string;
    /**
     * Fields that the title of the case file is made of, in this order; one that is empty is left out. Without words and fields it is the value that names the case file.
     *
     * @maxItems 30
     */
    subject?: string[];
    /**
     * Name of the metadata in kebab-case, and the field it comes from. Of a field that is there several times all values are kept.
     */
    metadata?: {
      [k: string]: string;
    };
    /**
     * Name of the metadata and a fixed text; where a field is named as well, the text stands in for a field that is empty.
     */
    constants?: {
      [k: string]: string;
    };
  };
  /**
   * The case (Vorgang) in the case file; without it documents lie in the case file itself.
   */
  case?: {
    /**
     * Field that says which case it is.
     */
    key: string;
    /**
     * What the title of the case begins with, always the same.
     */
    words?: string;
    /**
     * Fields that the title of the case is made of, in this order; one that is empty is left out. Without words and fields it is the value that names the case.
     *
     * @maxItems 30
     */
    subject?: string[];
    /**
     * Field with the day on which the case was opened.
     */
    openedOn?: string;
    /**
     * Name of the metadata in kebab-case, and the field it comes from. Of a field that is there several times all values are kept.
     */
    metadata?: {
      [k: string]: string;
    };
    /**
     * Name of the metadata and a fixed text; where a field is named as well, the text stands in for a field that is empty.
     */
    constants?: {
      [k: string]: string;
    };
  };
  /**
   * The document that the message itself becomes.
   */
  document?: {
    /**
     * What the title of the document begins with, always the same.
     */
    words?: string;
    /**
     * Fields that the title of the document is made of, in this order; one that is empty is left out. Without words and fields it is the key of the message.
     *
     * @maxItems 30
     */
    subject?: string[];
    /**
     * Field with the date of the document.
     */
    date?: string;
    /**
     * Type of the document, always the same; with `typeField`, when that field is empty.
     */
    type?: string;
    /**
     * Field with the type of the document.
     */
    typeField?: string;
    /**
     * Name of the metadata in kebab-case, and the field it comes from. Of a field that is there several times all values are kept.
     */
    metadata?: {
      [k: string]: string;
    };
    /**
     * Name of the metadata and a fixed text; where a field is named as well, the text stands in for a field that is empty.
     */
    constants?: {
      [k: string]: string;
    };
  };
  /**
   * Further documents: the attachments of the message.
   */
  attachments?: {
    /**
     * False: attachments are not filed.
     */
    file?: boolean;
    /**
     * Type of these documents.
     */
    type?: string;
  };
  /**
   * What a document with a known key and other content becomes: a question to a person (default), or a new version.
   */
  whenChanged?: 'add-version' | 'conflict';
  /**
   * What becomes of a message of an XÖV standard that is marked as a test: it is rejected (default), or filed, in a procedure that is there for tests.
   */
  testMessages?: 'reject' | 'file';
}
