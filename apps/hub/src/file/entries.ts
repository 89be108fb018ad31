import type { Clock, Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import { contentHash } from '../ledger/envelope.js';
import { knownMessages, lockSubmissions, type Claim, type KnownMessage, type Submission } from '../ledger/ledger.js';
import { adoptKey, lockOwnSubmissions, type OwnSubmission } from '../ledger/provisional.js';
import { reactionTo } from './decide.js';
import type { ReadMessage } from './read-message.js';

/** One message on its way through the transaction. */
export interface Entry {
  readonly message: ReadMessage;
  readonly submission: Submission | undefined;
  readonly known: KnownMessage | undefined;
  /** True when it was not the first message of its submission. */
  readonly duplicate: boolean;
  /** True when another body of it is to be filed: what was sent, or an earlier correction, is let go of as if it had not come. */
  readonly outdated: boolean;
  /** True when its commands are carried out here: the submission is open, and no earlier message of the batch does it. */
  readonly acts: boolean;
}

export interface Claimed {
  /** One per message, same order. */
  readonly entries: readonly Entry[];
  /** Submissions that are not written yet. */
  readonly fresh: readonly Claim[];
}

/** Claims the submissions of the messages of a batch: those that are there are locked. */
export async function claimEntries(
  transaction: Transaction,
  tenant: string,
  messages: readonly ReadMessage[],
  parts: { readonly clock: Clock; readonly ids: Ids },
): Promise<Claimed> {
  const envelopes = messages.map(({ envelope }) => envelope);
  const seen = await knownMessages(transaction, tenant, envelopes);
  const own = seen.size === 0 ? nothing : await lockOwnSubmissions(transaction, tenant, envelopes);
  // Only now, when a release that was under way is over, is it known which of them are settled.
  const before = own.size > 0 ? await knownMessages(transaction, tenant, envelopes) : seen;
  const claiming = messages.flatMap((message) => {
    const { id } = message.envelope;
    const earlier = before.get(id);
    const key = earlier?.settled === true ? undefined : keyOf(message, own.get(id), earlier?.seenAt, parts.clock);
    return key === undefined ? [] : [{ message, claim: { id: parts.ids.uuid(), ...claimOf(message), ...key } }];
  });
  for (const { claim: found } of claiming) {
    const provisional = own.get(found.messageId);
    if (found.provisional || provisional?.provisional !== true || provisional.state !== 'accepted') continue;
    await adoptKey(transaction, tenant, provisional.id, found.key);
  }
  const claims = claiming.map(({ claim }) => claim);
  const found = await lockSubmissions(transaction, tenant, claims);
  const fresh = new Map<string, Claim>();
  const submissionOf = new Map(
    claiming.map(({ message, claim }, position) => [message, found[position] ?? freshly(claim, fresh)]),
  );
  // Another worker may have had the same message at the same time: then its submission is there.
  const isNew = seen.size === 0 && found.every((submission) => submission === undefined);
  const known = isNew ? seen : await knownMessages(transaction, tenant, envelopes);

  const taken = new Set<string>();
  const entries = messages.map((message): Entry => {
    const submission = submissionOf.get(message);
    const duplicate = submission !== undefined && submission.messageId !== message.envelope.id;
    const earlier = known.get(message.envelope.id);
    const isTheBody = submission?.correction === (message.envelope.correction?.number ?? null);
    const outdated = submission !== undefined && !duplicate && !isTheBody;
    const open =
      submission?.state === 'accepted' && isTheBody && earlier?.settled !== true && !taken.has(submission.id);
    if (open) taken.add(submission.id);
    return { message, submission, known: earlier, duplicate, outdated, acts: open };
  });
  return { entries, fresh: [...fresh.values()] };
}

const nothing: ReadonlyMap<string, OwnSubmission> = new Map();

/** The first message of a batch makes it, further ones of the same key and content are its duplicates. */
function freshly(claim: Claim, fresh: Map<string, Claim>): Submission {
  const identity = `${claim.procedure} ${Buffer.from(claim.contentHash).toString('hex')} ${claim.key}`;
  const first = fresh.get(identity) ?? claim;
  fresh.set(identity, first);
  const { id, messageId, acceptedAt } = first;
  return { id, state: 'accepted', correction: null, messageId, acceptedAt: new Date(acceptedAt), touched: false };
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
  // What was corrected may be what the connector takes the key from; it is the same submission all the same.
  if (envelope.correction !== undefined && own?.provisional === false) return { key: own.key, provisional: false };
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
