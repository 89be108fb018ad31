import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { named } from './named.js';
import { COMMAND_LINE, Journal, writeJournal } from './journal.js';
import { hashPassword } from './password.js';
import type { Role } from './permissions.js';
import { ProcedureKeys } from './procedure-keys.js';
import { Procedures, type Actor, type NewProcedure, type ProcedureWithKeys } from './procedures.js';
import { endSessionsOf } from './sessions.js';
import type { SpecialistProcedure } from './snapshot.js';

export interface TenantRow {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly createdAt: Date;
}

/** Creates tenants and people, and procedures whose settings nobody checks. Used by the command line and the demo. */
export class Administration {
  private readonly ofTenants: Procedures;
  private readonly keys: ProcedureKeys;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    const journal = new Journal(database, clock, ids);
    this.ofTenants = new Procedures(database, journal, clock, ids, () => undefined);
    this.keys = new ProcedureKeys(database, journal, clock, ids);
  }

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

  procedures(tenant: string): Promise<readonly ProcedureWithKeys[]> {
    return this.ofTenants.list(tenant);
  }

  /** @param procedure with settings that were checked by the caller */
  createProcedure(tenant: string, procedure: NewProcedure): Promise<string> {
    return this.ofTenants.create(by(tenant), procedure);
  }

  changeSettings(tenant: string, procedure: string, settings: unknown): Promise<void> {
    return this.ofTenants.change(by(tenant), procedure, { settings });
  }

  /** Whether its messages wait for an official schema that is not installed. Those that wait now go on by themselves. */
  changeValidation(tenant: string, procedure: string, validation: SpecialistProcedure['validation']): Promise<void> {
    return this.ofTenants.change(by(tenant), procedure, { validation });
  }

  /** In which order messages are filed from now on. Waits until no worker files messages of the procedure. */
  changeOrder(tenant: string, procedure: string, order: SpecialistProcedure['order']): Promise<void> {
    return this.ofTenants.change(by(tenant), procedure, { order });
  }

  /**
   * How many messages each gateway takes of it; gateways know within 5 s.
   *
   * @param rate as `50/s` or `600/min`, null for no limit
   */
  changeRate(tenant: string, procedure: string, rate: string | null): Promise<void> {
    return this.ofTenants.change(by(tenant), procedure, { rate });
  }

  /** @returns the key; it is shown once, the database keeps its hash */
  async createKey(tenant: string, procedure: string, label: string, expiresAt?: Date): Promise<string> {
    return (await this.keys.create(by(tenant), procedure, label, expiresAt)).secret;
  }

  /** @returns how many keys of that label were revoked; gateways know within 5 s */
  revokeKeys(tenant: string, procedure: string, label: string): Promise<number> {
    return this.keys.revokeLabelled(by(tenant), procedure, label);
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
}

function by(tenant: string): Actor {
  return { tenant, name: COMMAND_LINE };
}
