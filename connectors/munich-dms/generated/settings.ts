// Generated from schemas/munich-dms/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for procedures that speak to Munich's DMS.
 */
export interface MunichDmsSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) under which files are opened, unless entries are listed.
   */
  filePlanCode: string;
  /**
   * Which entry of the file plan the address stands for that the procedure sends (apentry). Any other is refused.
   *
   * @minItems 1
   * @maxItems 1000
   */
  filePlanEntries?: [
    {
      /**
       * Address of the entry, as the procedure has it configured.
       */
      address: string;
      /**
       * Code of the entry here.
       */
      filePlanCode: string;
      /**
       * What the entry is called when the procedure searches for it.
       */
      title?: string;
    },
    ...{
      /**
       * Address of the entry, as the procedure has it configured.
       */
      address: string;
      /**
       * Code of the entry here.
       */
      filePlanCode: string;
      /**
       * What the entry is called when the procedure searches for it.
       */
      title?: string;
    }[]
  ];
  /**
   * What becomes of a request with an access definition (accdef), which is not carried out here: it is refused (default), or filed with its name as metadata.
   */
  accessDefinition?: 'refuse' | 'keep';
  /**
   * Subject of a file that comes without one; default "Sachakte".
   */
  fileSubject?: string;
  /**
   * Subject of a case that comes without one; default "Vorgang".
   */
  procedureSubject?: string;
  /**
   * Subject of a document that comes without one; default "Eingang", "Ausgang" or "Internes Dokument".
   */
  documentSubject?: string;
  /**
   * Document type of incoming documents; default "incoming".
   */
  incomingDocumentType?: string;
  /**
   * Document type of outgoing documents; default "outgoing".
   */
  outgoingDocumentType?: string;
  /**
   * Document type of internal documents; default "internal".
   */
  internalDocumentType?: string;
  /**
   * Document type of contents (Schriftstücke); default "content-object".
   */
  contentDocumentType?: string;
}
