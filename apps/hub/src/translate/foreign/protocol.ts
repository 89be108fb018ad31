/** What the hub and the inside of the interpreter say to each other; JSON both ways, so that nothing is shared. */
import type { Message, Outcome } from '@fachwerk/connectors/contract';
import type { CodeFacts } from '../../xml/element.js';
import type { XmlNode } from '../../xml/tree.js';

/** In the order in which a type has them. */
export const FUNCTION_NAMES = ['key', 'order', 'translate', 'ask', 'reply', 'tell'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];

export interface Question {
  readonly ask: 'facts' | FunctionName;
  /** Given with the first question about it. */
  readonly message?: GivenMessage;
  readonly settings?: unknown;
  /** Of `reply` and `tell`. */
  readonly outcome?: Outcome;
}

/** `body` is there for JSON, `xml` for XML. */
export type GivenMessage = Message & { readonly xml?: GivenXml };

export interface GivenXml {
  readonly tree: XmlNode;
  readonly namespaces: Readonly<Record<string, string>>;
  /** What installed code lists say about the codes of this message. */
  readonly codes: readonly GivenCode[];
}

export interface GivenCode {
  readonly code: string;
  readonly listUri: string;
  readonly listVersion: string | undefined;
  readonly facts: CodeFacts;
}

/** Made by foreign code: what it holds may be anything. */
export interface Answer {
  readonly value?: unknown;
  readonly rejected?: { readonly code: unknown; readonly message: unknown; readonly path?: unknown };
  readonly threw?: string;
  /** What it returned is no data: a cycle, a number that JSON has not. */
  readonly unusable?: string;
}

/** Foreign code may have changed what answers are made with. */
export function isAnswer(read: unknown): read is Answer {
  if (!isObject(read)) return false;
  const { rejected, threw, unusable } = read;
  const texts = [threw, unusable].every((part) => part === undefined || typeof part === 'string');
  return texts && (rejected === undefined || isObject(rejected));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
