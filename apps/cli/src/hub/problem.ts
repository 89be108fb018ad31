import { Failure, type ExitCode } from '../failure.js';
import type { Lang } from './answers.js';

interface Problem {
  readonly code?: string;
  readonly detail?: string;
  readonly path?: string;
  readonly sentence?: Partial<Readonly<Record<Lang, string>>>;
}

export interface Answer {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

/** An answer other than 2xx as what the user is told. A proxy in front of the hub answers in its own way. */
export function failureOf({ url, status, text }: Answer, lang: Lang): Failure {
  const { code, detail, path, sentence } = problemIn(text);
  const exitCode = exitCodeOf(status, code);
  if (code === undefined) return new Failure(`http.${status}`, `${url} answered with status ${status}.`, exitCode);
  const told = (lang === 'de' ? sentence?.de : detail) ?? detail ?? sentence?.en ?? code;
  return new Failure(code, path === undefined ? told : `${told} (${path})`, exitCode);
}

/** The body of an answer 2xx. Something else than a hub may have answered, or it went away half-way. */
export function jsonOf<T>({ url, text }: Answer): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new Failure('hub.unexpected', `${url} did not answer with JSON. Is it a hub?`, 3, { cause });
  }
}

function exitCodeOf(status: number, code: string | undefined): ExitCode {
  if ([429, 502, 503, 504].includes(status)) return 3;
  return code === 'request.invalid' ? 2 : 1;
}

function problemIn(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Problem) : {};
  } catch {
    return {};
  }
}
