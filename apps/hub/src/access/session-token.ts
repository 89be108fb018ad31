/** What a session's cookie says, what the database keeps of it, and the second secret that follows from it. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../config/clock.js';

/** `<id of the tenant>.<256 random bits>`: it is looked for in its own tenant alone. */
export const SESSION_TOKEN = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[\w-]{43}$/;
const TENANT_LENGTH = 36;

export function newSessionToken(tenant: string, ids: Ids): string {
  return `${tenant}.${ids.bytes(32).toString('base64url')}`;
}

export function tenantOfToken(token: string): string {
  return token.slice(0, TENANT_LENGTH);
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** What a page of the hub sends along with whatever changes something. It follows from the token, and not the reverse. */
export function csrfOf(token: string): string {
  return createHmac('sha256', token).update('fachwerk csrf').digest('base64url');
}

/** Takes the same time however much of it is right. */
export function isCsrfOf(token: string, given: string): boolean {
  return timingSafeEqual(hashOfToken(given), hashOfToken(csrfOf(token)));
}
