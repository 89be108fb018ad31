import type { AlertKind } from '../../ledger/alerts/rules.js';

/** Something that a rule is about, as it is seen now. */
export interface Finding {
  readonly kind: AlertKind;
  /** The id of a procedure, the name of a part of the hub, or nothing. */
  readonly subject: string;
  /**
   * By kind: minutes that the oldest message has waited, percent that was parked or is free, how many are parked or not
   * delivered, hours of a pause, days that a key or certificate still holds, minutes that the database was away.
   */
  readonly value: number | null;
  /** Since when it is known to have been like this, where that is longer than since now. */
  readonly since?: Date;
}

export const PARTS = ['exchange', 'database', 'content', 'consumers'] as const;
export type Part = (typeof PARTS)[number];
