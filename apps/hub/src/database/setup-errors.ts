import { HubError } from '../errors/hub-error.js';
import { sqlState } from './database.js';

/** Runs work on the database; errors of the driver that whoever sets the hub up can mend become sentences. */
export async function withSetupErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw sentenceFor(cause) ?? cause;
  }
}

function sentenceFor(cause: unknown): HubError | undefined {
  const state = sqlState(cause) ?? '';
  const said = (cause as Error).message;
  if (/^(ECONN|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|08|57P)/.test(state)) {
    const sentence = 'The database cannot be reached.';
    return new HubError('unavailable-shared', 'database.unavailable', sentence, {}, { cause });
  }
  if (/^(28|3D)/.test(state)) {
    const sentence = `The database refuses the login: ${said}.`;
    return new HubError('misconfigured', 'config.invalid', sentence, {}, { cause });
  }
  // The roles that the hub works under do not exist yet (22023), or this login may not act as them (42501).
  if (state === '22023' || state === '42501') {
    const sentence = 'The database is not prepared for this login: run "fachwerk migrate".';
    return new HubError('misconfigured', 'database.too-old', sentence, {}, { cause });
  }
  if (state !== '23514') return undefined;
  return new HubError('rejected', 'request.invalid', `One of the values is not allowed: ${said}.`, {}, { cause });
}
