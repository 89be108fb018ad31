/** What the author of an XTA message learns about it, against what the hub has of it. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Sent } from '@fachwerk/cli/chaos/load';
import type { MessageAnswer } from '@fachwerk/cli/hub/answers';
import { pathWith } from '@fachwerk/cli/hub/hub';
import { inTurns, type Witness } from '@fachwerk/cli/hub/witness';
import { textIn, type XtaClient } from '../harness/xta-requests.js';

const ASK_EVERY_MS = 500;
const PAGE = 500;
/** Of the status of a transport report. */
const COLOURS = ['open', 'green', 'yellow', 'red'] as const;
/** What its report says of a message in this state. */
const COLOUR_OF = { accepted: 'open', filed: 'green', parked: 'yellow', rejected: 'red', fetched: 'green' } as const;

/** This entrance answers without an id: those of the messages are found by their key, once a worker has seen them. */
export async function findIds(witness: Witness, procedure: string, sent: readonly Sent[]): Promise<void> {
  let [left, progressAt] = [Infinity, performance.now()];
  while (left > 0 && performance.now() - progressAt < witness.patienceMs) {
    const ids = await idsByKey(witness, procedure);
    for (const { key, ids: own } of sent) own.splice(0, own.length, ...(ids.get(key) ?? []));
    const missing = sent.filter(({ accepted, ids: own }) => own.length < Math.min(accepted, 1)).length;
    if (missing < left) [left, progressAt] = [missing, performance.now()];
    if (missing > 0) await delay(ASK_EVERY_MS);
  }
}

async function idsByKey(witness: Witness, procedure: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  let after: string | undefined;
  do {
    const path = pathWith('/v1/messages', { limit: String(PAGE), after });
    const page = await witness.get<{ messages: readonly MessageAnswer[]; after?: string }>(procedure, path);
    for (const { id, key = '' } of page.messages) found.set(key, [...(found.get(key) ?? []), id]);
    after = page.after;
  } while (after !== undefined);
  return found;
}

/** Green for filed or fetched, red for rejected, and never anything else than the hub says. */
export async function reportProblems(
  witness: Witness,
  author: XtaClient,
  sent: readonly Sent[],
): Promise<readonly string[]> {
  const told = sent.filter(({ accepted }) => accepted > 0);
  const problems = await inTurns(told, async ({ key, procedure, expected, ids }) => {
    const state =
      expected === 'fetched'
        ? expected
        : ids[0] === undefined
          ? 'accepted'
          : (await witness.get<MessageAnswer>(procedure, `/v1/messages/${ids[0]}`)).state;
    const { status, xml } = await author.report(key);
    const colour = status === 200 ? (COLOURS[Number(textIn(xml, 'Status'))] ?? 'unknown') : `${status} ${xml}`;
    return colour === COLOUR_OF[state] ? [] : [`${key}: its transport report is ${colour}, it is ${state}`];
  });
  return problems.flat();
}
