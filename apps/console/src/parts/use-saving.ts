import { useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem.js';
import { say } from './say.js';

export interface Saving {
  readonly problem: Problem | undefined;
  /**
   * A second one is ignored while the first is on its way: pressed twice, nothing is made twice.
   *
   * @param done is said once the work is done
   */
  readonly run: (work: () => Promise<void>, done?: string) => Promise<void>;
}

/** What somebody has just had done: why it was not, and that it was. */
export function useSaving(): Saving {
  const [problem, setProblem] = useState<Problem>();
  const busy = useRef(false);
  const run = async (work: () => Promise<void>, done?: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
      setProblem(undefined);
      if (done !== undefined) say(done);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      busy.current = false;
    }
  };
  return { problem, run };
}
