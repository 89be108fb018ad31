import type { Role } from '../permissions.js';

/** What a provider said about a person, however deep. */
export type Claims = Readonly<Record<string, unknown>>;

/** One of `openIdRoles`, as the schema of the settings has checked it: `hub-operators=operator@leipzig`. */
const RULE = /^(.+)=([a-z-]+)@([a-z0-9-]+)$/;

/** The texts in a claim; undefined when the claim is not there. A name with dots is a claim in a claim, or its whole name. */
export function textsOf(claims: Claims, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : within(claims, name.split('.'));
  if (value === undefined) return undefined;
  return [value].flat().filter((text): text is string => typeof text === 'string');
}

/**
 * Which tenant somebody with these texts belongs to, and as what: the tenant of the first rule that fits, and the roles
 * of all that fit and are of that tenant.
 */
export function rolesFor(
  texts: readonly string[],
  rules: readonly string[],
): { readonly tenant: string; readonly roles: readonly Role[] } | undefined {
  const fitting = rules.flatMap((rule) => {
    const [, text = '', role = '', tenant = ''] = RULE.exec(rule) ?? [];
    return texts.includes(text) ? [{ role: role as Role, tenant }] : [];
  });
  const tenant = fitting[0]?.tenant;
  if (tenant === undefined) return undefined;
  return { tenant, roles: [...new Set(fitting.filter((one) => one.tenant === tenant).map(({ role }) => role))] };
}

/**
 * How somebody is called here, from what the provider calls them: as people's names are, which have no `@`.
 *
 * @param number of the try, when others are called like this already
 */
export function nameFrom(claims: Claims, number: number): string {
  const given = [claims['preferred_username'], claims['email'], claims['sub']].find(
    (claim): claim is string => typeof claim === 'string' && plain(claim) !== '',
  );
  const name = plain(given ?? '') || 'person';
  return number === 1 ? name : `${name}-${number}`;
}

function plain(text: string): string {
  const [local = ''] = text.split('@', 1);
  return local
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]/g, '')
    .replace(/^[._-]+/, '')
    .slice(0, 55);
}

function within(claims: Claims, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Claims)[step] : undefined,
    claims,
  );
}
