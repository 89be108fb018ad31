/** Where to go after signing in: a path of this console and nothing else, whoever made the link. */
export function returnPath(next: string | null): string {
  if (next === null || !next.startsWith('/') || /^\/[/\\]/.test(next) || next.startsWith('/sign-in')) return '/';
  return next;
}
