import type { ReactNode } from 'react';
import type { Resource } from '../api/resource.js';
import { useTexts } from '../language/language.js';
import { ProblemNotice } from './problem-notice.js';
import { words } from './texts.js';

interface LoadedProps<T> {
  readonly resource: Resource<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for once it is here; until then that it is loading, or why it is not coming. */
export function Loaded<T>({ resource, children }: LoadedProps<T>) {
  const text = useTexts(words);
  const { data, problem, loading, reload } = resource;
  return (
    <div aria-busy={loading}>
      {problem !== undefined && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === undefined && problem === undefined && <p className="loading">{text.loading}</p>}
      {data !== undefined && children(data)}
    </div>
  );
}
