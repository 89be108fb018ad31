import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { named } from './named.js';
import { COMMAND_LINE, writeJournal } from './journal.js';
import { hashPassword } from './password.js';
import type { Role } from './permissions.js';
import { parseRate } from './rate.js';
import { endSessionsOf } from './sessions.js';
import { PAUSED, type OperatorPause } from './snapshot.js';

export interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly createdAt: Date;
}

export interface ProcedureRow {
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  readonly settings: unknown;
  readonly validation: 'required' | 'when-installed';
  readonly order: 'none' | 'by-key';
  readonly rate: string | null;
  readonly createdAt: Date;
  /** Why its messages wait, as the last worker wrote it down; null when they do not. */
  readonly waiting: { readonly code: string; readonly message: string; readonly since: string } | null;
  /** By an operator; null when it is not. */
  readonly paused: OperatorPause | null;
}

/** Creates tenants, specialist procedures, their keys, and people. Used by the command line and the demo. */
export class Administration {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Makes the keys of message ids, once. Every gateway shares them. */
  async ensureMessageIdKey(): Promise<void> {
    const secret = JSON.stringify({ key: this.ids.bytes(32).toString('base64') });
    await this.database.asSystem((transaction) =>
      transaction.query(
        `INSERT INTO key_ring (kid, purpose, secret, created_at)
         SELECT 'message-id-1', 'message-id', $1, $2
         WHERE NOT EXISTS (SELECT FROM key_ring WHERE purpose = 'message-id')
         ON CONFLICT DO NOTHING`,
        [secret, this.clock.now()],
      ),
    );
  }

  async tenantId(name: string): Promise<string | undefined> {
    const rows = await this.database.asSystem((transaction) =>
      transaction.query<{ id: string }>('SELECT id FROM tenant WHERE name = $1', [name]),
    );
    return rows[0]?.id;
  }

  /** @returns the id of the new tenant (Mandant) */
  async createTenant(name: string, title: string): Promise<string> {
    const id = this.ids.uuid();
    await named(`tenant ${name}`, () =>
      this.database.asSystem((transaction) =>
        transaction.query('INSERT INTO tenant (id, name, title, created_at) VALUES ($1, $2, $3, $4)', [
          id,
          name,
          title,
          this.clock.now(),
        ]),
      ),
    );
    return id;
  }

  async tenants(): Promise<readonly TenantRow[]> {
    return this.database.asSystem((transaction) =>
      transaction.query<TenantRow>('SELECT id, name, title, created_at AS "createdAt" FROM tenant ORDER BY name'),
    );
  }

  async procedures(tenant: string): Promise<readonly ProcedureRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<ProcedureRow>(
        `SELECT name, title, connector, settings, validation, filing_order AS "order", rate, created_at AS "createdAt",
           pause_cause AS waiting, ${PAUSED} AS paused
         FROM procedure ORDER BY name`,
      ),
    );
  }

  /** @param settings of the connector, checked by the caller */
  async createProcedure(
    tenant: string,
    procedure: {
      readonly name: string;
      readonly title: string;
      readonly connector: string;
      readonly settings: unknown;
      readonly validation?: ProcedureRow['validation'];
      readonly order?: ProcedureRow['order'];
    },
  ): Promise<string> {
    const id = this.ids.uuid();
    const { name, title, connector, settings, validation = 'when-installed', order = 'none' } = procedure;
    await named(`procedure ${name}`, () =>
      this.database.inTenant(tenant, (transaction) =>
        transaction.query(
          `INSERT INTO procedure (tenant_id, id, name, title, connector, settings, validation, filing_order, ever_ordered, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8 = 'by-key', $9)`,
          [tenant, id, name, title, connector, JSON.stringify(settings), validation, order, this.clock.now()],
        ),
      ),
    );
    return id;
  }

  changeSettings(tenant: string, procedure: string, settings: unknown): Promise<void> {
    return this.change(tenant, procedure, 'settings = $2', JSON.stringify(settings));
  }

  /** Whether its messages wait for an official schema that is not installed. Those that wait now go on by themselves. */
  changeValidation(tenant: string, procedure: string, validation: ProcedureRow['validation']): Promise<void> {
    return this.change(tenant, procedure, 'validation = $2', validation);
  }

  /** In which order messages are filed from now on. Waits until no worker files messages of the procedure. */
  changeOrder(tenant: string, procedure: string, order: ProcedureRow['order']): Promise<void> {
    const set = `filing_order = $2, ever_ordered = ever_ordered OR $2 = 'by-key'`;
    return this.change(tenant, procedure, set, order);
  }

  /**
   * How many messages each gateway takes of it; gateways know within 5 s.
   *
   * @param rate as `50/s` or `600/min`, null for no limit
   */
  async changeRate(tenant: string, procedure: string, rate: string | null): Promise<void> {
    if (rate !== null) parseRate(rate);
    await this.change(tenant, procedure, 'rate = $2', rate);
  }

  /** @returns the key; it is shown once, the database keeps its hash */
  async createKey(tenant: string, procedure: string, label: string, expiresAt?: Date): Promise<string> {
    const secret = `fw_${this.ids.bytes(32).toString('base64url')}`;
    const hash = createHash('sha256').update(secret).digest();
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `INSERT INTO api_key (tenant_id, id, procedure_id, hash, label, created_at, expires_at)
         SELECT tenant_id, $2, id, $3, $4, $5, $6 FROM procedure WHERE name = $1 RETURNING id`,
        [procedure, this.ids.uuid(), hash, label, this.clock.now(), expiresAt ?? null],
      ),
    );
    if (rows.length === 0) throw unknown(`procedure ${procedure}`);
    return secret;
  }

  /** @returns how many keys of that label were revoked; gateways know within 5 s */
  async revokeKeys(tenant: string, procedure: string, label: string): Promise<number> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query(
        `UPDATE api_key SET revoked_at = $3 FROM procedure
         WHERE procedure.id = api_key.procedure_id AND procedure.name = $1 AND api_key.label = $2
           AND api_key.revoked_at IS NULL RETURNING api_key.id`,
        [procedure, label, this.clock.now()],
      ),
    );
    return rows.length;
  }

  /**
   * Ends all sessions of the person.
   *
   * @returns false when there is no such person
   */
  async changePassword(tenant: string, name: string, password: string): Promise<boolean> {
    const hash = await hashPassword(password);
    return this.database.inTenant(tenant, async (transaction) => {
      const [changed] = await transaction.query<{ id: string }>(
        `UPDATE person SET password_hash = $2 WHERE name = $1 AND password_hash IS NOT NULL RETURNING id`,
        [name, hash],
      );
      if (changed === undefined) return false;
      endSessionsOf(transaction, tenant, changed.id);
      this.note(transaction, tenant, 'person.password-reset', name, {});
      return true;
    });
  }

  /** @param options.passwordChangeDue whoever signs in has to choose another password first */
  async createPerson(
    tenant: string,
    name: string,
    password: string,
    given: Role | readonly Role[],
    { passwordChangeDue = false, title }: { readonly passwordChangeDue?: boolean; readonly title?: string } = {},
  ): Promise<void> {
    const hash = await hashPassword(password);
    const roles = [given].flat();
    await named(`person ${name}`, () =>
      this.database.inTenant(tenant, async (transaction) => {
        await transaction.query(
          `INSERT INTO person (tenant_id, id, name, title, password_hash, password_change_due, roles, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [tenant, this.ids.uuid(), name, title ?? null, hash, passwordChangeDue, roles, this.clock.now()],
        );
        this.note(transaction, tenant, 'person.created', name, { roles });
      }),
    );
  }

  private note(
    transaction: Transaction,
    tenant: string,
    action: `person.${string}`,
    name: string,
    details: Readonly<Record<string, unknown>>,
  ): void {
    const entry = { id: this.ids.uuid(), at: this.clock.now(), actor: COMMAND_LINE, action, details };
    writeJournal(transaction, tenant, { ...entry, subject: { kind: 'person', id: name } });
  }

  /** @param set the columns, with the value as `$2` */
  private async change(tenant: string, procedure: string, set: string, value: string | null): Promise<void> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query(`UPDATE procedure SET ${set} WHERE name = $1 RETURNING id`, [procedure, value]),
    );
    if (rows.length === 0) throw unknown(`procedure ${procedure}`);
  }
}

function unknown(what: string): HubError {
  return new HubError('rejected', 'access.unknown', `There is no ${what}.`);
}
