import { createContext, Script } from 'node:vm';

const context = createContext({ work: undefined as (() => void) | undefined });
const script = new Script('work()');

/**
 * Synchronous work that is ended where it does not end by itself: an endless loop would hold everything up.
 *
 * @returns undefined when it took longer
 */
export function withinTime<T>(work: () => T, timeoutMs: number): T | undefined {
  let done: T | undefined;
  context['work'] = (): void => {
    done = work();
  };
  try {
    script.runInContext(context, { timeout: timeoutMs });
    return done;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    context['work'] = undefined;
  }
}
