import { useState } from 'react';
import { asProblem, type Problem } from '../../api/problem.js';
import { say } from '../../parts/say.js';

export interface Saving {
  readonly problem: Problem | undefined;
  /** @param done is said once the work is done */
  readonly run: (work: () => Promise<void>, done?: string) => Promise<void>;
}

/** What somebody has just had done: why it was not, and that it was. */
export function useSaving(): Saving {
  const [problem, setProblem] = useState<Problem>();
  const run = async (work: () => Promise<void>, done?: string): Promise<void> => {
    try {
      await work();
      setProblem(undefined);
      if (done !== undefined) say(done);
    } catch (error) {
      setProblem(asProblem(error));
    }
  };
  return { problem, run };
}
