// Generated from schemas/xplanung/settings.json by "npm run types". Do not edit.

/**
 * What a municipality fills in for plans that arrive as XPlanGML.
 */
export interface XplanungSettings {
  /**
   * Code of the file plan entry (Aktenplankennzeichen) for plans whose kind has none of its own.
   */
  filePlanCode: string;
  /**
   * Kind of plan (BP_Plan, FP_Plan, LP_Plan, RP_Plan, SO_Plan) and the own code for it.
   */
  filePlanCodes?: {
    [k: string]: string;
  };
  /**
   * What makes a plan the one that has a file already: what the planning system calls it, else number and name together (default), its number, or its name. In the same municipality each.
   */
  filePer?: 'identifier' | 'number' | 'name';
  /**
   * Whether there is a case for each legal state of a plan (default), or all lies in the file.
   */
  casePer?: 'legal-state' | 'none';
  /**
   * What becomes of a message that names documents which did not come with it: it is rejected (default), or filed without them.
   */
  missingDocuments?: 'reject' | 'file';
  /**
   * Code of what a document is for the plan (XP_ExterneReferenzTyp, 1010) and the own document type for it.
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
