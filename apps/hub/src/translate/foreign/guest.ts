/**
 * What runs inside the interpreter, beside a foreign connector: it takes questions as text and answers as text, and reads
 * XML with the very source that reads it for connectors of the catalogue. It has nothing of Node, and nothing of the hub
 * but what it imports here.
 */
import { Rejected, type Connector, type Message, type MessageType } from '@fachwerk/connectors/contract';
import { XmlElement, type LookUpCode } from '../../xml/element.js';
import { pathsOf } from '../../xml/paths.js';
import { FUNCTION_NAMES, type Answer, type GivenMessage, type GivenXml, type Question } from './protocol.js';

const { freeze, isFrozen, values } = Object;
/** Kept before foreign code runs, which may put something else in their place. */
const { parse, stringify } = JSON;
/** What the interpreter ends a script with; it is nobody's to catch here. */
const Ended = (globalThis as unknown as { readonly InternalError: new () => Error }).InternalError;
/** Null is also what is thrown when there is no memory left for an error. */
const isEnd = (error: unknown): boolean => error === null || error instanceof Ended;

/** @returns what the hub calls, again and again */
export function answering(connector: Connector): (question: string) => string {
  let message: Message | undefined;
  return (text) => {
    const question = parse(text) as Question;
    if (question.message !== undefined) message = messageOf(question.message);
    return answered(() => valueOf(connector, question, message));
  };
}

function valueOf(connector: Connector, question: Question, message: Message | undefined): unknown {
  if (question.ask === 'facts') return factsOf(connector);
  const functions = connector.types[message!.type]!;
  switch (question.ask) {
    case 'key':
      return functions.key(message!, question.settings);
    case 'order':
      return functions.order?.(message!);
    case 'translate':
      return functions.translate(message!, question.settings);
    case 'ask':
      return functions.ask?.(message!, question.settings);
    case 'reply':
      return functions.reply?.(frozen(question.outcome!), message!, question.settings);
    case 'tell':
      return functions.tell?.(frozen(question.outcome!), message!, question.settings);
    default:
      throw new Error(`Unknown question: ${String(question.ask satisfies never)}`);
  }
}

function factsOf({ manifest, types }: Connector): unknown {
  const named = (functions: MessageType): unknown =>
    FUNCTION_NAMES.filter((name) => typeof functions[name] === 'function');
  return {
    manifest,
    functions: Object.fromEntries(Object.entries(types).map(([type, functions]) => [type, named(functions)])),
  };
}

function answered(work: () => unknown): string {
  let value: unknown;
  try {
    value = work();
  } catch (error) {
    if (isEnd(error)) throw error;
    return stringify(refusalOf(error));
  }
  try {
    return stringify({ value } satisfies Answer);
  } catch (error) {
    if (isEnd(error)) throw error;
    return stringify({ unusable: textOf(error) } satisfies Answer);
  }
}

function refusalOf(error: unknown): Answer {
  if (error instanceof Rejected) {
    const { code, message, path } = error;
    return { rejected: { code, message, ...(path === undefined ? {} : { path }) } };
  }
  return { threw: textOf(error) };
}

/** Of whatever was thrown: it need not be an error, and may throw when it is looked at. */
function textOf(thrown: unknown): string {
  try {
    return thrown instanceof Error
      ? `${thrown.name}: ${thrown.message}\n${thrown.stack ?? ''}`
      : `threw ${String(thrown)}`;
  } catch (error) {
    if (isEnd(error)) throw error;
    return 'threw something that cannot be shown';
  }
}

function messageOf({ xml, ...given }: GivenMessage): Message {
  const body = xml === undefined ? given.body : elementOf(xml);
  return frozen({ ...given, body }) as Message;
}

function elementOf({ tree, namespaces, codes }: GivenXml): XmlElement {
  const known = new Map(
    codes.map(({ code, listUri, listVersion, facts }) => [keyOf(code, listUri, listVersion), facts]),
  );
  const lookUp: LookUpCode = (...asked) => known.get(keyOf(...asked));
  return new XmlElement(tree, pathsOf(namespaces), undefined, lookUp);
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return stringify(parts);
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || isFrozen(value)) return value;
  for (const child of values(value)) frozen(child);
  return freeze(value);
}
