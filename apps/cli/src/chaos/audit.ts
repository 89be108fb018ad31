/** Afterwards: what the senders were told against what the hub answers, and nothing but its public interface. */
import { setTimeout as delay } from 'node:timers/promises';
import { acceptedAtOf } from '../bench/outcome.js';
import type { BooksAnswer, MessageAnswer } from '../hub/answers.js';
import type { Sent } from './load.js';
import { archiveProblems, type Receipted } from './records.js';
import { inTurns, type Books, type Witness } from '../hub/witness.js';

const ASK_EVERY_MS = 500;

export interface Verdict {
  readonly sent: Sent;
  readonly lost: boolean;
  readonly doubled: boolean;
  /** What is not as it should be, for people. */
  readonly problems: readonly string[];
  /** As the hub wrote it down. */
  readonly filedAt: number | undefined;
}

export interface Audit {
  readonly verdicts: readonly Verdict[];
  /** What concerns no single message. */
  readonly problems: readonly string[];
  /** When nothing was on its way any more, on the clock of `Date.now()`. */
  readonly settledAt: number;
}

/**
 * @param before the books of today, before anything was sent; other days count as empty
 * @param tell every document is fetched, which takes minutes after a long run
 */
export async function audit(
  witness: Witness,
  load: { readonly sent: readonly Sent[]; readonly refused: readonly string[] },
  before: Books,
  tell: (line: string) => void,
): Promise<Audit> {
  const states = await settledStates(witness, load.sent);
  const settledAt = Date.now();
  const verdicts = load.sent.map((sent) => verdictOn(sent, states));
  const receipts = load.sent.flatMap(({ procedure, ids }) => {
    const receipt = ids.length === 0 ? undefined : states.get(ids[0]!)?.receipt;
    return receipt === undefined ? [] : [{ procedure, receipt }];
  });
  tell(`settled; comparing ${receipts.length} receipts with books, documents and case files`);
  const problems = [
    ...load.refused.map((refused) => `refused: ${refused}`),
    ...(await booksProblems(witness, load.sent, states, before)),
    ...(await contentProblems(witness, receipts)),
  ];
  const archive = await archiveProblems(witness, receipts, new Set(states.keys()));
  const doubled = new Set(archive.doubled);
  return {
    verdicts: verdicts.map((one) => ({ ...one, doubled: one.doubled || one.sent.ids.some((id) => doubled.has(id)) })),
    problems: [...problems, ...archive.problems],
    settledAt,
  };
}

/** State of each message, once all are settled, or none was for as long as the witness is patient. */
async function settledStates(witness: Witness, all: readonly Sent[]): Promise<ReadonlyMap<string, MessageAnswer>> {
  const states = new Map<string, MessageAnswer>();
  let open = all.flatMap(({ procedure, ids }) => ids.map((id) => ({ procedure, id })));
  let progressAt = performance.now();
  while (open.length > 0 && performance.now() - progressAt < witness.patienceMs) {
    const asked = await inTurns(open, async ({ procedure, id }) => {
      const state = await witness.get<MessageAnswer>(procedure, `/v1/messages/${id}`).catch(() => undefined);
      if (state !== undefined) states.set(id, state);
      return state !== undefined && state.state !== 'accepted';
    });
    const left = open.filter((_, at) => asked[at] === false);
    if (left.length < open.length) progressAt = performance.now();
    open = left;
    if (open.length > 0) await delay(ASK_EVERY_MS);
  }
  return states;
}

function verdictOn(sent: Sent, states: ReadonlyMap<string, MessageAnswer>): Verdict {
  const { key, ids, expected, contents, told } = sent;
  const problems: string[] = [];
  let lost = ids.length < Math.min(sent.accepted, 1);
  if (lost) problems.push(`${key}: it was accepted, and the hub knows nothing of it`);
  for (const id of ids) {
    const answer = states.get(id);
    if (answer === undefined || answer.state === 'accepted') lost = true;
    if (answer?.state !== expected) {
      const why = JSON.stringify(answer?.error ?? answer?.waiting ?? 'no reason is given');
      problems.push(`${key}: ${id} is ${answer?.state ?? 'not known'} instead of ${expected}: ${why}`);
    }
  }
  const should = expected === 'filed' ? 'filed' : 'not filed';
  if (told.some((one) => one !== should)) problems.push(`${key}: its sender was told "${told.join('", "')}"`);
  const receipts = new Set(ids.map((id) => states.get(id)?.receiptJws));
  if (receipts.size > 1) problems.push(`${key}: its messages have ${receipts.size} receipts`);
  const receipt = ids.length === 0 ? undefined : states.get(ids[0]!)?.receipt;
  if (receipt !== undefined && contents !== undefined) {
    const filed = receipt.documents.map(({ sha256 }) => sha256).toSorted();
    if (String(filed) !== String(contents.toSorted())) problems.push(`${key}: other content was filed`);
  }
  if (receipt?.documents.length === 0) problems.push(`${key}: it was filed without a document`);
  const doubled = new Set(ids.flatMap((id) => states.get(id)?.receipt?.messageId ?? [])).size > 1;
  return { sent, lost, doubled, problems, filedAt: receipt === undefined ? undefined : Date.parse(receipt.filedAt) };
}

/** As soon as there are none, or once the witness is out of patience: a repetition may still be on its way. */
async function booksProblems(...[witness, ...rest]: Parameters<typeof booksProblemsNow>): Promise<readonly string[]> {
  const until = performance.now() + witness.patienceMs;
  for (;;) {
    const problems = await booksProblemsNow(witness, ...rest);
    if (problems.length === 0 || performance.now() > until) return problems;
    await delay(ASK_EVERY_MS);
  }
}

/** The days on which something was accepted: what was added to them is what was sent. */
async function booksProblemsNow(
  witness: Witness,
  all: readonly Sent[],
  states: ReadonlyMap<string, MessageAnswer>,
  before: Books,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const procedure of new Set(all.map((sent) => sent.procedure))) {
    const own = all.filter((sent) => sent.procedure === procedure && sent.ids.length > 0);
    const moments = own.flatMap(({ ids }) => ids.flatMap((id) => momentsOf(states.get(id))));
    const after = await witness.books([procedure], await witness.daysOf(procedure, moments));
    const added = (of: (books: BooksAnswer) => number): number =>
      [...after].reduce((sum, [at, books]) => sum + of(books) - (before.has(at) ? of(before.get(at)!) : 0), 0);
    for (const [at, { balanced }] of after) if (!balanced) problems.push(`${at}: the books do not balance`);
    const missing = added((books) => books.missing.count);
    if (missing > 0) problems.push(`${procedure}: the books name ${missing} missing`);
    const inFlight = added((books) => books.inFlight);
    if (inFlight > 0) problems.push(`${procedure}: the books say that ${inFlight} are still in flight`);
    for (const as of ['filed', 'rejected', 'parked'] as const) {
      const told = added((books) => books[as]);
      const should = own.filter((sent) => sent.expected === as).length;
      if (told !== should) problems.push(`${procedure}: the books say ${told} ${as}, the senders ${should}`);
    }
  }
  return problems;
}

/** When a message was accepted, and the one that it repeats: it may have come on another day, and its sender got no answer. */
function momentsOf(message: MessageAnswer | undefined): readonly string[] {
  if (message === undefined) return [];
  const { acceptedAt, duplicateOf } = message;
  return [acceptedAt, ...(duplicateOf === undefined ? [] : [new Date(acceptedAtOf(duplicateOf)).toISOString()])];
}

/** What is filed is what the receipt says, to the byte. */
async function contentProblems(witness: Witness, receipts: readonly Receipted[]): Promise<readonly string[]> {
  const documents = receipts.flatMap(({ procedure, receipt }) =>
    receipt.documents.map((document) => ({ procedure, ...document })),
  );
  const problems = await inTurns(documents, async ({ procedure, content, sha256 }) => {
    const found = await witness.contentSha256(procedure, content).catch((error: Error) => error.message);
    return found === sha256 ? undefined : `${content} is not the content of the receipt (${found})`;
  });
  return problems.filter((problem) => problem !== undefined);
}
