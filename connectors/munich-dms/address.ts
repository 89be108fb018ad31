/** Addresses (`objaddress`, `objid`): the keys of the records, which this procedure alone knows. */
import { Rejected, type Element, type Message } from '../contract/index.js';
import { cut } from '../xoev/index.js';
import { CLASSES, type ObjectClass } from './classes.js';
import { fingerprint } from './fingerprint.js';

const ADDRESS = /^([a-z]+)\.[!-~]{1,490}$/;
/** Leaves room for what is put before and behind it. */
const SEED_LENGTH_MAX = 460;
/** Of the content behind a key, which few messages share. */
const CONTENT_DIGITS = 16;

/**
 * What the addresses of a message are made of: the sender's key and its content, or its content alone. A message that
 * comes again makes the same ones. One of another key makes others, and so does other content under the same key: it
 * would else be taken for a record that is there already, and what it says would be nowhere.
 */
export function seedOf({ senderKey, sha256, attachments }: Message): string {
  const content = fingerprint([sha256, ...attachments.map((one) => one.sha256)]);
  if (senderKey === undefined) return `c-${content}`;
  const seed = encodeURIComponent(senderKey).replaceAll('%3A', ':').replaceAll('%40', '@');
  if (seed.length <= SEED_LENGTH_MAX) return `${seed}.${content.slice(0, CONTENT_DIGITS)}`;
  const sentence = `The MessageID "${cut(senderKey, 60)}…" is too long for an address; ${SEED_LENGTH_MAX} characters are the most.`;
  throw new Rejected('munich-dms.message-id-too-long', sentence);
}

/** @param number of a content (Schriftstück) among those of its message, from 1 */
export function addressOf(objectClass: ObjectClass, seed: string, number?: number): string {
  return `${objectClass}.${seed}${number === undefined ? '' : `.${number}`}`;
}

/** Undefined for what is no address of this hub. */
export function classOf(address: string): ObjectClass | undefined {
  const [, word = ''] = ADDRESS.exec(address) ?? [];
  return Object.hasOwn(CLASSES, word) ? (word as ObjectClass) : undefined;
}

/** @throws Rejected: it is no address, or that of another class */
export function addressAt(
  body: Element,
  path: string,
  allowed: readonly ObjectClass[],
): { readonly address: string; readonly objectClass: ObjectClass } {
  const address = body.text(path);
  const objectClass = classOf(address);
  if (objectClass !== undefined && allowed.includes(objectClass)) return { address, objectClass };
  const at = body.one(path).path;
  if (objectClass === undefined) {
    throw new Rejected('munich-dms.address-unknown', `"${cut(address, 60)}" is no address that this DMS gave.`, at);
  }
  const words = allowed.map((one) => CLASSES[one].word).join(', ');
  const sentence = `"${cut(address, 60)}" is the address of a ${CLASSES[objectClass].word}; one of these is needed: ${words}.`;
  throw new Rejected('munich-dms.wrong-class', sentence, at);
}
