/** Names of WS-Security 1.1 and of what it is made of, and how a message is refused by them. */
import { HubError } from '../../errors/hub-error.js';
import type { PlacedElement } from '../../xml/canonical.js';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
/** WS-Security (Security, UsernameToken, BinarySecurityToken). */
export const WSSE = `${WSS}wssecurity-secext-1.0.xsd`;
/** Its utilities (Timestamp, Id). */
export const WSU = `${WSS}wssecurity-utility-1.0.xsd`;
/** XML Signature. */
export const DS = 'http://www.w3.org/2000/09/xmldsig#';
/** Exclusive XML Canonicalization 1.0, without comments. Also the namespace of its parameters. */
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const X509_V3 = `${WSS}x509-token-profile-1.0#X509v3`;
export const BASE64 = `${WSS}soap-message-security-1.0#Base64Binary`;
export const PASSWORD_TEXT = `${WSS}username-token-profile-1.0#PasswordText`;
export const PASSWORD_DIGEST = `${WSS}username-token-profile-1.0#PasswordDigest`;

export type Code = `ws-security.${string}`;

/** @param values for the sentence of the code */
export function refused(code: Code, sentence: string, values: Readonly<Record<string, string>> = {}): HubError {
  return new HubError('rejected', code, sentence, { values });
}

/** @param reason what is wrong, in few words; nothing of what was sent but names */
export function malformed(reason: string): HubError {
  return refused('ws-security.malformed', `The security header of the message cannot be read: ${reason}.`, { reason });
}

export function isNamed({ name, namespace }: PlacedElement, wanted: string, of: string): boolean {
  return name === wanted && namespace === of;
}

/** The only child of that name. @throws HubError `ws-security.malformed` when there are several */
export function atMostOne(parent: PlacedElement, name: string, namespace: string): PlacedElement | undefined {
  const [found, ...more] = parent.children.filter((child) => isNamed(child, name, namespace));
  if (more.length > 0) throw malformed(`${parent.name} has more than one ${name}`);
  return found;
}

/** The text of an element that has nothing but text in it. */
export function plainText(element: PlacedElement): string {
  if (element.children.length > 0) throw malformed(`${element.name} has elements in it`);
  return element.text.trim();
}

/** @throws HubError `ws-security.malformed` */
export function base64In(element: PlacedElement): Buffer {
  const text = plainText(element).replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw malformed(`${element.name} is not base64`);
  return Buffer.from(text, 'base64');
}
