import { useEffect, useMemo, useState } from 'react';
import { getBytes, type SomeBytes } from '../../api/client.js';
import { asProblem, type Problem } from '../../api/problem.js';
import { payloadOf, type Payload } from './payload-lines.js';

/** The bytes of a message, as they were sent. */
export function usePayload(path: string): {
  readonly payload: Payload | undefined;
  readonly problem: Problem | undefined;
} {
  const { found, problem } = useBytes(path);
  const payload = useMemo(() => (found === undefined ? undefined : payloadOf(found.bytes)), [found]);
  return { payload, problem };
}

/** @param length all of them without it */
export function useBytes(
  path: string,
  length?: number,
  start = 0,
): { readonly found: SomeBytes | undefined; readonly problem: Problem | undefined } {
  const [found, setFound] = useState<SomeBytes>();
  const [problem, setProblem] = useState<Problem>();
  useEffect(() => {
    const aborting = new AbortController();
    getBytes(path, aborting.signal, length === undefined ? undefined : { start, length }).then(
      setFound,
      (error: unknown) => {
        if (!aborting.signal.aborted) setProblem(asProblem(error));
      },
    );
    return () => aborting.abort();
  }, [path, start, length]);
  return { found, problem };
}
