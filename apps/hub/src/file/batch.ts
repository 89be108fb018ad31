import type { Filing, FilingOrder, FilingResult, StoredContent } from '../archive/filing.js';
import type { Clock, Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { reactions } from '../errors/reaction.js';
import { writeAttempts, writePayloads, type Attempt, type AttemptOutcome } from '../ledger/attempts.js';
import { contentHash } from '../ledger/envelope.js';
import {
  claimSubmissions,
  knownMessages,
  settleSubmissions,
  writeMessages,
  type Claim,
  type KnownMessage,
  type MessageRow,
  type Settlement,
  type Submission,
} from '../ledger/ledger.js';
import { adoptKey, lockOwnSubmissions, type OwnSubmission } from '../ledger/provisional.js';
import { queueReceipts } from '../ledger/outbox.js';
import type { LedgerError, Receipt } from '../ledger/state.js';
import { reactionTo, toLedgerError } from './decide.js';
import type { Filed, ReadMessage } from './read-message.js';
import { receiptOf } from './receipt.js';

export interface BatchParts {
  readonly filing: Filing;
  readonly sign: (receipt: Receipt) => Promise<string>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** One message on its way through the transaction. */
interface Entry {
  readonly message: ReadMessage;
  readonly submission: Submission | undefined;
  readonly known: KnownMessage | undefined;
  /** True when it was not the first message of its submission. */
  readonly duplicate: boolean;
  /** True when its commands are carried out here: the submission is open, and no earlier message of the batch does it. */
  readonly acts: boolean;
}

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
  const entries = await claim(transaction, tenant, messages, parts);
  const acting = entries.filter(({ acts, message }) => acts && 'commands' in message.result);
  const carriedOut = await parts.filing.carryOut(transaction, tenant, acting.map(orderOf(parts.clock)));
  const outcomes = new Map(acting.map((entry, position) => [entry, carriedOut[position]!]));

  const now = parts.clock.now();
  const results = await Promise.all(entries.map((entry) => settle(entry, outcomes.get(entry), now, parts)));
  const rows = results.flatMap(({ row }) => row ?? []);
  if (rows.length > 0) {
    await writeMessages(transaction, tenant, now, rows);
    await writePayloads(
      transaction,
      tenant,
      entries.filter(({ known }) => known === undefined).map(({ message: { envelope, body } }) => ({ envelope, body })),
    );
  }
  const settlements = results.flatMap(({ settlement }) => settlement ?? []);
  await settleSubmissions(transaction, tenant, now, settlements);
  await queueReceipts(transaction, tenant, now, settlements, parts.ids);
  await writeAttempts(
    transaction,
    tenant,
    results.flatMap(({ attempt }) => attempt ?? []),
  );
  return results.map(({ filed }) => filed);
}

async function claim(
  transaction: Transaction,
  tenant: string,
  messages: readonly ReadMessage[],
  parts: BatchParts,
): Promise<readonly Entry[]> {
  const envelopes = messages.map(({ envelope }) => envelope);
  const own = await lockOwnSubmissions(transaction, tenant, envelopes);
  // Only now, when a release that was under way is over, is it known which of them are settled.
  const asked =
    own.size > 0 || messages.some(({ result }) => 'error' in result && reactions[result.error.kind] === 'delay');
  const before = asked ? await knownMessages(transaction, tenant, envelopes) : new Map<string, KnownMessage>();
  const claiming = messages.flatMap((message) => {
    const { id } = message.envelope;
    const seen = before.get(id);
    const key = seen?.settled === true ? undefined : keyOf(message, own.get(id), seen?.seenAt, parts.clock);
    return key === undefined ? [] : [{ message, claim: { id: parts.ids.uuid(), ...claimOf(message), ...key } }];
  });
  for (const { claim: found } of claiming) {
    const provisional = own.get(found.messageId);
    if (found.provisional || provisional?.provisional !== true || provisional.state !== 'accepted') continue;
    await adoptKey(transaction, tenant, provisional.id, found.key);
  }
  const submissions = await claimSubmissions(
    transaction,
    tenant,
    claiming.map((claimed) => claimed.claim),
  );
  const submissionOf = new Map(claiming.map(({ message }, position) => [message, submissions[position]!]));
  const known = await knownMessages(transaction, tenant, envelopes);

  const taken = new Set<string>();
  return messages.map((message) => {
    const submission = submissionOf.get(message);
    const duplicate = submission !== undefined && submission.messageId !== message.envelope.id;
    const seen = known.get(message.envelope.id);
    const open = submission?.state === 'accepted' && seen?.settled !== true && !taken.has(submission.id);
    if (open) taken.add(submission.id);
    return { message, submission, known: seen, duplicate, acts: open };
  });
}

/**
 * The sender's key, else the connector's, else the content: a message that is refused before its key is known needs a
 * submission, too. One that only waits does not have one yet.
 */
function keyOf(
  message: ReadMessage,
  own: OwnSubmission | undefined,
  seenAt: Date | undefined,
  clock: Clock,
): { key: string; provisional: boolean } | undefined {
  const { result, envelope } = message;
  if ('commands' in result) return { key: result.key, provisional: false };
  // It was read before, and cannot be read now: that makes it no other submission.
  if (own !== undefined) return { key: own.key, provisional: own.provisional };
  if (envelope.senderKey !== undefined) return { key: envelope.senderKey, provisional: false };
  const reaction = reactionTo(result.error, seenAt, clock);
  if (reaction !== 'reject' && reaction !== 'park') return undefined;
  return { key: contentHash(envelope).toString('hex'), provisional: true };
}

function claimOf({ envelope }: ReadMessage): Pick<Claim, 'procedure' | 'contentHash' | 'messageId' | 'acceptedAt'> {
  const { id: messageId, procedure, acceptedAt } = envelope;
  return { procedure, contentHash: contentHash(envelope), messageId, acceptedAt };
}

function orderOf(clock: Clock): (entry: Entry) => FilingOrder {
  return ({ message }) => {
    const { envelope, result, procedureName } = message;
    const { sha256, sizeBytes, mime, fileName } = envelope.body;
    const body: StoredContent = { sha256, sizeBytes, mime, ...(fileName === undefined ? {} : { fileName }) };
    return {
      procedureId: envelope.procedure,
      messageId: envelope.id,
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
    const receiptJws = await parts.sign(receipt);
    const result = ended(entry, 'filed', undefined, now, parts);
    const attempt = result.attempt!.id;
    return { ...result, settlement: { ...factsOf(entry, submission), state: 'filed', attempt, receipt, receiptJws } };
  }
  if (refused === undefined) throw new Error(`Message ${message.envelope.id} has neither commands nor an error.`);

  const reaction = reactionTo(refused.error, known?.seenAt, parts.clock);
  if (reaction === 'suspend') throw refused.error;
  const error = toLedgerError(refused.error, refused.stage, message);
  if (reaction === 'delay' || reaction === 'pause') {
    const result = waits(entry, reaction === 'delay' ? 'delayed' : 'waiting', error, now, parts);
    return { ...result, filed: reaction === 'delay' ? { as: 'delay' } : { as: 'pause', error: refused.error } };
  }
  const state = reaction === 'reject' ? 'rejected' : 'parked';
  if (submission === undefined) throw new Error(`Message ${message.envelope.id} is final, but has no submission.`);
  return { ...ended(entry, state, error, now, parts), settlement: { ...factsOf(entry, submission), state, error } };
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

/** The ledger has an attempt for each try on the delay ladder, but only one as long as the cause of a pause is the same. */
function waits(
  entry: Entry,
  outcome: 'delayed' | 'waiting',
  error: LedgerError,
  now: Date,
  parts: BatchParts,
): Omit<Result, 'filed'> {
  const row = rowOf(entry, false, error);
  if (outcome === 'waiting' && entry.known?.waitingCode === error.code) return { row };
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
  };
}
