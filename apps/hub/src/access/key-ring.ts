import { generateKeyPairSync } from 'node:crypto';
import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Journal } from './journal.js';

/** What the keys of the ring are for: ids of messages, and signatures of receipts. All tenants share them. */
export const RING_PURPOSES = ['message-id', 'receipt'] as const;
export type RingPurpose = (typeof RING_PURPOSES)[number];

export interface RingKey {
  readonly kid: string;
  readonly purpose: RingPurpose;
  readonly createdAt: Date;
  readonly usedFrom: Date;
  /** When the next one takes over; null for the last one. It stays valid for checking. */
  readonly usedUntil: Date | null;
}

/** From when on a key makes ids and signatures. */
export const USED_FROM = 'coalesce(used_from, created_at)';

/**
 * The ring of keys. A new key is announced before it is used: by then every process knows it, and whoever keeps the
 * public keys has fetched them again. Old keys are never removed, so that what they made can be checked for ever.
 */
export class KeyRing {
  /** @param announceMs how long before its use a key is announced */
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly announceMs: number,
  ) {}

  /** Newest first, without their secrets. */
  async list(): Promise<readonly RingKey[]> {
    return this.database.asSystem((transaction) =>
      transaction.query<RingKey>(
        `SELECT kid, purpose, created_at AS "createdAt", ${USED_FROM} AS "usedFrom",
           lead(${USED_FROM}) OVER (PARTITION BY purpose ORDER BY ${USED_FROM}, kid) AS "usedUntil"
         FROM key_ring ORDER BY purpose, ${USED_FROM} DESC, kid`,
      ),
    );
  }

  /**
   * Makes another key, in use after it was announced.
   *
   * @param tenant in whose journal it is written down
   * @throws HubError `key.announced` when the last one is not in use yet
   */
  async rotate(purpose: RingPurpose, tenant: string, actor: string): Promise<RingKey> {
    const createdAt = this.clock.now();
    const usedFrom = new Date(createdAt.getTime() + this.announceMs);
    const secret = JSON.stringify(
      purpose === 'receipt' ? newSigningKey() : { key: this.ids.bytes(32).toString('base64') },
    );
    const rotating = this.database.asSystem(async (transaction) => {
      const known = await transaction.query<{ kid: string; pending: boolean }>(
        `SELECT kid, ${USED_FROM} > $2 AS pending FROM key_ring WHERE purpose = $1`,
        [purpose, createdAt],
      );
      if (known.some(({ pending }) => pending)) throw announced();
      const kid = `${purpose}-${1 + Math.max(0, ...known.map((key) => Number(/\d+$/.exec(key.kid)?.[0] ?? 0)))}`;
      await transaction.query(
        `INSERT INTO key_ring (kid, purpose, secret, created_at, used_from) VALUES ($1, $2, $3, $4, $5)`,
        [kid, purpose, secret, createdAt, usedFrom],
      );
      this.journal.note(transaction, tenant, { actor, action: 'key.rotated', subject: { kind: 'key', id: kid } });
      return { kid, purpose, createdAt, usedFrom, usedUntil: null };
    });
    // Somebody else has made the same one at the same time.
    return rotating.catch((error: unknown) => Promise.reject(sqlState(error) === '23505' ? announced() : error));
  }
}

/** For ES256, as a JWK. */
function newSigningKey(): object {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
}

function announced(): HubError {
  const sentence = 'A new key is announced already, and not in use yet. Rotate again once it is.';
  return new HubError('rejected', 'key.announced', sentence);
}
