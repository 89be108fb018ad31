import type { Clock, Ids } from '../../config/clock.js';
import type { Database, Transaction } from '../../database/database.js';
import { HubError } from '../../errors/hub-error.js';
import { IDENTITY_PROVIDER, NOBODY, type Journal } from '../journal.js';
import type { Role } from '../permissions.js';
import type { Person } from '../person.js';
import type { SignIn } from '../sign-in.js';
import { readTenants } from '../tenants.js';
import { nameFrom, rolesFor, textsOf } from './openid-roles.js';
import type { Vouched } from './openid-provider.js';

/** Others that are called alike, before it is given up to find a name. */
const NAMES_MAX = 1_000;

interface Row extends Pick<Person, 'id' | 'name' | 'title'> {
  readonly roles: readonly Role[];
  readonly disabled: boolean;
}

export interface RolesSettings {
  readonly openIdRolesClaim: string;
  readonly openIdRoles?: readonly string[];
}

/** Lets those in whom the provider vouches for. They have a name here, for the journal, and no password. */
export class OpenIdSignIn {
  constructor(
    private readonly signIn: SignIn,
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @returns the token of the new session
   * @throws HubError `access.openid-not-admitted`, `access.openid-refused`
   */
  async begin(vouched: Vouched, { openIdRolesClaim, openIdRoles = [] }: RolesSettings): Promise<string> {
    const found = rolesFor(textsOf(vouched.claims, openIdRolesClaim) ?? [], openIdRoles);
    const tenants = found === undefined ? [] : await readTenants(this.database);
    const tenant = tenants.find(({ name }) => name === found?.tenant)?.id;
    if (found === undefined || tenant === undefined) throw notAdmitted();
    const person = await this.person(tenant, vouched, found.roles);
    if (person === undefined) throw notAdmitted();
    return this.signIn.begin({ tenant, ...person }, { with: 'openid' }, vouched.idToken);
  }

  /** As the provider describes it now; undefined for one who is locked out here. */
  private person(tenant: string, vouched: Vouched, roles: readonly Role[]): Promise<Row | undefined> {
    return this.database.inTenant(tenant, async (transaction) => {
      const known = await find(transaction, tenant, vouched);
      if (known === undefined) return this.create(transaction, tenant, vouched, roles);
      if (known.disabled) {
        const subject = { kind: 'person', id: known.name };
        this.journal.note(transaction, tenant, { actor: NOBODY, action: 'session.refused', subject });
        return undefined;
      }
      await this.update(transaction, tenant, known, { title: titleOf(vouched), roles });
      return known;
    });
  }

  private async create(
    transaction: Transaction,
    tenant: string,
    vouched: Vouched,
    roles: readonly Role[],
  ): Promise<Row | undefined> {
    const { issuer, subject, claims } = vouched;
    const title = titleOf(vouched);
    const id = this.ids.uuid();
    for (let number = 1; number <= NAMES_MAX; number += 1) {
      const name = nameFrom(claims, number);
      const created = await transaction.query(
        `INSERT INTO person (tenant_id, id, name, title, roles, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING id`,
        [tenant, id, name, title, roles, this.clock.now()],
      );
      if (created.length === 0) continue;
      const mine = await transaction.query(
        `INSERT INTO openid_subject (tenant_id, issuer, subject, person_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING RETURNING person_id`,
        [tenant, issuer, subject, id],
      );
      // The same person has come in by another door a moment ago: all of this is undone.
      if (mine.length === 0) throw new HubError('rejected', 'access.openid-refused', 'It was begun twice at once.');
      const about = { kind: 'person', id: name, title: title ?? undefined };
      const entry = { actor: IDENTITY_PROVIDER, action: 'person.created', subject: about, details: { roles } } as const;
      this.journal.note(transaction, tenant, entry);
      return { id, name, title, roles, disabled: false };
    }
    return undefined;
  }

  private async update(
    transaction: Transaction,
    tenant: string,
    known: Row,
    { title, roles }: Pick<Row, 'title' | 'roles'>,
  ): Promise<void> {
    const sameRoles = known.roles.toSorted().join() === roles.toSorted().join();
    if (sameRoles && known.title === title) return;
    await transaction.query('UPDATE person SET title = $3, roles = $4 WHERE tenant_id = $1 AND id = $2', [
      tenant,
      known.id,
      title,
      roles,
    ]);
    if (sameRoles) return;
    const subject = { kind: 'person', id: known.name, title: title ?? undefined };
    const details = { before: known.roles, after: roles };
    this.journal.note(transaction, tenant, {
      actor: IDENTITY_PROVIDER,
      action: 'person.roles-changed',
      subject,
      details,
    });
  }
}

async function find(transaction: Transaction, tenant: string, { issuer, subject }: Vouched): Promise<Row | undefined> {
  const [known] = await transaction.query<Row>(
    `SELECT id, name, title, roles, disabled_at IS NOT NULL AS disabled
     FROM openid_subject JOIN person ON person.tenant_id = openid_subject.tenant_id AND id = person_id
     WHERE openid_subject.tenant_id = $1 AND issuer = $2 AND subject = $3 FOR UPDATE OF person`,
    [tenant, issuer, subject],
  );
  return known;
}

function titleOf({ claims }: Vouched): string | null {
  const name = claims['name'];
  return typeof name === 'string' && name.trim() !== '' && !/\p{Cc}/u.test(name) ? name.trim().slice(0, 200) : null;
}

function notAdmitted(): HubError {
  const sentence = 'The provider of identities knows the person, who has no role here or is locked out.';
  return new HubError('rejected', 'access.openid-not-admitted', sentence);
}
