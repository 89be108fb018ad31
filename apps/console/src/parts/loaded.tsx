import { useLayoutEffect, useRef, type FocusEvent, type ReactNode, type RefObject } from 'react';
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
  const frame = useRef<HTMLDivElement>(null);
  const focus = useFocusKept(frame);
  return (
    <div ref={frame} tabIndex={-1} aria-busy={loading} {...focus}>
      {problem !== undefined && <ProblemNotice problem={problem} onRetry={reload} />}
      {data === undefined && problem === undefined && <p className="loading">{text.loading}</p>}
      {data !== undefined && children(data)}
    </div>
  );
}

/** When what had the focus is gone, as the button of a row that was removed, its table gets it: not the top of the page. */
function useFocusKept(frame: RefObject<HTMLDivElement | null>) {
  const last = useRef<Element>(undefined);
  useLayoutEffect(() => {
    if (last.current === undefined || last.current.isConnected) return;
    last.current = undefined;
    if (document.activeElement !== document.body) return;
    const table = frame.current?.querySelector<HTMLElement>('[role=region]');
    (table ?? frame.current)?.focus({ preventScroll: true });
  });
  return {
    // Events of a dialog come here, too, though it is elsewhere on the page.
    onFocus: ({ target }: FocusEvent) => {
      if (frame.current?.contains(target) === true) last.current = target;
    },
    onBlur: () => {
      last.current = undefined;
    },
  };
}
