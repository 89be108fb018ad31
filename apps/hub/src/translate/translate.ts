/** Calls a connector and checks what it returned. Pure: it runs in the translating thread, and in the fixture tests. */
import {
  Rejected,
  type ArchiveCommand,
  type Connector,
  type Message,
  type MessageType,
} from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';

export interface Translation {
  /** The sender's key, else the connector's. */
  readonly key: string;
  readonly commands: readonly ArchiveCommand[];
  readonly connector: string;
  readonly version: string;
  readonly type: string;
}

/** The schema `hub/archive-command.json`, as `Schemas.check` compiles it. */
type CheckCommands = (commands: unknown) => readonly { readonly sentence: string }[];

const KEY_LENGTH_MAX = 512;

export function translate(
  connector: Connector,
  type: string,
  message: Message,
  settings: unknown,
  checkCommands: CheckCommands,
): Translation {
  const { name, version } = connector.manifest;
  const functions = functionsFor(connector, type);
  const key = message.senderKey ?? called(connector, () => functions.key(message, settings));
  checkKey(connector, key);
  const commands = called(connector, () => functions.translate(message, settings));
  const [problem] = checkCommands(commands);
  if (problem !== undefined) throw invalid(connector, problem.sentence);
  checkDocuments(connector, message, commands);
  return { key, commands, connector: name, version, type };
}

/**
 * The connector's order key; undefined when the connector leaves it to the commands.
 *
 * @throws HubError as `translate` does
 */
export function orderKeyOf(connector: Connector, type: string, message: Message): string | undefined {
  const functions = functionsFor(connector, type);
  if (functions.order === undefined) return undefined;
  const key = called(connector, () => functions.order?.(message));
  checkKey(connector, key);
  return key;
}

/** The record that the first command names, or the one it lies in: in most cases the case file. */
export function firstRecordOf(commands: readonly ArchiveCommand[]): string {
  const first = commands[0]!;
  if ('inFile' in first) return first.inFile;
  if ('inCase' in first) return first.inCase;
  return 'in' in first ? (Object.values(first.in) as string[])[0]! : first.key;
}

export function functionsFor(connector: Connector, type: string): MessageType {
  const functions = Object.hasOwn(connector.types, type) ? connector.types[type] : undefined;
  if (functions !== undefined) return functions;
  const { name, version } = connector.manifest;
  const sentence = `The connector ${name} ${version} has no functions for ${type}.`;
  throw new HubError('defect', 'connector.type-missing', sentence, { values: { connector: name, version, type } });
}

export function called<T>(connector: Connector, call: () => T): T {
  try {
    return call();
  } catch (cause) {
    if (cause instanceof Rejected) throw asHubError(cause);
    // What runs in an interpreter was judged there.
    if (cause instanceof HubError) throw cause;
    const { name, version } = connector.manifest;
    throw new HubError(
      'defect',
      'connector.threw',
      `The connector ${name} ${version} failed on this message. Its author has to look at it.`,
      { values: { connector: name, version } },
      { cause },
    );
  }
}

function asHubError(rejected: Rejected): HubError {
  const { path } = rejected;
  const details = path === undefined ? {} : { path, values: { path } };
  return new HubError('rejected', rejected.code, rejected.message, details, { cause: rejected });
}

function checkKey(connector: Connector, key: unknown): asserts key is string {
  if (typeof key !== 'string' || key === '') throw invalid(connector, 'the key is empty');
  if (key.length > KEY_LENGTH_MAX) throw invalid(connector, `the key is longer than ${KEY_LENGTH_MAX} characters`);
  // oxlint-disable-next-line no-control-regex -- what the key schema forbids as well
  if (/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(key)) throw invalid(connector, 'the key has a control character');
}

/** What the schema cannot say: attachments exist, and no document is named twice. */
function checkDocuments(connector: Connector, message: Message, commands: readonly ArchiveCommand[]): void {
  const attached = new Set(message.attachments.map(({ name }) => name));
  const seen = new Set<string>();
  for (const document of commands) {
    if (document.do !== 'add-document' && document.do !== 'add-version') continue;
    const { key } = document;
    for (const { content } of [document, ...(document.formats ?? [])]) {
      if (content === 'message' || attached.has(content.attachment)) continue;
      const problem = `document ${key} names the attachment ${content.attachment}, which the message does not have`;
      throw invalid(connector, problem);
    }
    if (document.do === 'add-version') continue;
    if (seen.has(key)) throw invalid(connector, `two documents have the key ${key}`);
    seen.add(key);
  }
}

export function invalid(connector: Connector, problem: string): HubError {
  const { name, version } = connector.manifest;
  return new HubError(
    'defect',
    'connector.invalid-commands',
    `The connector ${name} ${version} returned something invalid: ${problem}.`,
    { values: { connector: name, version, problem } },
  );
}
