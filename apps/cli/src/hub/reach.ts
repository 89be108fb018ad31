import { Failure } from '../failure.js';

/**
 * `fetch`, whose only error is a `Failure`.
 *
 * @throws Failure `hub.unreachable`
 */
export async function reach(url: URL, init: RequestInit): Promise<Response> {
  try {
    // A redirect would turn POST into GET, or take the key elsewhere.
    return await fetch(url, { ...init, redirect: 'manual' });
  } catch (error) {
    throw unreachable(url, (error as Error).cause ?? error);
  }
}

export function unreachable(url: URL, cause: unknown): Failure {
  const { code, message, name } = cause as Error & { code?: unknown };
  const why = typeof code === 'string' ? code : message === '' ? name : message;
  return new Failure('hub.unreachable', `The hub at ${url.origin} cannot be reached (${why}).`, 3, { cause });
}
