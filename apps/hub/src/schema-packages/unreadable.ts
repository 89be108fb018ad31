import { HubError } from '../errors/hub-error.js';

/** The folder of packages is there and cannot be read: rights, or a share that is away. Messages wait for it. */
export function unreadable(dir: string, cause: unknown): HubError {
  const problem = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
  const sentence = `The official schemas in ${dir} cannot be read (${problem}).`;
  return new HubError('misconfigured', 'schema.folder-unreadable', sentence, { values: { problem } }, { cause });
}
