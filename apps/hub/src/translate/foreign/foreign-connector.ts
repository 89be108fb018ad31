/** A connector whose functions run in an interpreter; to the stages it is one like any other. */
import {
  Rejected,
  type AcceptedXml,
  type Connector,
  type Manifest,
  type Message,
  type MessageType,
  type Outcome,
} from '@fachwerk/connectors/contract';
import { HubError } from '../../errors/hub-error.js';
import { cut, shortened, STACK_LENGTH_MAX } from '../../errors/shortened.js';
import { readJson } from '../../json/read-json.js';
import { ELEMENT_CODES, XmlElement } from '../../xml/element.js';
import { givenCodes } from './given-codes.js';
import { ScriptError, type Interpreter } from './interpreter.js';
import {
  isAnswer,
  type Answer,
  type FunctionName,
  type GivenMessage,
  type GivenXml,
  type Question,
} from './protocol.js';

/** What was found when the package was read. */
export interface ForeignFacts {
  readonly manifest: Manifest;
  /** Of each type. */
  readonly functions: Readonly<Record<string, readonly FunctionName[]>>;
}

/** Of what a connector answers; far more than the commands of any message. */
const ANSWER_LIMITS = { depthMax: 32, valuesMax: 1_000_000 };
const CODE_LENGTH_MAX = 200;
const SENTENCE_LENGTH_MAX = 2_000;

export function foreignConnector({ manifest, functions }: ForeignFacts, interpreter: Interpreter): Connector {
  const foreign = new ForeignCalls(manifest, interpreter);
  const types = Object.entries(functions).map(([type, names]): [string, MessageType] => [
    type,
    {
      key: (message, settings) => foreign.call('key', message, settings) as string,
      ...(names.includes('order') ? { order: (message: Message) => foreign.call('order', message) as string } : {}),
      translate: (message, settings) =>
        foreign.call('translate', message, settings) as ReturnType<MessageType['translate']>,
      ...(names.includes('ask')
        ? { ask: (message: Message, settings: unknown) => foreign.call('ask', message, settings) as Asked }
        : {}),
      ...(names.includes('reply')
        ? {
            reply: (outcome: Outcome, message: Message, settings: unknown) =>
              foreign.call('reply', message, settings, outcome) as ReturnType<NonNullable<MessageType['reply']>>,
          }
        : {}),
      ...(names.includes('tell')
        ? {
            tell: (outcome: Outcome, message: Message, settings: unknown) =>
              foreign.call('tell', message, settings, outcome) as ReturnType<NonNullable<MessageType['tell']>>,
          }
        : {}),
    },
  ]);
  return { manifest, types: Object.fromEntries(types) };
}

type Asked = ReturnType<NonNullable<MessageType['ask']>>;

class ForeignCalls {
  /** The one that the interpreter has. */
  private current: Message | undefined;
  /** Why it gives no more answers about this one. */
  private ending: unknown;

  constructor(
    private readonly manifest: Manifest,
    private readonly interpreter: Interpreter,
  ) {}

  /** @throws Rejected, or HubError `defect` */
  call(ask: FunctionName, message: Message, settings?: unknown, outcome?: Outcome): unknown {
    const about = outcome === undefined ? { ask, settings } : { ask, settings, outcome };
    const { value, rejected, threw, unusable } = this.answerTo(about, message);
    if (rejected !== undefined) throw this.rejection(rejected);
    if (threw !== undefined) throw this.failed(threw);
    if (unusable !== undefined) throw this.invalid(`it is no plain data (${shortened(firstLine(unusable))})`);
    return value;
  }

  /** A message that was ended once is not asked about again: it would have the time for a new one. */
  private answerTo(about: Question, message: Message): Answer {
    const isNew = message !== this.current;
    if (!isNew && this.ending !== undefined) throw this.ending;
    this.current = message;
    try {
      this.ending = undefined;
      return this.asked({ ...about, ...(isNew ? { message: this.given(message) } : {}) }, isNew);
    } catch (error) {
      this.ending = error;
      throw error;
    }
  }

  private asked(question: Question, isNew: boolean): Answer {
    let text: string;
    try {
      text = this.interpreter.ask(JSON.stringify(question), isNew);
    } catch (error) {
      throw error instanceof ScriptError ? this.ended(error) : error;
    }
    try {
      const answer = readJson(Buffer.from(text), ANSWER_LIMITS);
      if (isAnswer(answer)) return answer;
    } catch (error) {
      throw error instanceof HubError ? this.invalid(error.message) : error;
    }
    throw this.invalid('its answer is none');
  }

  private given(message: Message): GivenMessage {
    const { body } = message;
    return body instanceof XmlElement ? { ...message, body: null, xml: this.xmlOf(message.type, body) } : message;
  }

  private xmlOf(type: string, body: XmlElement): GivenXml {
    const accepted = this.manifest.accepts.find(
      (found): found is AcceptedXml => found.type === type && 'root' in found,
    );
    const { node: tree, lookUp } = XmlElement.sourceOf(body);
    return {
      tree,
      namespaces: accepted?.namespaces ?? {},
      codes: lookUp === undefined ? [] : givenCodes(tree, lookUp),
    };
  }

  /** The code must not be one that the hub has a sentence for; those of the element and `xoev.` are of what it reads with. */
  private rejection({ code, message, path }: NonNullable<Answer['rejected']>): Error {
    const { name } = this.manifest;
    const isOwn =
      typeof code === 'string' && (code.startsWith(`${name}.`) || code.startsWith('xoev.') || ELEMENT_CODES.has(code));
    if (!isOwn || !/^[a-z][a-z0-9.-]*$/.test(code) || code.length > CODE_LENGTH_MAX) {
      return this.invalid(`it refuses with a code that is none of its own; it has to begin with "${name}."`);
    }
    if (typeof message !== 'string' || message === '') return this.invalid(`it refuses (${code}) without a sentence`);
    const where = typeof path === 'string' ? cut(path, SENTENCE_LENGTH_MAX) : undefined;
    return new Rejected(code, cut(message, SENTENCE_LENGTH_MAX), where);
  }

  private failed(stack: string): HubError {
    const { name, version } = this.manifest;
    const sentence = `The connector ${name} ${version} failed on this message. Its author has to look at it.`;
    const cause = Object.assign(new Error(shortened(firstLine(stack))), { stack: cut(stack, STACK_LENGTH_MAX) });
    return new HubError('defect', 'connector.threw', sentence, { values: { connector: name, version } }, { cause });
  }

  private ended(cause: ScriptError): HubError {
    const { name: connector, version } = this.manifest;
    if (cause.ending === undefined) return this.failed(cause.message);
    const values = { connector, version, limit: cause.message };
    const sentence = `The connector ${connector} ${version} was stopped: ${cause.message}.`;
    return new HubError('defect', `connector.limit-${cause.ending}`, sentence, { values }, { cause });
  }

  private invalid(problem: string): HubError {
    const { name: connector, version } = this.manifest;
    const sentence = `The connector ${connector} ${version} returned something invalid: ${problem}.`;
    return new HubError('defect', 'connector.invalid-commands', sentence, { values: { connector, version, problem } });
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
