import { codes } from './code-list.js';
import type { ErrorKind } from './hub-error.js';

/** What is known about a code. Codes are never reused for another reason. */
export interface CodeFacts {
  readonly kind: ErrorKind;
  /** Sentences for people; `{name}` is replaced by the value of the message. */
  readonly de: string;
  readonly en: string;
  /** HTTP status, where it is answered and not kept with a message. Default: 422, or 503 for what is unavailable. */
  readonly status?: number;
}

/** The sentences of all error codes. Codes of connectors are not listed here: their own sentence is shown. */
export class ErrorTexts {
  /** @param message the sentence of the error itself, used for codes that are not listed */
  sentence(
    code: string,
    message: string,
    values: Readonly<Record<string, string | number>> = {},
  ): { readonly de: string; readonly en: string } {
    const facts = factsOf(code);
    return { de: filled(facts?.de ?? message, values), en: filled(facts?.en ?? message, values) };
  }

  status(code: string, kind: ErrorKind): number {
    const status = factsOf(code)?.status;
    if (status !== undefined) return status;
    if (kind === 'rejected') return 422;
    if (kind === 'conflict') return 409;
    return kind === 'defect' ? 500 : 503;
  }
}

function factsOf(code: string): CodeFacts | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}

function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
