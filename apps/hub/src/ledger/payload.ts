import type { Place } from '../archive/segments.js';
import type { Database } from '../database/database.js';
import type { Envelope } from './envelope.js';
import { acceptedAtOf } from './message-id.js';

/** A message as it was sent. */
export interface SentBody {
  readonly envelope: Envelope;
  /** False when its retention is over. */
  readonly kept: boolean;
  /** Null when the content store has it. */
  readonly body: Buffer | null;
  /** Where the content store has it, unless it is a file of its own. */
  readonly place: Place | undefined;
}

/** @returns undefined when no worker has written the message down */
export async function readSentBody(database: Database, tenant: string, id: string): Promise<SentBody | undefined> {
  const at = acceptedAtOf(id);
  if (at === undefined) return undefined;
  const [found] = await database.inTenant(tenant, (transaction) =>
    transaction.query<{
      envelope: Envelope;
      kept: boolean;
      body: Buffer | null;
      segment: string | null;
      position: string | null;
    }>(
      `SELECT envelope, payload.message_id IS NOT NULL AS kept, body, segment, segment_position AS position
       FROM message LEFT JOIN payload ON payload.tenant_id = message.tenant_id AND payload.message_id = message.id
         AND payload.accepted_at = message.accepted_at
       WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3`,
      [tenant, id, at],
    ),
  );
  if (found === undefined) return undefined;
  const { segment, position, ...sent } = found;
  return { ...sent, place: segment === null ? undefined : { segment, position: Number(position) } };
}
