/** Asks a connector for questions, replies and what is to be told, and checks what it returned. Pure: it runs in the translating thread. */
import type {
  ArchivedKind,
  ArchiveCommand,
  ArchiveQuestion,
  Connector,
  Message,
  Outcome,
  ReplyElement,
  ToldCall,
} from '@fachwerk/connectors/contract';
import { called, functionsFor, invalid } from './translate.js';

/** A schema of `hub/`, as `Schemas.check` compiles it. */
type Check = (value: unknown) => readonly { readonly sentence: string }[];

/** A record, by the key that its procedure knows it by. */
export interface NamedRecord {
  readonly what: ArchivedKind;
  readonly key: string;
}

/** No reply is made of more; what is long is content. */
const ELEMENTS_MAX = 100_000;
const DEPTH_MAX = 32;
const OPERATION_LENGTH_MAX = 200;

/**
 * @param checkQuestions `hub/archive-question.json`
 * @returns none where the connector has nothing to ask
 * @throws HubError `rejected` as the connector refuses, or `defect`
 */
export function questionsOf(
  connector: Connector,
  type: string,
  message: Message,
  settings: unknown,
  checkQuestions: Check,
): readonly ArchiveQuestion[] {
  const functions = functionsFor(connector, type);
  if (functions.ask === undefined) return [];
  const questions = called(connector, () => functions.ask!(message, settings));
  const [problem] = checkQuestions(questions);
  if (problem !== undefined) throw invalid(connector, `of its questions, ${problem.sentence}`);
  return questions;
}

/**
 * @param checkReply `hub/reply-element.json`
 * @returns undefined where the connector leaves the answer to the hub
 * @throws HubError as `questionsOf`
 */
export function replyOf(
  connector: Connector,
  type: string,
  outcome: Outcome,
  message: Message,
  settings: unknown,
  checkReply: Check,
): ReplyElement | undefined {
  const functions = functionsFor(connector, type);
  if (functions.reply === undefined) return undefined;
  const reply = called(connector, () => functions.reply!(outcome, message, settings));
  const problem = problemOf(reply, outcome, checkReply);
  if (problem !== undefined) throw invalid(connector, `of its reply, ${problem}`);
  return reply;
}

/**
 * @param checkReply `hub/reply-element.json`
 * @returns undefined where there is nothing to be told of this message
 * @throws HubError as `questionsOf`
 */
export function tellOf(
  connector: Connector,
  type: string,
  outcome: Outcome,
  message: Message,
  settings: unknown,
  checkReply: Check,
): ToldCall | undefined {
  const functions = functionsFor(connector, type);
  if (functions.tell === undefined) return undefined;
  // What it returns may be anything: null is what undefined becomes as JSON.
  const told: unknown = called(connector, () => functions.tell!(outcome, message, settings)) ?? undefined;
  if (told === undefined) return undefined;
  const { operation, element } = told as { readonly operation?: unknown; readonly element?: unknown };
  const problem =
    typeof operation === 'string' && operation !== '' && operation.length <= OPERATION_LENGTH_MAX
      ? problemOf(element, outcome, checkReply)
      : 'it names no operation';
  if (problem !== undefined) throw invalid(connector, `of what it tells, ${problem}`);
  return told as ToldCall;
}

function problemOf(element: unknown, outcome: Outcome, checkReply: Check): string | undefined {
  const invalidBy = tooLarge(element) ?? checkReply(element)[0]?.sentence;
  return invalidBy ?? twofold(element as ReplyElement) ?? wrongContent(element as ReplyElement, outcome);
}

/** The records that commands name, each once, in their order. */
export function namedBy(commands: readonly ArchiveCommand[]): readonly NamedRecord[] {
  const named = new Map<string, NamedRecord>();
  for (const { do: what, key } of commands) {
    const record = { what: KINDS[what], key };
    named.set(`${record.what} ${key}`, record);
  }
  return [...named.values()];
}

const KINDS: Readonly<Record<ArchiveCommand['do'], ArchivedKind>> = {
  'open-file': 'file',
  'open-sub-file': 'file',
  'open-case': 'case',
  'open-sub-case': 'case',
  'close-case': 'case',
  'reopen-case': 'case',
  'add-document': 'document',
  'add-version': 'document',
};

/** Before the schema goes through it, which follows wherever it leads. */
function tooLarge(reply: unknown): string | undefined {
  let elements = 0;
  const open: [unknown, number][] = [[reply, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [element, depth] = next;
    elements += 1;
    if (elements > ELEMENTS_MAX) return `it has more than ${ELEMENTS_MAX} elements`;
    if (depth > DEPTH_MAX) return `its elements are nested deeper than ${DEPTH_MAX}`;
    const children: unknown = (element as { children?: unknown } | null | undefined)?.children;
    if (Array.isArray(children)) for (const child of children) open.push([child, depth + 1]);
  }
  return undefined;
}

function* elementsOf(element: ReplyElement): Generator<ReplyElement> {
  yield element;
  for (const child of element.children ?? []) yield* elementsOf(child);
}

function twofold(reply: ReplyElement): string | undefined {
  for (const { name, text, children, content } of elementsOf(reply)) {
    if ([text, children, content].filter((part) => part !== undefined).length > 1)
      return `${name} has more than one of text, children and content`;
  }
  return undefined;
}

function wrongContent(reply: ReplyElement, { answers }: Outcome): string | undefined {
  const used = new Set<number>();
  for (const { name, content } of elementsOf(reply)) {
    if (content === undefined) continue;
    const answer = answers[content];
    if (answer?.do !== 'content' || answer.content === undefined) return `${name} is to be content that was not found`;
    if (used.has(content)) return `the content ${content} is there twice`;
    used.add(content);
  }
  return undefined;
}
