/** What a disk answers, in the words of the content store. */
import { HubError } from '../errors/hub-error.js';

export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unavailable(error);
  }
}

/** Errors of the disk alone: what else goes wrong in between is somebody else's. */
export async function* translated<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* source;
  } catch (error) {
    throw codeOf(error) === undefined ? error : unavailable(error);
  }
}

export function unavailable(cause: unknown): HubError {
  // Translated already, further inside.
  if (cause instanceof HubError) return cause;
  const sentence = 'The content store cannot be used at the moment.';
  return new HubError('unavailable-shared', 'content.unavailable', sentence, {}, { cause });
}

export function missing(sha256: string): HubError {
  const sentence = 'The bytes of this document are not in the content store.';
  return new HubError('defect', 'content.missing', sentence, { values: { sha256 } });
}

export function corrupt(sha256: string): HubError {
  const sentence = 'The stored bytes are not the ones that were filed.';
  return new HubError('defect', 'content.corrupt', sentence, { values: { sha256 } });
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof HubError ? undefined : (error as NodeJS.ErrnoException).code;
}
