/** Where to go after signing in: a path of this console and nothing else, whoever made the link. */
export function returnPath(next: string | null): string {
  if (next === null || !next.startsWith('/') || /^\/[/\\]/.test(next) || next.startsWith('/sign-in')) return '/';
  return next;
}

const KEPT = 'fachwerk.next';

/** An OpenID provider leads back to the first page. What was wanted before is kept in this tab meanwhile. */
export function rememberNext(next: string): void {
  sessionStorage.setItem(KEPT, next);
}

/** @returns undefined when nobody went to a provider from here */
export function rememberedNext(): string | undefined {
  const next = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  return next === null ? undefined : returnPath(next);
}
