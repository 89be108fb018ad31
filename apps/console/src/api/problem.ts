/** What the hub answers when it does not do something: `application/problem+json` (RFC 9457) with its `code`. */
import type { Both } from '../language/language.js';

/** One of several things that are wrong with what was sent. */
export interface FieldProblem {
  /** JSON pointer. */
  readonly path: string;
  readonly sentence: Both<string>;
}

interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly kind: string;
  readonly detail: string;
  readonly path?: string;
  readonly problems?: readonly FieldProblem[];
  readonly sentence: Both<string>;
}

/** What the reader can do about it. */
export type NextStep = 'sign-in' | 'ask' | 'look-again' | 'check-input' | 'wait' | 'reload' | 'report';

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly kind: string;
  readonly sentence: Both<string>;
  readonly problems: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;

  constructor(body: ProblemBody, retryAfterSeconds?: number) {
    super(body.detail);
    this.status = body.status;
    this.code = body.code;
    this.kind = body.kind;
    this.sentence = body.sentence;
    this.problems = body.problems ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get nextStep(): NextStep {
    if (this.status === 401) return 'sign-in';
    if (this.status === 403) return 'ask';
    if (this.status === 404 || this.status === 410) return 'look-again';
    if (this.status === 409) return 'reload';
    if (this.status === 0 || this.status === 429 || this.status === 503) return 'wait';
    return this.status >= 500 ? 'report' : 'check-input';
  }
}

/** No answer came: the network, or a proxy in between. */
export function noAnswer(): Problem {
  const sentence = {
    de: 'Der Hub antwortet nicht.',
    en: 'The hub does not answer.',
  };
  return new Problem({
    status: 0,
    code: 'console.no-answer',
    kind: 'unavailable-shared',
    detail: sentence.en,
    sentence,
  });
}

/** An answer that is not the hub's: a page of a proxy, or half of one. */
export function strangeAnswer(status: number): Problem {
  const sentence = {
    de: `Statt des Hubs hat etwas anderes geantwortet (Status ${status}).`,
    en: `Something else than the hub has answered (status ${status}).`,
  };
  return new Problem({ status, code: 'console.strange-answer', kind: 'defect', detail: sentence.en, sentence });
}

export function problemIn(status: number, body: unknown, retryAfter: string | null): Problem {
  if (!isProblem(body)) return strangeAnswer(status);
  const seconds = Number(retryAfter);
  return new Problem({ ...body, status }, retryAfter !== null && seconds > 0 ? seconds : undefined);
}

/** Whatever was thrown, as something that can be shown. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const sentence = { de: `In der Konsole ist ein Fehler: ${detail}`, en: `The console has a defect: ${detail}` };
  return new Problem({ status: 500, code: 'console.defect', kind: 'defect', detail, sentence });
}

function isProblem(body: unknown): body is ProblemBody {
  if (typeof body !== 'object' || body === null) return false;
  const { code, sentence } = body as Partial<ProblemBody>;
  return typeof code === 'string' && typeof sentence?.de === 'string' && typeof sentence.en === 'string';
}
