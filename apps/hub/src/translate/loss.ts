import { HubError } from '../errors/hub-error.js';
import type { Loss } from './thread-pool.js';

const SENTENCES: Readonly<Record<Loss, string>> = {
  crashed: 'ended the thread that read it',
  timeout: 'took longer to read than allowed',
  heap: 'needed more memory to read than allowed',
};

/** A message took its reading thread along. @param kind what becomes of it */
export function lossError(lost: Loss, connector: string, kind: 'defect' | 'unavailable-message'): HubError {
  return new HubError(kind, `read.${lost}`, `This message ${SENTENCES[lost]} (connector ${connector}).`, {
    values: { connector },
  });
}
