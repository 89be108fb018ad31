import type { ArchiveQuestion, Outcome, ReplyElement, ToldCall } from './answer.js';
import type { ArchiveCommand } from './command.js';
import type { Manifest } from './manifest.js';
import type { Message } from './message.js';

/** The version of this contract. A change that breaks connectors raises the number before the dot. */
export const CONTRACT_VERSION = '1.5';

/** A connector: facts, and a set of functions for each accepted type. */
export interface Connector {
  readonly manifest: Manifest;
  readonly types: Readonly<Record<string, MessageType>>;
}

/**
 * The functions for one message type.
 *
 * The hub calls them in a worker thread, with a limit on time and memory, at least once per message: a retry calls them
 * again. They are synchronous and pure: no clock, no random numbers, no network, no files, no logging; arguments stay
 * untouched; the same input gives the same output. They refuse with `Rejected`.
 *
 * Written as methods so that a function for a narrower message type can be put here.
 */
export interface MessageType {
  /**
   * The sender's key, used when the sender gave none: what makes two transmissions the same submission. It must not
   * depend on anything that changes when the sender repeats the message. 1 to 512 characters.
   *
   * @param settings as for `translate`, for connectors whose key is where the municipality says; since 1.3
   */
  key(message: Message, settings: unknown): string;

  /**
   * What the message concerns: where a procedure is set to `order: by-key`, messages of the same order key are filed in
   * the order in which they were accepted, and one that is parked holds those behind it. Used when the sender gave no
   * order key. Without this function it is the key of the record that the first command names, or of the one that record
   * lies in. 1 to 512 characters.
   */
  order?(message: Message): string;

  /**
   * The archive commands this message stands for, in order.
   *
   * @param settings what the municipality filled in, valid against the manifest's settings schema
   */
  translate(message: Message, settings: unknown): readonly ArchiveCommand[];

  /**
   * What is to be asked of the archive for the reply, at most 100 questions. Of a type whose `answer` is `question` it is
   * all there is to do; of one whose `answer` is `filed`, and before `tell`, it is asked once the message is filed. Since 1.4.
   *
   * @param settings as for `translate`
   */
  ask?(message: Message, settings: unknown): readonly ArchiveQuestion[];

  /**
   * What the sender is answered: the child of Body, in SOAP. It is called for every outcome, also for that of a message
   * which `ask` or `translate` refused, and of which anything may be missing. Without this function the hub answers in its
   * own words, or with a fault. Since 1.4.
   *
   * @param settings as for `translate`
   */
  reply?(outcome: Outcome, message: Message, settings: unknown): ReplyElement;

  /**
   * What a SOAP service of the procedure is told once the message is settled, where a municipality has set one up. It is
   * called with the outcome `filed` or `rejected`, and with what `ask` asked for when it is filed; of a message that `translate`
   * refused anything may be missing. A try that failed calls it again. Without this function, or where it returns
   * `undefined`, nothing is told. Since 1.5.
   *
   * @param settings as for `translate`
   */
  tell?(outcome: Outcome, message: Message, settings: unknown): ToldCall | undefined;
}
