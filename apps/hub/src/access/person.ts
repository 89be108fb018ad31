import type { Transaction } from '../database/database.js';
import { permissionsOf, type Role } from './permissions.js';
import type { PersonPrincipal } from './principal.js';

/** Names of people; there is no `@` in them, which separates the tenant from them. */
export const PERSON_NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** A person of a tenant, who proved to be that. */
export interface Person {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly roles: readonly Role[];
  readonly passwordChangeDue: boolean;
  /** A setting of the tenant. */
  readonly tenantHidesContent: boolean;
}

export interface PersonRow extends Omit<Person, 'tenant'> {
  /** Null when an OpenID provider vouches for the person. */
  readonly hash: string | null;
  readonly disabled: boolean;
}

/** Of a row of `person`; a hub of the previous version wrote one role. */
export const ROLES_OF_PERSON = 'coalesce(roles, ARRAY[role])';

/** What a statement about `person`, joined as in `PERSON_FROM`, has to select for a `PersonRow`. */
export const PERSON_COLUMNS = `person.id, person.name, person.title, ${ROLES_OF_PERSON} AS roles, password_change_due AS "passwordChangeDue",
  password_hash AS hash, disabled_at IS NOT NULL AS disabled, coalesce(hide_content, false) AS "tenantHidesContent"`;
export const PERSON_FROM = 'person LEFT JOIN tenant_settings AS setting ON setting.tenant_id = person.tenant_id';

export async function findPerson(transaction: Transaction, name: string): Promise<PersonRow | undefined> {
  const [found] = await transaction.query<PersonRow>(
    `SELECT ${PERSON_COLUMNS} FROM ${PERSON_FROM} WHERE person.name = $1`,
    [name],
  );
  return found;
}

/** In the own tenant. */
export function principalOfPerson({ tenant, name, roles, tenantHidesContent }: Person): PersonPrincipal {
  const permissions = permissionsOf(roles, tenantHidesContent);
  return { kind: 'person', tenant, name, roles, permissions, tenantHidesContent };
}
