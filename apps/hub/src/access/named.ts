import { sqlState } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';

/**
 * Creates something that has a name.
 *
 * @throws HubError `access.exists`, `access.name-invalid`
 */
export async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (sqlState(cause) === '23505') {
      throw new HubError('rejected', 'access.exists', `There is a ${what} already.`, {}, { cause });
    }
    if (sqlState(cause) === '23514') {
      const sentence = `A ${what} cannot be created: names are lower-case letters, digits and hyphens.`;
      throw new HubError('rejected', 'access.name-invalid', sentence, {}, { cause });
    }
    throw cause;
  }
}
