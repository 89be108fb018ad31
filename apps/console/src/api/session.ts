/** Who is signed in. Everything else is shown only once this is known. */
import { useSyncExternalStore } from 'react';
import { suggestLanguage } from '../language/language.js';
import { get, post, remove, sendToken, whenSignedOut } from './client.js';
import type { Permission, Session } from './contract.js';
import { asProblem, type Problem } from './problem.js';

export type SessionState =
  | { readonly is: 'unknown' }
  | { readonly is: 'signed-out' }
  | { readonly is: 'unreachable'; readonly problem: Problem }
  | { readonly is: 'signed-in'; readonly session: Session };

const listeners = new Set<() => void>();
let state: SessionState = { is: 'unknown' };

whenSignedOut(() => become({ is: 'signed-out' }));

export function useSessionState(): SessionState {
  return useSyncExternalStore(subscribe, () => state);
}

/** @throws Error outside of what is shown to signed-in people: a mistake in the wiring */
export function useSession(): Session {
  const now = useSessionState();
  if (now.is !== 'signed-in') throw new Error('There is no session here.');
  return now.session;
}

export function useMay(permission: Permission): boolean {
  const now = useSessionState();
  return now.is === 'signed-in' && now.session.permissions.includes(permission);
}

/** At start, and when it may have ended meanwhile. */
export async function lookForSession(): Promise<void> {
  try {
    begin(await get<Session>('/v1/session'));
  } catch (error) {
    const problem = asProblem(error);
    become(problem.status === 401 ? { is: 'signed-out' } : { is: 'unreachable', problem });
  }
}

/** @throws Problem when name or password are wrong, or were tried too often */
export async function signIn(user: string, password: string): Promise<void> {
  begin(await post<Session>('/v1/session', { user, password }));
}

/** @throws Problem */
export async function changePassword(current: string, next: string): Promise<void> {
  begin(await post<Session>('/v1/session/password', { current, next }));
}

/** @throws Problem */
export async function actIn(tenant: string): Promise<void> {
  begin(await post<Session>('/v1/session/tenant', { tenant }));
}

export async function signOut(): Promise<void> {
  const { signOut: elsewhere } = (await remove<{ signOut?: string } | undefined>('/v1/session')) ?? {};
  become({ is: 'signed-out' });
  // The provider has a session of its own.
  if (elsewhere !== undefined) location.assign(elsewhere);
}

function begin(session: Session): void {
  sendToken(session.csrf);
  suggestLanguage(session.language);
  become({ is: 'signed-in', session });
}

function become(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
