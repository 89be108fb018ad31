/**
 * What a connector is told became of a message, with what it wanted to know of the archive, and the element that it makes of
 * it: for senders that wait, and for services that are told later.
 */
import type { Outcome, OutcomeError, ReplyElement } from '@fachwerk/connectors/contract';
import type { SpecialistProcedure } from './access/snapshot.js';
import type { AnswerReader } from './answer-reader.js';
import type { ContentStore } from './archive/content-store.js';
import type { AnsweredQuestion, ArchiveQuestions } from './archive/questions.js';
import type { ErrorTexts } from './errors/codes.js';
import { HubError } from './errors/hub-error.js';
import type { LedgerError } from './ledger/state.js';
import { replyNode } from './reply-node.js';
import type { OutgoingPart } from './soap/mtom.js';
import type { XmlNode } from './soap/write-xml.js';
import type { AnswerJob } from './translate/answers.js';
import type { PlainError } from './translate/reading.js';

/** What answers are made of. */
export interface AnswerParts {
  readonly reader: AnswerReader;
  readonly questions: ArchiveQuestions;
  readonly store: ContentStore;
  readonly texts: ErrorTexts;
}

/** An outcome, and what it takes to read the contents that are answers in it. */
export interface Settled {
  readonly outcome: Outcome;
  readonly answers: readonly AnsweredQuestion[];
}

/** An element, and the parts that its xop:Includes lead to. */
export interface ElementWithParts {
  readonly element: XmlNode;
  readonly parts: readonly OutgoingPart[];
}

export class ConnectorOutcomes {
  constructor(readonly parts: AnswerParts) {}

  /** What was filed, as it is in the archive now. */
  async filed(procedure: SpecialistProcedure, job: AnswerJob, messageId: string): Promise<Settled> {
    const looked = await this.looked(procedure, job);
    if ('error' in looked) throw errorOf(looked.error);
    const { answers, named } = looked;
    const records = await this.parts.questions.named(scopeOf(procedure), named);
    return { outcome: { state: 'filed', messageId, records, answers: answers.map(({ answer }) => answer) }, answers };
  }

  async looked(
    procedure: SpecialistProcedure,
    job: AnswerJob,
  ): Promise<
    | { readonly error: PlainError }
    | { readonly named: Parameters<ArchiveQuestions['named']>[1]; readonly answers: readonly AnsweredQuestion[] }
  > {
    const asked = await this.parts.reader.ask(job);
    if ('error' in asked) return asked;
    if (!('questions' in asked)) throw new Error('A thread was asked for questions and answered something else.');
    const answers = await this.parts.questions.answer(scopeOf(procedure), asked.questions);
    return { named: asked.named, answers };
  }

  said({ code, message, path, values }: Pick<LedgerError, 'code' | 'message' | 'path' | 'values'>): OutcomeError {
    const sentence = this.parts.texts.sentence(code, message, values);
    return { code, sentence, ...(path === undefined ? {} : { path }) };
  }

  /** @param answers to the questions that positions in the element mean */
  element(tenant: string, element: ReplyElement, answers: readonly AnsweredQuestion[]): ElementWithParts {
    const parts: OutgoingPart[] = [];
    const contentId = (position: number): string => {
      const { mime, sizeBytes, sha256, place } = answers[position]!.content!;
      const id = `content-${position}@fachwerk`;
      const read = (): AsyncIterable<Buffer> => this.parts.store.read(tenant, sha256, undefined, place ?? undefined);
      parts.push({ contentId: id, mime, sizeBytes, read });
      return id;
    };
    return { element: replyNode(element, contentId), parts };
  }
}

export function errorOf({ kind, code, message, details, stack }: PlainError): HubError {
  const cause = stack === undefined ? undefined : Object.assign(new Error(code), { stack });
  return new HubError(kind, code, message, details, { cause });
}

function scopeOf({ tenant, id }: SpecialistProcedure): { readonly tenant: string; readonly procedureId: string } {
  return { tenant, procedureId: id };
}
