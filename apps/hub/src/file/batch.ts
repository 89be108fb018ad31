import type { Filing, FilingOrder, FilingResult, StoredContent } from '../archive/filing.js';
import type { Clock, Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { writeAttempts, writePayloads, type Attempt, type AttemptOutcome, type Payload } from '../ledger/attempts.js';
import type { Measured } from '../ledger/measured.js';
import {
  settleSubmissions,
  writeMessages,
  writeSubmissions,
  type MessageRow,
  type Settlement,
  type Submission,
} from '../ledger/ledger.js';
import { queueReceipts } from '../ledger/outbox.js';
import { countOutcomes, type Outcome } from '../ledger/outcomes.js';
import type { LedgerError, Receipt } from '../ledger/state.js';
import { lockOrder } from '../ledger/turns.js';
import { reactionTo, toLedgerError } from './decide.js';
import { claimEntries, type Entry } from './entries.js';
import { orderBatch, turnOver, type BatchOrder } from './order.js';
import { preciseNow, type Filed, type ReadMessage } from './read-message.js';
import { receiptOf } from './receipt.js';

export interface BatchParts {
  readonly filing: Filing;
  readonly sign: (receipt: Receipt) => Promise<string>;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Stands for this process where outcomes are counted. */
  readonly writer: string;
}

/** Code of what waits for its turn. */
const HELD = 'order.held';

interface Result {
  readonly filed: Filed;
  readonly row?: MessageRow;
  readonly attempt?: Attempt;
  readonly settlement?: Settlement;
}

/**
 * Files the messages of one tenant in one transaction: claim the submissions, carry the commands out, settle, write the
 * books. Either all of it happens or nothing. One answer per message, same order.
 *
 * @throws whatever makes the whole transaction impossible; the caller decides what to do with the batch
 */
export async function fileBatch(
  transaction: Transaction,
  tenant: string,
  messages: readonly ReadMessage[],
  parts: BatchParts,
): Promise<readonly Filed[]> {
  const begunAt = performance.now();
  const ordered = new Set(messages.flatMap((message) => (message.ordered ? message.envelope.procedure : [])));
  const byKey = ordered.size === 0 ? ordered : await lockOrder(transaction, tenant, [...ordered]);
  const { entries: claimed, fresh } = await claimEntries(transaction, tenant, messages, parts);
  const entries = claimed.filter(({ outdated }) => !outdated);
  const order = await orderBatch(transaction, tenant, entries, byKey, parts.clock);
  const acting = order.sequence.filter(
    (entry) => entry.acts && 'commands' in entry.message.result && !order.waitsFor.has(entry),
  );
  const carriedOut = await parts.filing.carryOut(transaction, tenant, acting.map(filingOrderOf(order, parts.clock)));
  const outcomes = new Map(acting.map((entry, position) => [entry, carriedOut[position]!]));

  const now = parts.clock.now();
  const results = await Promise.all(
    entries.map((entry) => {
      const outcome = outcomes.get(entry);
      const waitsFor =
        order.waitsFor.get(entry) ?? (outcome !== undefined && 'after' in outcome ? outcome.after : undefined);
      return waitsFor === undefined ? settle(entry, outcome, now, parts) : hold(entry, waitsFor, now, parts);
    }),
  );
  const resultOf = new Map(entries.map((entry, position) => [entry, results[position]!]));
  const rows = results.flatMap(({ row }) => row ?? []);
  if (rows.length > 0) {
    const unseen = entries.filter(({ known }) => known === undefined);
    // Before the messages: of one that has to wait, the words of its body are looked for as well.
    writePayloads(
      transaction,
      tenant,
      unseen.map((entry) => payloadOf(entry, resultOf.get(entry)!)),
    );
    writeMessages(transaction, tenant, now, rows);
  }
  const settlements = results.flatMap(({ settlement }) => settlement ?? []);
  const isFresh = new Set(fresh.map(({ id }) => id));
  writeSubmissions(transaction, tenant, now, fresh, settlements);
  settleSubmissions(
    transaction,
    tenant,
    now,
    settlements.filter(({ submission }) => !isFresh.has(submission)),
  );
  queueReceipts(transaction, tenant, now, settlements, parts.ids);
  const together = { filedMs: performance.now() - begunAt, batchMessages: messages.length };
  writeAttempts(
    transaction,
    tenant,
    results.flatMap(({ attempt }) =>
      attempt === undefined ? [] : { ...attempt, measured: { ...attempt.measured, ...together } },
    ),
  );
  turnOver(transaction, tenant, order, (entry) => resultOf.get(entry)!.filed);
  countOutcomes(
    transaction,
    tenant,
    parts.writer,
    now,
    entries.flatMap((entry) => outcomeOf(entry, resultOf.get(entry)!) ?? []),
  );
  return claimed.map((entry) => resultOf.get(entry)?.filed ?? { as: 'settled', outcome: 'known' });
}

/** What may be sent through the pipeline again stays at hand; the bytes of what is filed are where its documents are. */
function payloadOf({ message: { envelope, body, place } }: Entry, { settlement }: Result): Payload {
  const isFiled = place !== undefined && settlement?.state === 'filed';
  return isFiled ? { envelope, body: undefined, place } : { envelope, body, place: undefined };
}

function outcomeOf({ submission, known, message }: Entry, { settlement }: Result): Outcome | undefined {
  if (settlement === undefined) return undefined;
  const touched = submission?.touched === true || known?.touched === true;
  const { procedure, state } = settlement;
  const { connector, connectorVersion } = message;
  return { procedure, state, touched, connector, connectorVersion };
}

function filingOrderOf(order: BatchOrder, clock: Clock): (entry: Entry) => FilingOrder {
  return (entry) => {
    const { message } = entry;
    const orderKey = order.keyOf(entry);
    const { envelope, result, procedureName } = message;
    const { sha256, sizeBytes, mime, fileName } = envelope.body;
    const { place } = message;
    const named = { ...(fileName === undefined ? {} : { fileName }), ...(place === undefined ? {} : { place }) };
    const body: StoredContent = { sha256, sizeBytes, mime, ...named };
    return {
      procedureId: envelope.procedure,
      messageId: envelope.id,
      ...(orderKey === undefined ? {} : { orderKey }),
      at: clock.now(),
      actor: `procedure:${procedureName}`,
      commands: 'commands' in result ? result.commands : [],
      parts: {
        message: body,
        attachments: new Map(envelope.attachments.map((part) => [part.name, { ...part, fileName: part.name }])),
      },
    };
  };
}

async function settle(
  entry: Entry,
  carriedOut: FilingResult | undefined,
  now: Date,
  parts: BatchParts,
): Promise<Result> {
  const { message, submission, known } = entry;
  if (known?.settled === true) return { filed: { as: 'settled', outcome: 'known' } };
  // The submission was settled before, or is by an earlier message of this batch.
  if (submission !== undefined && !entry.acts)
    return ended(entry, entry.duplicate ? 'duplicate' : 'known', undefined, now, parts);

  const refused = refusalOf(entry, carriedOut);
  if (refused === undefined && submission !== undefined && carriedOut !== undefined && 'filed' in carriedOut) {
    const receipt = receiptOf(submission, message, carriedOut.filed, now);
    const fromMs = preciseNow();
    const receiptJws = await parts.sign(receipt);
    const confirmed = { fromMs, toMs: preciseNow() };
    const { filed, row, attempt: tried } = ended(entry, 'filed', undefined, now, parts);
    const attempt = { ...tried!, measured: { ...tried!.measured, confirmedMs: confirmed.toMs - fromMs } };
    const facts = { ...factsOf(entry, submission), attempt: attempt.id, receipt, receiptJws };
    return { filed: { ...filed, confirmed }, row: row!, attempt, settlement: { ...facts, state: 'filed' } };
  }
  if (refused === undefined) throw new Error(`Message ${message.envelope.id} has neither commands nor an error.`);

  const reaction = reactionTo(refused.error, known?.seenAt, parts.clock);
  if (reaction === 'suspend') throw refused.error;
  const error = toLedgerError(refused.error, refused.stage, message);
  if (reaction === 'delay' || reaction === 'pause') {
    const result = waits(entry, reaction === 'delay' ? 'delayed' : 'waiting', error, now, parts);
    return { ...result, filed: reaction === 'delay' ? { as: 'delay' } : { as: 'pause', ...refused } };
  }
  const state = reaction === 'reject' ? 'rejected' : 'parked';
  if (submission === undefined) throw new Error(`Message ${message.envelope.id} is final, but has no submission.`);
  return { ...ended(entry, state, error, now, parts), settlement: { ...factsOf(entry, submission), state, error } };
}

/** It is filed after another message. A repetition of a message that is held itself needs no place of its own. */
function hold(entry: Entry, waitsFor: string, now: Date, parts: BatchParts): Result {
  if (entry.duplicate) return ended(entry, 'duplicate', undefined, now, parts);
  const sentence = `This message is filed after the message ${waitsFor}.`;
  const held = new HubError('unavailable-message', HELD, sentence, { values: { waitsFor } });
  const error = toLedgerError(held, 'file', entry.message);
  return { ...waits(entry, 'held', error, now, parts), filed: { as: 'settled', outcome: 'held' } };
}

function refusalOf(
  entry: Entry,
  carriedOut: FilingResult | undefined,
): { error: HubError; stage: LedgerError['stage'] } | undefined {
  const { result } = entry.message;
  if ('error' in result) return result;
  return carriedOut !== undefined && 'refused' in carriedOut ? { error: carriedOut.refused, stage: 'file' } : undefined;
}

function factsOf(
  entry: Entry,
  submission: Submission,
): Pick<Settlement, 'submission' | 'procedure' | 'connector' | 'connectorVersion' | 'type'> {
  const { envelope, connector, connectorVersion, type } = entry.message;
  return { submission: submission.id, procedure: envelope.procedure, connector, connectorVersion, type };
}

function ended(
  entry: Entry,
  outcome: 'filed' | 'rejected' | 'parked' | 'duplicate' | 'known',
  error: LedgerError | undefined,
  now: Date,
  parts: BatchParts,
): Result {
  const row = rowOf(entry, true, undefined);
  const filed: Filed = { as: 'settled', outcome };
  if (outcome === 'known') return { filed, row };
  return { filed, row, attempt: attemptOf(entry, outcome, error, now, parts) };
}

/** The ledger has an attempt for each try on the delay ladder, but only one as long as it waits for the same cause. */
function waits(
  entry: Entry,
  outcome: 'delayed' | 'waiting' | 'held',
  error: LedgerError,
  now: Date,
  parts: BatchParts,
): Omit<Result, 'filed'> {
  const row = rowOf(entry, false, error);
  if (outcome !== 'delayed' && entry.known?.waitingCode === error.code) return { row };
  return { row, attempt: attemptOf(entry, outcome, error, now, parts) };
}

function rowOf(entry: Entry, settled: boolean, waiting: LedgerError | undefined): MessageRow {
  const { message, submission, duplicate } = entry;
  return {
    envelope: message.envelope,
    submission: submission?.id,
    duplicateOf: duplicate ? submission?.messageId : undefined,
    settled,
    waiting,
    validation: message.validation,
  };
}

function attemptOf(
  entry: Entry,
  outcome: AttemptOutcome,
  error: LedgerError | undefined,
  now: Date,
  parts: BatchParts,
): Attempt {
  const { envelope, connector, connectorVersion, startedAt } = entry.message;
  return {
    id: parts.ids.uuid(),
    envelope,
    submission: entry.submission?.id,
    outcome,
    stage: error?.stage ?? 'file',
    error,
    connector,
    connectorVersion,
    actor: 'worker',
    startedAt,
    endedAt: now,
    measured: measuredOf(entry),
  };
}

/** It came in, and waited for a worker, before its first try; the others began with something else. */
function measuredOf({ known, message: { measured } }: Entry): Measured {
  return known === undefined ? measured : { ...measured, receivedMs: undefined, waitedMs: undefined };
}
