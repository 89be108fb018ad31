// Generated from schemas/hub/alert-notice.json by "npm run types". Do not edit.

/**
 * What the hub sends to a webhook for alerts: what was opened, repeated and resolved at once, and as a test.
 */
export interface AlertNoticeBody {
  version: 1;
  /**
   * The same as in the header Fachwerk-Delivery. A repetition has the same one.
   */
  delivery: string;
  /**
   * Name of the tenant.
   */
  tenant: string;
  /**
   * A test has no notices.
   */
  state: 'alerts' | 'test';
  notices: AlertNotice[];
}
export interface AlertNotice {
  what: 'opened' | 'repeated' | 'resolved';
  alert: string;
  /**
   * Kind of the rule, for example parked-rate.
   */
  kind: string;
  /**
   * warning or critical.
   */
  severity: string;
  /**
   * Name of the specialist procedure it is about.
   */
  procedure?: string;
  /**
   * Part of the hub it is about: exchange, database, content, consumers.
   */
  part?: string;
  sentence: AlertSentence;
  /**
   * UTC.
   */
  openedAt: string;
  /**
   * UTC.
   */
  resolvedAt?: string;
  /**
   * Page of the console that explains it.
   */
  page: string;
}
export interface AlertSentence {
  de: string;
  en: string;
}
