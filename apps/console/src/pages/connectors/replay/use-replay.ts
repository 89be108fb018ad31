import { useEffect, useRef, useState } from 'react';
import { postLines } from '../../../api/client.js';
import type { NewReplay, ReplayedMessage, ReplayLine, ReplayOutcome, Sentence } from '../../../api/contract.js';
import { asProblem, problemIn, type Problem } from '../../../api/problem.js';

/** Messages that are shown; all of them are counted. */
export const SHOWN_MAX = 200;
/** How often what has come is shown. */
const SHOWN_EACH_MS = 250;

export const OUTCOMES = [
  'unchanged',
  'changed',
  'newly-refused',
  'no-longer-refused',
  'body-gone',
  'not-tried',
] as const satisfies readonly ReplayOutcome[];

export interface ReplayRun {
  readonly is: 'running' | 'stopped' | 'done' | 'failed';
  readonly compared?: { readonly version: string; readonly against: string };
  readonly counts: Readonly<Record<ReplayOutcome, number>>;
  readonly differing: readonly ReplayedMessage[];
  readonly problem?: Problem;
}

interface Running {
  readonly run: ReplayRun | undefined;
  readonly start: (asked: NewReplay) => void;
  readonly stop: () => void;
}

const NOTHING: ReplayRun = {
  is: 'running',
  counts: { unchanged: 0, changed: 0, 'newly-refused': 0, 'no-longer-refused': 0, 'body-gone': 0, 'not-tried': 0 },
  differing: [],
};

/** A replay while it goes on. Leaving the page ends it. */
export function useReplay(): Running {
  const [run, setRun] = useState<ReplayRun>();
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const start = (asked: NewReplay): void => {
    ending.current?.abort();
    const controller = new AbortController();
    ending.current = controller;
    void replay(asked, controller.signal, setRun);
  };
  return { run, start, stop: () => ending.current?.abort() };
}

async function replay(asked: NewReplay, signal: AbortSignal, show: (run: ReplayRun) => void): Promise<void> {
  let run = NOTHING;
  let shownAt = performance.now();
  show(run);
  try {
    for await (const line of postLines<ReplayLine>('/v1/replays', asked, signal)) {
      run = withLine(run, line);
      if (performance.now() - shownAt < SHOWN_EACH_MS) continue;
      shownAt = performance.now();
      show(run);
    }
    show(run.is === 'running' ? { ...run, is: 'stopped' } : run);
  } catch (error) {
    show(signal.aborted ? { ...run, is: 'stopped' } : { ...run, is: 'failed', problem: asProblem(error) });
  }
}

function withLine(run: ReplayRun, line: ReplayLine): ReplayRun {
  if ('replay' in line) return { ...run, compared: line.replay };
  if ('summary' in line) return { ...run, is: 'done' };
  if ('error' in line) return { ...run, is: 'failed', problem: problemOf(line.error) };
  const { message } = line;
  const counts = { ...run.counts, [message.outcome]: run.counts[message.outcome] + 1 };
  if (message.outcome === 'unchanged' || run.differing.length >= SHOWN_MAX) return { ...run, counts };
  return { ...run, counts, differing: [...run.differing, message] };
}

function problemOf({ code, sentence }: { readonly code: string; readonly sentence: Sentence }): Problem {
  return problemIn(500, { code, sentence, detail: sentence.en }, null);
}
