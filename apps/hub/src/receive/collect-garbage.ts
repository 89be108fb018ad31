import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// The engine has no other way to be asked while it runs.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * What the guard made of a large body is of no use any more. Where the machine has much memory the engine leaves it lying
 * for long, and a few such bodies take hundreds of MiB of the process. Takes some 20 ms: for large bodies alone.
 */
export function collectGarbage(): void {
  collect();
}
