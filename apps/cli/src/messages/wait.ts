import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../failure.js';
import type { MessageAnswer } from '../hub/answers.js';
import type { Hub } from '../hub/hub.js';

const FIRST_MS = 100;
const POLL_MS_MAX = 2_000;

/**
 * Asks until the message is filed, rejected or parked. A hub that cannot be reached for a while is asked again: the
 * message was accepted.
 *
 * @returns the last known state, which is `accepted` when the time was over
 */
export async function untilSettled(
  hub: Hub,
  id: string,
  authorization: string,
  seconds: number,
): Promise<MessageAnswer | undefined> {
  const deadline = Date.now() + seconds * 1_000;
  let known: MessageAnswer | undefined;
  for (let pauseMs = FIRST_MS; ; pauseMs = Math.min(pauseMs * 1.5, POLL_MS_MAX)) {
    known = (await ask(hub, id, authorization)) ?? known;
    if (known !== undefined && known.state !== 'accepted') return known;
    const leftMs = deadline - Date.now();
    if (leftMs <= 0) return known;
    await delay(Math.min(pauseMs, leftMs));
  }
}

async function ask(hub: Hub, id: string, authorization: string): Promise<MessageAnswer | undefined> {
  try {
    return await hub.get<MessageAnswer>(`/v1/messages/${id}`, authorization);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 3) return undefined;
    throw error;
  }
}
