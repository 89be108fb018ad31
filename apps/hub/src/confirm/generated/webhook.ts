// Generated from schemas/hub/webhook.json by "npm run types". Do not edit.

/**
 * What the hub sends to the webhook of a procedure when a submission is filed or rejected, and as a test.
 */
export interface WebhookBody {
  version: 1;
  /**
   * The same as in the header Fachwerk-Delivery. A repetition has the same one.
   */
  delivery: string;
  /**
   * Name of the specialist procedure.
   */
  procedure: string;
  /**
   * A test has nothing of what follows.
   */
  state: 'filed' | 'rejected' | 'test';
  /**
   * Of the first transmission: repetitions of it got other ids.
   */
  messageId?: string;
  /**
   * The sender's key, else the one that the connector found.
   */
  key?: string;
  /**
   * UTC.
   */
  acceptedAt?: string;
  /**
   * UTC.
   */
  settledAt?: string;
  receipt?: ReceiptBody;
  /**
   * The receipt, signed (JWS in compact form, ES256); see /.well-known/jwks.json.
   */
  receiptJws?: string;
  error?: Refusal;
}
/**
 * Of a submission that was filed.
 */
export interface ReceiptBody {
  messageId: string;
  key: string;
  /**
   * Aktenzeichen of the first case file.
   */
  fileReference: string;
  caseFiles: ReceiptCaseFile[];
  cases: ReceiptCase[];
  documents: ReceiptDocument[];
  /**
   * UTC.
   */
  filedAt: string;
}
export interface ReceiptCaseFile {
  id: string;
  reference: string;
}
export interface ReceiptCase {
  id: string;
  caseFileId: string;
  number: number;
}
export interface ReceiptDocument {
  id: string;
  key: string;
  version: number;
  sha256: string;
  sizeBytes: number;
  mime: string;
  fileName: string;
}
/**
 * Why a submission was rejected.
 */
export interface Refusal {
  /**
   * Of the hub, or of the connector.
   */
  code: string;
  stage: 'receive' | 'validate' | 'translate' | 'file' | 'confirm';
  sentence: Sentences;
  /**
   * XPath or JSON pointer into the message.
   */
  path?: string;
}
export interface Sentences {
  de: string;
  en: string;
}
