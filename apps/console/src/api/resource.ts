/** What a page shows of the hub: asked for when the page is opened, and again when it is told to or time has passed. */
import { useCallback, useEffect, useState } from 'react';
import { get } from './client.js';
import { asProblem, type Problem } from './problem.js';

export interface Resource<T> {
  /** What came last. It stays while something newer is being asked for, so that tables do not flicker. */
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
}

interface Options<T> {
  /** Asks again after so long, unless the page is in the background. */
  readonly everyMs?: number;
  /** Only as long as this is true of what came last. */
  readonly while?: (data: T) => boolean;
}

interface State<T> {
  readonly path: string | undefined;
  readonly data: T | undefined;
  readonly problem: Problem | undefined;
  readonly loading: boolean;
}

/** @param path with its query; undefined asks for nothing */
export function useResource<T>(path: string | undefined, { everyMs, while: asLong }: Options<T> = {}): Resource<T> {
  const [state, setState] = useState<State<T>>(() => nothing(path));
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    if (path === undefined) return undefined;
    const aborting = new AbortController();
    setState((before) => ({ ...(samePage(before.path, path) ? before : nothing<T>(path)), path, loading: true }));
    get<T>(path, {}, aborting.signal).then(
      (data) => setState({ path, data, problem: undefined, loading: false }),
      (error: unknown) => {
        if (aborting.signal.aborted) return;
        setState((before) => ({ ...before, problem: asProblem(error), loading: false }));
      },
    );
    return () => aborting.abort();
  }, [path, turn]);

  const over = asLong !== undefined && (state.data === undefined || !asLong(state.data));
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    if (everyMs === undefined || path === undefined || over) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs, over, path, reload]);

  if (path === undefined) return { ...nothing<T>(undefined), loading: false, reload };
  const { data, problem, loading } = samePage(state.path, path) ? state : nothing<T>(path);
  return { data, problem, loading, reload };
}

function nothing<T>(path: string | undefined): State<T> {
  return { path, data: undefined, problem: undefined, loading: path !== undefined };
}

/** Another filter of the same list: what is there is shown until the new rows are here. */
function samePage(one: string | undefined, other: string): boolean {
  return one?.split('?', 1)[0] === other.split('?', 1)[0];
}
