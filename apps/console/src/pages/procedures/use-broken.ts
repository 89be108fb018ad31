import { useCallback, useState } from 'react';

/** Which parts of a form are no values at the moment: nothing is sent while there is one. */
export function useBroken(): {
  readonly any: boolean;
  readonly set: (path: string, broken: boolean) => void;
} {
  const [paths, setPaths] = useState<ReadonlySet<string>>(new Set());
  const set = useCallback((path: string, broken: boolean): void => {
    setPaths((before) => {
      if (before.has(path) === broken) return before;
      const after = new Set(before);
      if (broken) after.add(path);
      else after.delete(path);
      return after;
    });
  }, []);
  return { any: paths.size > 0, set };
}
