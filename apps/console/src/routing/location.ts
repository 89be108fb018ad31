/**
 * Where the reader is: the URL and nothing else, so that a link can be sent to a colleague. Filters are in the query
 * string; what is only a passing state of a page is not.
 */
import { useCallback, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
/** How often the reader has gone to another page; the first one was loaded by the browser. */
let visits = 0;

addEventListener('popstate', () => {
  visits += 1;
  changed();
});

export type Filters = Readonly<Record<string, string | undefined>>;

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function useQuery(): URLSearchParams {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => new URLSearchParams(search), [search]);
}

/** Changes some filters of this page and keeps the others; an empty one is left out. */
export function useSetQuery(): (changes: Filters, how?: { readonly replace?: boolean }) => void {
  return useCallback((changes, { replace = false } = {}) => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === '') query.delete(name);
      else query.set(name, value);
    }
    move(withQuery(location.pathname, query), replace);
  }, []);
}

/** @param to path of this console, with its query */
export function navigate(to: string, { replace = false } = {}): void {
  visits += 1;
  move(to, replace);
  scrollTo(0, 0);
}

/** False for the page that the browser has loaded: there the reader begins at the top by himself. */
export function cameFromAnotherPage(): boolean {
  return visits > 0;
}

export function withQuery(path: string, query: URLSearchParams | Filters): string {
  const given =
    query instanceof URLSearchParams
      ? query
      : new URLSearchParams(
          Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
        );
  const text = given.toString();
  return text === '' ? path : `${path}?${text}`;
}

function move(to: string, replace: boolean): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  changed();
}

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
