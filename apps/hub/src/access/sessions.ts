import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { PERSON_COLUMNS, PERSON_FROM, type Person, type PersonRow } from './person.js';
import { hashOfToken, newSessionToken, tenantOfToken } from './session-token.js';

export interface SessionLimits {
  /** Of a session that nobody uses. */
  readonly idleMinutes: number;
  readonly hoursMax: number;
}

export interface Session {
  /** What the cookie says. */
  readonly token: string;
  readonly person: Person;
  /** Where a provider administrator acts, if not in the own tenant. */
  readonly actingTenant: string | null;
  readonly idToken: string | null;
  /** When it ends unless it is used, and at the latest. */
  readonly expiresAt: Date;
}

interface Row extends PersonRow {
  readonly actingTenant: string | null;
  readonly idToken: string | null;
  readonly lastUsedAt: Date;
  readonly endsAt: Date;
}

/** A session that is used all the time is not written down with every request. */
const USE_NOTED_MS = 60_000;

/** Who is signed in. The database knows it alone, so that a session that was ended is ended for every process. */
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly limits: SessionLimits,
  ) {}

  /** Begins one in the transaction of what it is begun for. @returns its token, which is not kept */
  begin(transaction: Transaction, tenant: string, person: string, idToken?: string): string {
    const token = newSessionToken(tenant, this.ids);
    const now = this.clock.now();
    const endsAt = new Date(now.getTime() + this.limits.hoursMax * 3_600_000);
    transaction.send(
      `INSERT INTO session (tenant_id, token_hash, person_id, id_token, created_at, last_used_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $5, $6)`,
      [tenant, hashOfToken(token), person, idToken ?? null, now, endsAt],
    );
    return token;
  }

  /** The session of a token, as long as it has not ended and its person may sign in. Looking for it uses it. */
  find(token: string): Promise<Session | undefined> {
    return this.look(token, true);
  }

  /** The same without using it: an answer that goes on for hours keeps no session from ending. */
  peek(token: string): Promise<Session | undefined> {
    return this.look(token, false);
  }

  private async look(token: string, uses: boolean): Promise<Session | undefined> {
    const tenant = tenantOfToken(token);
    const now = this.clock.now();
    const idleMs = this.limits.idleMinutes * 60_000;
    return this.database.inTenant(tenant, async (transaction) => {
      const [found] = await transaction.query<Row>(
        `SELECT ${PERSON_COLUMNS}, session.acting_tenant_id AS "actingTenant", session.id_token AS "idToken",
           session.last_used_at AS "lastUsedAt", session.expires_at AS "endsAt"
         FROM session JOIN (${PERSON_FROM}) ON person.tenant_id = session.tenant_id AND person.id = session.person_id
         WHERE session.tenant_id = $1 AND token_hash = $2 AND expires_at > $3 AND last_used_at > $4
           AND disabled_at IS NULL`,
        [tenant, hashOfToken(token), now, new Date(now.getTime() - idleMs)],
      );
      if (found === undefined) return undefined;
      if (uses && now.getTime() - found.lastUsedAt.getTime() > USE_NOTED_MS)
        transaction.send('UPDATE session SET last_used_at = $3 WHERE tenant_id = $1 AND token_hash = $2', [
          tenant,
          hashOfToken(token),
          now,
        ]);
      const { actingTenant, idToken, lastUsedAt, endsAt, hash: _hash, disabled: _disabled, ...person } = found;
      const usedAt = uses ? now : lastUsedAt;
      const expiresAt = new Date(Math.min(endsAt.getTime(), usedAt.getTime() + idleMs));
      return { token, person: { tenant, ...person }, actingTenant, idToken, expiresAt };
    });
  }

  /** @param tenant null for the own one */
  actIn(transaction: Transaction, { token }: Session, tenant: string | null): void {
    transaction.send('UPDATE session SET acting_tenant_id = $3 WHERE tenant_id = $1 AND token_hash = $2', [
      tenantOfToken(token),
      hashOfToken(token),
      tenant,
    ]);
  }

  end(transaction: Transaction, token: string): void {
    transaction.send('DELETE FROM session WHERE tenant_id = $1 AND token_hash = $2', [
      tenantOfToken(token),
      hashOfToken(token),
    ]);
  }
}

/** Of one person, wherever it is signed in; in the transaction that changes what the person may do. */
export function endSessionsOf(transaction: Transaction, tenant: string, person: string): void {
  transaction.send('DELETE FROM session WHERE tenant_id = $1 AND person_id = $2', [tenant, person]);
}

/** Housekeeping: rows of sessions that have ended by themselves. @returns how many */
export async function dropEndedSessions(
  database: Database,
  now: Date,
  { idleMinutes }: SessionLimits,
): Promise<number> {
  const rows = await database.asSystem((transaction) =>
    transaction.query<{ ended: number }>(
      `WITH ended AS (DELETE FROM session WHERE expires_at <= $1 OR last_used_at <= $2 RETURNING 1)
       SELECT count(*)::int AS ended FROM ended`,
      [now, new Date(now.getTime() - idleMinutes * 60_000)],
    ),
  );
  return rows[0]?.ended ?? 0;
}
