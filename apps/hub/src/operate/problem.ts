import type { ErrorTexts } from '../errors/codes.js';
import { HubError, type ErrorProblem } from '../errors/hub-error.js';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly kind: string;
  readonly path?: string;
  readonly problems?: readonly ErrorProblem[];
  readonly sentence: { readonly de: string; readonly en: string };
}

/** What is no `HubError` was foreseen by nobody; what it says is for the log alone. */
export function unforeseen(cause: unknown): HubError {
  return new HubError('defect', 'hub.defect', 'Something went wrong in the hub that nobody foresaw.', {}, { cause });
}

/** An error as it is answered: `application/problem+json` (RFC 9457), with our `code`. */
export function problemOf(error: HubError, texts: ErrorTexts, status = texts.status(error.code, error.kind)): Problem {
  const sentence = texts.sentence(error.code, error.message, error.details.values);
  return {
    type: `urn:fachwerk:error:${error.code}`,
    title: sentence.en,
    status,
    detail: error.message,
    code: error.code,
    kind: error.kind,
    ...(error.details.path === undefined ? {} : { path: error.details.path }),
    ...(error.details.problems === undefined ? {} : { problems: error.details.problems }),
    sentence,
  };
}
