import type { MessageState } from '../ledger/message-state.js';
import type { AttemptRow } from '../ledger/messages.js';

/** One thing that happened to a message. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: 'accepted' | 'attempt' | 'decision' | 'filed' | 'receipt';
  /** Of coming in, or of a try, in milliseconds. */
  readonly durationMs?: number;
  /** Of a try or a decision. */
  readonly attempt?: object;
  /** What was filed. */
  readonly documents?: readonly { readonly fileName: string; readonly href: string }[];
  readonly fileReference?: string;
  /** Of the receipt on its way to the procedure. */
  readonly state?: string;
  /** How often it was sent. */
  readonly tries?: number;
}

/** From its arrival to its receipt, oldest first; from what the ledger has anyway. */
export function timelineOf(
  message: MessageState,
  attempts: readonly AttemptRow[],
  view: (attempt: AttemptRow) => object,
): readonly TimelineEntry[] {
  const tries = attempts.map((attempt): TimelineEntry => {
    const { startedAt, endedAt, actor } = attempt;
    const isDecision = actor !== 'worker';
    return {
      at: endedAt.toISOString(),
      kind: isDecision ? 'decision' : 'attempt',
      ...(isDecision ? {} : { durationMs: endedAt.getTime() - startedAt.getTime() }),
      attempt: view(attempt),
    };
  });
  const receivedMs = attempts.find(({ measured }) => measured.receivedMs !== undefined)?.measured.receivedMs;
  return [arrival(message.acceptedAt, receivedMs), ...tries, ...filed(message), ...receiptOf(message)].toSorted(
    (one, other) => Date.parse(one.at) - Date.parse(other.at),
  );
}

/** @param receivedMs how long it took */
export function arrival(acceptedAt: Date, receivedMs?: number): TimelineEntry {
  const durationMs = receivedMs === undefined ? {} : { durationMs: receivedMs };
  return { at: acceptedAt.toISOString(), kind: 'accepted', ...durationMs };
}

function filed({ state, receipt, duplicateOf }: MessageState): readonly TimelineEntry[] {
  if (state !== 'filed' || receipt === null || duplicateOf !== null) return [];
  const documents = receipt.documents.map(({ id, fileName, version }) => ({
    fileName,
    href: `/v1/documents/${id}/content?version=${version}`,
  }));
  return [{ at: receipt.filedAt, kind: 'filed', fileReference: receipt.fileReference, documents }];
}

function receiptOf({ confirmation }: MessageState): readonly TimelineEntry[] {
  if (confirmation === null) return [];
  const at = confirmation.endedAt ?? confirmation.nextAt;
  const { state, attempts: tries } = confirmation;
  return at === null ? [] : [{ at: at.toISOString(), kind: 'receipt', state, tries }];
}
