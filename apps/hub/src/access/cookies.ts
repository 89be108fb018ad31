/** Cookies as the hub sets and reads them. What is not exactly as it was set is no cookie of the hub's. */
import type { HubConfig } from '../config/hub-config.js';

export interface Cookie {
  readonly name: string;
  readonly secure: boolean;
}

/**
 * Over https the prefix `__Host-` keeps other hosts of the domain, and whoever can speak plain http in its name, from
 * setting it (RFC 6265bis §4.1.3.2).
 */
export function cookieNamed(name: string, { publicUrl = '' }: Pick<HubConfig, 'publicUrl'>): Cookie {
  const secure = /^https:/i.test(publicUrl);
  return { name: secure ? `__Host-${name}` : name, secure };
}

/** Without a lifetime: it ends with the browser, and on the hub's side when the session does. */
export function setCookie({ name, secure }: Cookie, value: string, secondsMax?: number): string {
  const age = secondsMax === undefined ? '' : `; Max-Age=${secondsMax}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}${age}`;
}

export function dropCookie(cookie: Cookie): string {
  return setCookie(cookie, '', 0);
}

/**
 * The value of a cookie, when there is one of that name and it looks like one that the hub made. Of two nobody knows
 * which is the hub's: then there is none.
 */
export function cookieIn(header: string | undefined, { name }: Cookie, form: RegExp): string | undefined {
  const [value, ...others] = valuesOf(header, name);
  return value !== undefined && others.length === 0 && form.test(value) ? value : undefined;
}

export function hasCookie(header: string | undefined, { name }: Cookie): boolean {
  return valuesOf(header, name).length > 0;
}

function valuesOf(header: string | undefined, name: string): readonly string[] {
  const begin = `${name}=`;
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(begin))
    .map((pair) => pair.slice(begin.length));
}
