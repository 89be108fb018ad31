/** What became of the messages, as the hub itself says: asked at the end, so that asking does not disturb. */
import { setTimeout as delay } from 'node:timers/promises';
import type { MessageAnswer } from '../hub/answers.js';
import { pathWith } from '../hub/hub.js';
import { inTurns, type Witness } from '../hub/witness.js';

const PAGE = 500;
const ASK_EVERY_MS = 100;
/** So many messages are asked for while the others are on their way, one after the other. */
const PROBES = 50;

export interface Outcome {
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  readonly inFlight: number;
  /** From being accepted to being filed, in ms, by the clocks of the hub. */
  readonly filedMs: readonly number[];
  /** When the first and the last one were filed, and the first one accepted, in ms, by the clocks of the hub. */
  readonly firstFiledAt: number;
  readonly lastFiledAt: number;
  readonly firstAcceptedAt: number;
  /** Of what was not filed. */
  readonly codes: ReadonlyMap<string, number>;
}

/**
 * Resolves when the messages are settled, or wait for somebody. They are filed more or less in the order in which they
 * were accepted, so a few of them tell how far the hub is.
 *
 * @returns false when the hub got no further for as long as the witness is patient
 */
export async function drained(witness: Witness, procedure: string, ids: readonly string[]): Promise<boolean> {
  const step = Math.max(1, Math.floor(ids.length / PROBES));
  let left = ids.filter((_, at) => at === ids.length - 1 || at % step === step - 1);
  let progressAt = performance.now();
  for (let turn = 1; left.length > 0; turn += 1) {
    // The next one, and one of those behind it: the next one may be lost.
    for (const at of [0, turn % left.length]) {
      const id = left[at];
      if (id === undefined || !(await isSettled(witness, procedure, id))) continue;
      left = left.slice(at + 1);
      progressAt = performance.now();
    }
    if (performance.now() - progressAt > witness.patienceMs) return false;
    if (left.length > 0) await delay(ASK_EVERY_MS);
  }
  return true;
}

async function isSettled(witness: Witness, procedure: string, id: string): Promise<boolean> {
  const { state, waiting, waitsFor } = await witness.get<MessageAnswer>(procedure, `/v1/messages/${id}`);
  return state !== 'accepted' || waiting !== undefined || waitsFor !== undefined;
}

/** Waits for those that are on their way as long as the number of them falls. */
export async function outcomeOf(witness: Witness, procedure: string, ids: readonly string[]): Promise<Outcome> {
  const states = await listed(witness, procedure, ids);
  const isOpen = (id: string): boolean => (states.get(id)?.state ?? 'accepted') === 'accepted';
  let open = ids.filter(isOpen);
  let progressAt = performance.now();
  while (open.length > 0 && performance.now() - progressAt < witness.patienceMs) {
    await inTurns(open, async (id) => {
      states.set(id, await witness.get<MessageAnswer>(procedure, `/v1/messages/${id}`));
    });
    const left = open.filter(isOpen);
    if (left.length < open.length) progressAt = performance.now();
    open = left;
    // Who waits for an operator waits longer than anybody measures.
    if (open.every((id) => states.get(id)?.waiting !== undefined || states.get(id)?.waitsFor !== undefined)) break;
    await delay(ASK_EVERY_MS);
  }
  return counted(ids.map((id) => states.get(id)));
}

/** Page by page, newest first. */
async function listed(
  witness: Witness,
  procedure: string,
  ids: readonly string[],
): Promise<Map<string, MessageAnswer>> {
  const states = new Map<string, MessageAnswer>();
  if (ids.length === 0) return states;
  const wanted = new Set(ids);
  const moments = ids.map(acceptedAtOf);
  const least = moments.reduce((a, b) => Math.min(a, b));
  const most = moments.reduce((a, b) => Math.max(a, b));
  const [from, to] = [new Date(least).toISOString(), new Date(most + 1).toISOString()];
  let after: string | undefined;
  do {
    const path = pathWith('/v1/messages', { from, to, limit: String(PAGE), after });
    const page = await witness.get<{ messages: MessageAnswer[]; after?: string }>(procedure, path);
    for (const message of page.messages) if (wanted.has(message.id)) states.set(message.id, message);
    after = page.after;
  } while (after !== undefined);
  return states;
}

/** The id of a message begins with the time at which it was accepted, in ms, by the clock of the hub (UUIDv8). */
export function acceptedAtOf(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}

function counted(states: readonly (MessageAnswer | undefined)[]): Outcome {
  const counts = { accepted: 0, filed: 0, rejected: 0, parked: 0 };
  const filedMs: number[] = [];
  const codes = new Map<string, number>();
  let [firstFiledAt, lastFiledAt, firstAcceptedAt] = [Infinity, 0, Infinity];
  for (const message of states) {
    counts[message?.state ?? 'accepted'] += 1;
    if (message === undefined) continue;
    const acceptedAt = Date.parse(message.acceptedAt);
    firstAcceptedAt = Math.min(firstAcceptedAt, acceptedAt);
    if (message.receipt !== undefined) {
      const filedAt = Date.parse(message.receipt.filedAt);
      firstFiledAt = Math.min(firstFiledAt, filedAt);
      lastFiledAt = Math.max(lastFiledAt, filedAt);
      filedMs.push(filedAt - acceptedAt);
    }
    const code = (message.error ?? message.waiting)?.code;
    if (code !== undefined) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  const { accepted: inFlight, filed, rejected, parked } = counts;
  return { filed, rejected, parked, inFlight, filedMs, firstFiledAt, lastFiledAt, firstAcceptedAt, codes };
}
