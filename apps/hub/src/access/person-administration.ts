import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Journal } from './journal.js';
import { named } from './named.js';
import { checkNewPassword, hashPassword } from './password.js';
import type { People } from './people.js';
import { forbidden, type Role } from './permissions.js';
import { PERSON_NAME, ROLES_OF_PERSON } from './person.js';
import type { PersonPrincipal } from './principal.js';
import { endSessionsOf } from './sessions.js';

export interface ListedPerson {
  readonly name: string;
  readonly title: string | null;
  readonly roles: readonly Role[];
  readonly disabledAt: Date | null;
  readonly passwordChangeDue: boolean;
  /** An OpenID provider vouches for the person, and says which roles it has. */
  readonly byOpenId: boolean;
  readonly createdAt: Date;
}

export interface NewPerson {
  readonly name: string;
  readonly title: string | undefined;
  readonly roles: readonly Role[];
  /** Made when it is not given; in any case the person chooses another one at the first sign-in. */
  readonly password: string | undefined;
}

const COLUMNS = `name, title, ${ROLES_OF_PERSON} AS roles, disabled_at AS "disabledAt", password_change_due AS "passwordChangeDue",
  password_hash IS NULL AS "byOpenId", created_at AS "createdAt"`;

interface Known extends ListedPerson {
  readonly id: string;
}

/**
 * People of a tenant, as administrators see and change them. Nobody changes what the own login may do, so that no tenant
 * is left without an administrator; and only providers change those who are providers.
 */
export class PersonAdministration {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly people: People,
  ) {}

  /** By name. @param after the last name of the page before */
  list(
    tenant: string,
    { after = '', limit }: { after?: string | undefined; limit: number },
  ): Promise<readonly ListedPerson[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<ListedPerson>(
        `SELECT ${COLUMNS} FROM person WHERE tenant_id = $1 AND name > $2 ORDER BY name LIMIT $3`,
        [tenant, after, limit],
      ),
    );
  }

  /** @returns with the password, when it was made here: it is shown this once */
  async create(
    by: PersonPrincipal,
    { name, title, roles, password }: NewPerson,
  ): Promise<{ readonly person: ListedPerson; readonly password?: string }> {
    requireProvider(by, roles);
    if (password !== undefined) checkNewPassword(password);
    const first = password ?? this.newPassword();
    const hash = await hashPassword(first);
    const { tenant } = by;
    const person = await named(`person ${name}`, () =>
      this.database.inTenant(tenant, async (transaction) => {
        const [created] = await transaction.query<ListedPerson>(
          `INSERT INTO person (tenant_id, id, name, title, password_hash, password_change_due, roles, created_at)
           VALUES ($1, $2, $3, $4, $5, true, $6, $7) RETURNING ${COLUMNS}`,
          [tenant, this.ids.uuid(), name, title ?? null, hash, roles, this.clock.now()],
        );
        this.note(transaction, by, 'person.created', created!, { roles });
        return created!;
      }),
    );
    return { person, ...(password === undefined ? { password: first } : {}) };
  }

  /** @throws HubError `access.unknown`, `access.own-login`, `access.roles-from-provider` */
  changeRoles(by: PersonPrincipal, name: string, roles: readonly Role[]): Promise<ListedPerson> {
    return this.change(by, name, async (transaction, person) => {
      requireProvider(by, roles);
      if (person.byOpenId) {
        const sentence = 'The roles of this person come from the provider of identities.';
        throw new HubError('rejected', 'access.roles-from-provider', sentence);
      }
      await transaction.query('UPDATE person SET roles = $3 WHERE tenant_id = $1 AND id = $2', [
        by.tenant,
        person.id,
        roles,
      ]);
      this.note(transaction, by, 'person.roles-changed', person, { before: person.roles, after: roles });
    });
  }

  /** Ends all sessions of the person. @returns the password: it is shown this once */
  async resetPassword(by: PersonPrincipal, name: string): Promise<string> {
    const password = this.newPassword();
    const hash = await hashPassword(password);
    await this.change(by, name, async (transaction, person) => {
      if (person.byOpenId) {
        const sentence = 'This person signs in at the provider of identities, and has no password here.';
        throw new HubError('rejected', 'access.no-password', sentence);
      }
      await transaction.query(
        'UPDATE person SET password_hash = $3, password_change_due = true WHERE tenant_id = $1 AND id = $2',
        [by.tenant, person.id, hash],
      );
      endSessionsOf(transaction, by.tenant, person.id);
      this.note(transaction, by, 'person.password-reset', person, {});
    });
    return password;
  }

  /** Ends all sessions of the person. Once disabled, it stays so: to say it again changes nothing. */
  disable(by: PersonPrincipal, name: string): Promise<ListedPerson> {
    return this.change(by, name, async (transaction, person) => {
      if (person.disabledAt !== null) return;
      await transaction.query('UPDATE person SET disabled_at = $3 WHERE tenant_id = $1 AND id = $2', [
        by.tenant,
        person.id,
        this.clock.now(),
      ]);
      endSessionsOf(transaction, by.tenant, person.id);
      this.note(transaction, by, 'person.disabled', person, {});
    });
  }

  enable(by: PersonPrincipal, name: string): Promise<ListedPerson> {
    return this.change(by, name, async (transaction, person) => {
      if (person.disabledAt === null) return;
      await transaction.query('UPDATE person SET disabled_at = NULL WHERE tenant_id = $1 AND id = $2', [
        by.tenant,
        person.id,
      ]);
      this.note(transaction, by, 'person.enabled', person, {});
    });
  }

  private async change(
    by: PersonPrincipal,
    name: string,
    work: (transaction: Transaction, person: Known) => Promise<void>,
  ): Promise<ListedPerson> {
    const { tenant } = by;
    if (!PERSON_NAME.test(name)) throw unknown();
    const changed = await this.database.inTenant(tenant, async (transaction) => {
      const find = (lock: '' | 'FOR UPDATE'): Promise<Known[]> =>
        transaction.query<Known>(`SELECT id, ${COLUMNS} FROM person WHERE tenant_id = $1 AND name = $2 ${lock}`, [
          tenant,
          name,
        ]);
      const [person] = await find('FOR UPDATE');
      if (person === undefined) throw unknown();
      requireProvider(by, person.roles);
      if (name === by.name) {
        const sentence = 'Nobody changes the own roles, nor locks or resets the own login.';
        throw new HubError('rejected', 'access.own-login', sentence);
      }
      await work(transaction, person);
      const { id: _id, ...after } = (await find(''))[0]!;
      return after;
    });
    this.people.forget();
    return changed;
  }

  private note(
    transaction: Transaction,
    by: PersonPrincipal,
    action: `person.${string}`,
    { name, title }: Pick<ListedPerson, 'name' | 'title'>,
    details: Readonly<Record<string, unknown>>,
  ): void {
    const subject = { kind: 'person', id: name, title: title ?? undefined };
    this.journal.note(transaction, by.tenant, { actor: by.name, action, subject, details });
  }

  private newPassword(): string {
    return this.ids.bytes(15).toString('base64url');
  }
}

/** @throws HubError `access.forbidden` */
function requireProvider(by: PersonPrincipal, roles: readonly Role[]): void {
  if (roles.includes('provider-administrator') && !by.permissions.has('provider.administer')) {
    throw forbidden('provider.administer');
  }
}

function unknown(): HubError {
  return new HubError('rejected', 'access.unknown', 'There is no such person.');
}
