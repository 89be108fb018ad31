import type { Role } from '../../api/contract.js';
import { useSession } from '../../api/session.js';
import { useTexts } from '../../language/language.js';
import { CheckField } from '../../parts/fields.js';
import { peopleTexts } from './texts.js';

const ROLES: readonly Role[] = ['viewer', 'operator', 'approver', 'tenant-administrator', 'clerk'];

interface RoleFieldsProps {
  readonly roles: readonly Role[];
  readonly onChange: (roles: readonly Role[]) => void;
  readonly error?: string | undefined;
}

/** Several roles may be held by one person; only who administers all tenants may give that away. */
export function RoleFields({ roles, onChange, error }: RoleFieldsProps) {
  const text = useTexts(peopleTexts);
  const { permissions } = useSession();
  const offered: readonly Role[] = permissions.includes('provider.administer')
    ? [...ROLES, 'provider-administrator']
    : ROLES;
  return (
    <fieldset className="fieldset" aria-describedby={error === undefined ? undefined : 'roles-error'}>
      <legend>{text.rolesOf}</legend>
      {offered.map((role) => (
        <CheckField
          key={role}
          label={text.roles[role]}
          checked={roles.includes(role)}
          onChange={(checked) => onChange(checked ? [...roles, role] : roles.filter((each) => each !== role))}
        />
      ))}
      {error !== undefined && (
        <p id="roles-error" className="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
