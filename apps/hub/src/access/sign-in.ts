import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { NOBODY, type Journal } from './journal.js';
import { checkNewPassword, hashPassword } from './password.js';
import type { PasswordDoor } from './password-door.js';
import type { People } from './people.js';
import { findPerson, PERSON_NAME, type Person } from './person.js';
import { endSessionsOf, type Session, type Sessions } from './sessions.js';
import type { Tenant } from './tenants.js';

/** A user name as it was typed, with the password, and where from. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
  readonly address: string;
}

/** Begins, moves and ends the sessions of people, and writes down that it did. */
export class SignIn {
  constructor(
    private readonly passwords: PasswordDoor,
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /**
   * @returns the token of the new session
   * @throws HubError `access.sign-in-failed`, `access.too-many-failures`, `access.busy`
   */
  async withPassword({ user, password, address }: Credentials): Promise<string> {
    const person = await this.passwords.signIn(user, password, address);
    if (person !== undefined) return this.begin(person, { with: 'password' });
    await this.writeRefusal(user, address);
    throw new HubError('rejected', 'access.sign-in-failed', 'The user name or the password is wrong.');
  }

  /** For somebody who proved to be that person. @returns the token of the new session */
  begin(person: Pick<Person, 'tenant' | 'id' | 'name'>, details: object, idToken?: string): Promise<string> {
    const { tenant, id, name } = person;
    return this.database.inTenant(tenant, async (transaction) => {
      this.journal.note(transaction, tenant, { actor: name, action: 'session.started', details: { ...details } });
      return this.sessions.begin(transaction, tenant, id, idToken);
    });
  }

  async end({ token, person: { tenant, name } }: Session): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      this.sessions.end(transaction, token);
      this.journal.note(transaction, tenant, { actor: name, action: 'session.ended' });
    });
  }

  /**
   * Gives a person the password of its choice. Every session of it ends, whoever has it; a new one begins.
   *
   * @param given the user name of the person, and the present password
   * @returns the token of the new session
   * @throws HubError `access.password-wrong`, `access.password-weak`, `access.no-password`
   */
  async changePassword({ person }: Session, given: Credentials, next: string): Promise<string> {
    const { tenant, id, name } = person;
    checkNewPassword(next, given.password);
    if (!(await this.hasPassword(person))) {
      const sentence = 'This person signs in at the provider of identities, and has no password here.';
      throw new HubError('rejected', 'access.no-password', sentence);
    }
    if ((await this.passwords.signIn(given.user, given.password, given.address)) === undefined) {
      throw new HubError('rejected', 'access.password-wrong', 'The present password is wrong.');
    }
    const hash = await hashPassword(next);
    const token = await this.database.inTenant(tenant, async (transaction) => {
      transaction.send(
        'UPDATE person SET password_hash = $3, password_change_due = false WHERE tenant_id = $1 AND id = $2',
        [tenant, id, hash],
      );
      endSessionsOf(transaction, tenant, id);
      this.journal.note(transaction, tenant, { actor: name, action: 'person.password-changed' });
      return this.sessions.begin(transaction, tenant, id);
    });
    this.people.forget();
    return token;
  }

  /**
   * Lets a provider administrator act in another tenant, or in the own one again. It is in the journals of both.
   *
   * @param nameAbroad as other tenants know the person
   */
  async visit(session: Session, nameAbroad: string, to: Tenant): Promise<void> {
    const { person, actingTenant } = session;
    const home = person.tenant;
    const from = actingTenant ?? home;
    if (to.id === from) return;
    // First where somebody comes and goes: no visit without its entry there.
    for (const [tenant, action] of [
      [from, 'session.tenant-left'],
      [to.id, 'session.tenant-entered'],
    ] as const) {
      if (tenant === home) continue;
      await this.database.inTenant(tenant, async (transaction) =>
        this.journal.note(transaction, tenant, { actor: nameAbroad, action }),
      );
    }
    await this.database.inTenant(home, async (transaction) => {
      this.sessions.actIn(transaction, session, to.id === home ? null : to.id);
      const subject = { kind: 'tenant', id: to.name, title: to.title };
      this.journal.note(transaction, home, { actor: person.name, action: 'session.tenant-changed', subject });
    });
  }

  private async hasPassword({ tenant, name }: Person): Promise<boolean> {
    const found = await this.database.inTenant(tenant, (transaction) => findPerson(transaction, name));
    return found !== undefined && found.hash !== null;
  }

  /** A name that nobody has is not written down: it may be a password in the wrong field. */
  private async writeRefusal(user: string, address: string): Promise<void> {
    const login = this.people.login(user);
    if (login === undefined) return;
    const { tenant, name } = login;
    await this.database.inTenant(tenant, async (transaction) => {
      const known = PERSON_NAME.test(name) ? await findPerson(transaction, name) : undefined;
      const subject = known === undefined ? undefined : { kind: 'person', id: known.name };
      this.journal.note(transaction, tenant, {
        actor: NOBODY,
        action: 'session.refused',
        subject,
        details: { address },
      });
    });
  }
}
