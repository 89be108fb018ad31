import { expect, it } from 'vitest';
import { RandomIds } from '../config/clock.js';
import { csrfOf, hashOfToken, isCsrfOf, newSessionToken, SESSION_TOKEN, tenantOfToken } from './session-token.js';

const tenant = '9c1f7d52-3a80-4b6e-8f21-0d4c5b6a7e8f';
const token = newSessionToken(tenant, new RandomIds());

it('names its tenant, and is never the same twice', () => {
  expect(token).toMatch(SESSION_TOKEN);
  expect(tenantOfToken(token)).toBe(tenant);
  expect(newSessionToken(tenant, new RandomIds())).not.toBe(token);
});

it('has a second secret that tells nothing of the first, and belongs to no other session', () => {
  const csrf = csrfOf(token);
  expect(isCsrfOf(token, csrf)).toBe(true);
  expect(token).not.toContain(csrf);
  expect(csrf).not.toBe(hashOfToken(token).toString('base64url'));
  for (const wrong of ['', csrf.slice(1), `${csrf}=`, csrfOf(newSessionToken(tenant, new RandomIds()))])
    expect(isCsrfOf(token, wrong)).toBe(false);
});
