import { Rejected, type AcceptedXml, type Element, type Message, type MessageType } from '../contract/index.js';

/** A version of a standard, with the messages that a connector reads in it. */
export interface XoevVersion<Type extends XoevMessage = XoevMessage> {
  readonly version: string;
  readonly namespace: string;
  readonly messages: readonly Type[];
}

export interface XoevMessage {
  /** Number of the message type (Nachrichtentyp). */
  readonly number: string;
  /** Name of the root element. */
  readonly element: string;
  /** What people call such a message. */
  readonly name: string;
}

/** How an accepted type is called in the manifest. */
export function typeOf({ version }: Pick<XoevVersion, 'version'>, message: XoevMessage | undefined): string {
  return `${message?.number ?? 'other'}.v${version}`;
}

export interface AcceptedOptions extends Pick<AcceptedXml, 'container'> {
  /** Where some of the other messages are read as well, without being listed: what the title of their type says. */
  readonly others?: string;
}

/**
 * What a manifest accepts: the messages that are read, in each version, and any other of its namespace, which is
 * recognised so that the sender learns why it is not filed.
 *
 * @param standard as people write it, for the titles
 */
export function acceptedTypes(
  standard: string,
  versions: readonly XoevVersion[],
  { container, others }: AcceptedOptions = {},
): readonly AcceptedXml[] {
  return versions.flatMap((version) => {
    const { namespace } = version;
    const shared = { ...(container === undefined ? {} : { container }), namespaces: {} };
    const read = version.messages.map((message): AcceptedXml => ({
      type: typeOf(version, message),
      title: `${standard} ${version.version} ${message.name}`,
      root: { namespace, element: message.element },
      official: { namespace, entry: message.element },
      ...shared,
    }));
    const title = `${standard} ${version.version}, ${others ?? 'any other message: rejected'}`;
    // A type that takes any root element is validated by the one the message has.
    const official = others === undefined ? {} : { official: { namespace, entry: '*' } };
    return [...read, { type: typeOf(version, undefined), title, root: { namespace }, ...official, ...shared }];
  });
}

/** Messages that are read without being listed: all that have something in common. */
export interface OtherMessages {
  readonly reads: (root: Element) => boolean;
  readonly functions: Pick<Required<MessageType>, 'key' | 'order' | 'translate'>;
}

/**
 * The functions for `acceptedTypes`.
 *
 * @param read for the messages that are listed
 * @param other for messages that are not; those that it does not read are refused
 */
export function messageTypes<Type extends XoevMessage>(
  connector: string,
  versions: readonly XoevVersion<Type>[],
  read: (message: Type) => MessageType,
  other?: OtherMessages,
): Readonly<Record<string, MessageType>> {
  return Object.fromEntries(
    versions.flatMap((version) => [
      ...version.messages.map((message) => [typeOf(version, message), read(message)] as const),
      [typeOf(version, undefined), unlisted(connector, version, other)] as const,
    ]),
  );
}

/** The version is known, the message is not read: it says so instead of passing for something else. */
function unlisted(connector: string, version: XoevVersion, other: OtherMessages | undefined): MessageType {
  const refuse = ({ body }: Message<Element>): never => {
    const read = version.messages.map(({ element }) => element).join(', ');
    const sentence = `${body.name.slice(0, 200)} of ${connector} ${version.version} is recognised, but not handled yet. Handled are: ${read}.`;
    throw new Rejected(`${connector}.type-not-supported`, sentence, body.path);
  };
  if (other === undefined) return { key: refuse, translate: refuse };
  const { reads, functions } = other;
  const read = (message: Message<Element>): Message<Element> => (reads(message.body) ? message : refuse(message));
  return {
    key: (message: Message<Element>, settings: unknown) => functions.key(read(message), settings),
    order: (message: Message<Element>) => functions.order(read(message)),
    translate: (message: Message<Element>, settings: unknown) => functions.translate(read(message), settings),
  };
}
