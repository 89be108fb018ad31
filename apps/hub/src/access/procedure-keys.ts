import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Journal } from './journal.js';
import { procedureIdOf, type Actor } from './procedures.js';

export interface KeyRow {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  /** Null for one that is valid until it is revoked. */
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** To the minute; null when it was never used, or not since the hub writes it down. */
  readonly lastUsedAt: Date | null;
}

/** The secret is shown this once: the database keeps its hash. */
export interface MadeKey {
  readonly key: KeyRow;
  readonly secret: string;
}

export interface Rotation {
  /** How long the old key stays valid beside the new one; 0 revokes it. */
  readonly overlapSeconds: number;
  /** Of the new key; without it, that of the old one. */
  readonly label?: string | undefined;
  /** Of the new key; without it, it is valid until it is revoked. */
  readonly expiresAt?: Date | undefined;
}

const COLUMNS = `api_key.id, label, api_key.created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt"`;

/** Keys that specialist procedures send their messages with. Gateways know of each change within 5 s. */
export class ProcedureKeys {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Newest first.
   *
   * @param after id of the last key of the page before
   * @throws HubError `access.unknown`
   */
  list(
    tenant: string,
    procedure: string,
    { after, limit }: { readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly KeyRow[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, tenant, procedure);
      return transaction.query<KeyRow>(
        `SELECT ${COLUMNS}, last_used_at AS "lastUsedAt"
         FROM api_key LEFT JOIN api_key_use AS used ON used.tenant_id = api_key.tenant_id AND key_id = api_key.id
         WHERE api_key.tenant_id = $1 AND procedure_id = $2 AND ($3::uuid IS NULL OR api_key.id < $3)
         ORDER BY api_key.id DESC LIMIT $4`,
        [tenant, procedureId, after ?? null, limit],
      );
    });
  }

  /** @throws HubError `access.unknown` */
  create(by: Actor, procedure: string, label: string, expiresAt?: Date): Promise<MadeKey> {
    return this.database.inTenant(by.tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
      const made = await this.insert(transaction, by.tenant, procedureId, label, expiresAt);
      this.note(transaction, by, 'key.created', procedure, { key: made.key.id, label, ...expiry(expiresAt) });
      return made;
    });
  }

  /**
   * Makes a key in place of another one, which stays valid for a while, so that its owner can change over.
   *
   * @returns the new key, and the old one as it is now
   * @throws HubError `access.unknown`, `key.ended`
   */
  rotate(by: Actor, procedure: string, id: string, rotation: Rotation): Promise<MadeKey & { readonly old: KeyRow }> {
    const { overlapSeconds, expiresAt } = rotation;
    return this.database.inTenant(by.tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
      const known = await lockKey(transaction, by.tenant, procedureId, id);
      const now = this.clock.now();
      if (hasEnded(known, now)) {
        throw new HubError('rejected', 'key.ended', 'This key is not valid any more: create a new one.');
      }
      const old = await endKey(transaction, by.tenant, id, now, overlapSeconds);
      const label = rotation.label ?? known.label;
      const made = await this.insert(transaction, by.tenant, procedureId, label, expiresAt);
      const details = {
        key: made.key.id,
        label,
        ...expiry(expiresAt),
        old: id,
        oldEnds: old.revokedAt ?? old.expiresAt,
      };
      this.note(transaction, by, 'key.rotated', procedure, details);
      return { ...made, old };
    });
  }

  /**
   * Once revoked, it stays so: to say it again changes nothing.
   *
   * @throws HubError `access.unknown`
   */
  revoke(by: Actor, procedure: string, id: string): Promise<KeyRow> {
    return this.database.inTenant(by.tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
      const known = await lockKey(transaction, by.tenant, procedureId, id);
      if (known.revokedAt !== null) return known;
      const revoked = await endKey(transaction, by.tenant, id, this.clock.now(), 0);
      this.note(transaction, by, 'key.revoked', procedure, { key: id, label: known.label });
      return revoked;
    });
  }

  /**
   * Revokes those that are not, whatever they are.
   *
   * @returns how many
   * @throws HubError `access.unknown` when there is no such procedure
   */
  revokeLabelled(by: Actor, procedure: string, label: string): Promise<number> {
    return this.database.inTenant(by.tenant, async (transaction) => {
      const procedureId = await procedureIdOf(transaction, by.tenant, procedure);
      const revoked = await transaction.query<{ id: string }>(
        `UPDATE api_key SET revoked_at = $4
         WHERE tenant_id = $1 AND procedure_id = $2 AND label = $3 AND revoked_at IS NULL RETURNING id`,
        [by.tenant, procedureId, label, this.clock.now()],
      );
      for (const { id } of revoked) this.note(transaction, by, 'key.revoked', procedure, { key: id, label });
      return revoked.length;
    });
  }

  private async insert(
    transaction: Transaction,
    tenant: string,
    procedureId: string,
    label: string,
    expiresAt: Date | undefined,
  ): Promise<MadeKey> {
    const secret = `fw_${this.ids.bytes(32).toString('base64url')}`;
    const hash = createHash('sha256').update(secret).digest();
    const [key] = await transaction.query<KeyRow>(
      `INSERT INTO api_key (tenant_id, id, procedure_id, hash, label, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}, NULL AS "lastUsedAt"`,
      [tenant, this.ids.uuid(), procedureId, hash, label, this.clock.now(), expiresAt ?? null],
    );
    return { key: key!, secret };
  }

  private note(
    transaction: Transaction,
    { tenant, name: actor }: Actor,
    action: `key.${string}`,
    procedure: string,
    details: Readonly<Record<string, unknown>>,
  ): void {
    this.journal.note(transaction, tenant, { actor, action, subject: { kind: 'procedure', id: procedure }, details });
  }
}

/** It opens nothing any more. */
export function hasEnded({ expiresAt, revokedAt }: Pick<KeyRow, 'expiresAt' | 'revokedAt'>, now: Date): boolean {
  return revokedAt !== null || (expiresAt !== null && expiresAt <= now);
}

async function lockKey(transaction: Transaction, tenant: string, procedureId: string, id: string): Promise<KeyRow> {
  const [found] = await transaction.query<KeyRow>(
    `SELECT ${COLUMNS},
       (SELECT last_used_at FROM api_key_use WHERE tenant_id = $1 AND key_id = $3) AS "lastUsedAt"
     FROM api_key WHERE tenant_id = $1 AND procedure_id = $2 AND id = $3 FOR NO KEY UPDATE OF api_key`,
    [tenant, procedureId, id],
  );
  if (found === undefined) throw new HubError('rejected', 'access.unknown', 'The procedure has no such key.');
  return found;
}

/** At once, or after a while unless it ends before by itself. */
async function endKey(
  transaction: Transaction,
  tenant: string,
  id: string,
  now: Date,
  overlapSeconds: number,
): Promise<KeyRow> {
  const [ended] = await transaction.query<KeyRow>(
    `UPDATE api_key SET revoked_at = CASE WHEN $4::float8 = 0 THEN $3::timestamptz ELSE revoked_at END,
       expires_at = CASE WHEN $4 = 0 THEN expires_at ELSE least(expires_at, $3 + make_interval(secs => $4)) END
     WHERE tenant_id = $1 AND id = $2 RETURNING ${COLUMNS},
       (SELECT last_used_at FROM api_key_use WHERE tenant_id = $1 AND key_id = $2) AS "lastUsedAt"`,
    [tenant, id, now, overlapSeconds],
  );
  return ended!;
}

function expiry(expiresAt: Date | undefined): object {
  return expiresAt === undefined ? {} : { expiresAt };
}
