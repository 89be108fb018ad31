import type { Place } from '../archive/segments.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { correctedBytes, readCorrections } from './corrections.js';
import type { Envelope } from './envelope.js';
import { readSentBody } from './payload.js';

/** A message as it would be filed now. */
export interface BodyToFile {
  readonly envelope: Envelope;
  /** Undefined when the content store has it, at this place or as a file. */
  readonly body: Buffer | undefined;
  readonly place: Place | undefined;
  /** Number of the correction that it is. */
  readonly correction: number | undefined;
}

/**
 * @param asked number of a correction; undefined for the last that was approved, else what was sent
 * @returns undefined when no worker has written the message down
 * @throws HubError `message.payload-gone`, `correction.not-found`
 */
export async function bodyToFile(
  database: Database,
  tenant: string,
  id: string,
  asked?: number,
): Promise<BodyToFile | undefined> {
  const sent = await readSentBody(database, tenant, id);
  if (sent === undefined) return undefined;
  const { envelope, body, place, kept } = sent;
  const found = await database.inTenant(tenant, async (transaction) => {
    const number = asked ?? (await lastApproved(transaction, tenant, id));
    if (number === undefined) return undefined;
    return { number, ...((await correctedBytes(transaction, tenant, id, number)) ?? noCorrection()) };
  });
  if (found !== undefined) {
    const { number, body: facts, bytes } = found;
    if (facts.inline && bytes === null) throw gone();
    return { envelope: { ...envelope, body: facts }, body: bytes ?? undefined, place: undefined, correction: number };
  }
  if (!kept) throw gone();
  return { envelope, body: body ?? undefined, place, correction: undefined };
}

export function noCorrection(): never {
  const sentence = 'There is no such correction, or somebody has decided about it.';
  throw new HubError('rejected', 'correction.not-found', sentence);
}

async function lastApproved(transaction: Transaction, tenant: string, id: string): Promise<number | undefined> {
  const corrections = await readCorrections(transaction, tenant, id);
  return corrections.findLast(({ state }) => state === 'approved')?.number;
}

function gone(): HubError {
  return new HubError('rejected', 'message.payload-gone', 'What was sent is not kept any more.');
}
