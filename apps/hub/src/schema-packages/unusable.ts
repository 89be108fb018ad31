import { HubError } from '../errors/hub-error.js';

/** A package that is not installed. @param problem goes on after a colon */
export function unusable(problem: string, cause?: unknown): HubError {
  const sentence = `The schema package was not installed: ${problem}.`;
  return new HubError('rejected', 'schema.package-unusable', sentence, { values: { problem } }, { cause });
}
