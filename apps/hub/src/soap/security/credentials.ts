/**
 * Who sends a SOAP message, by what its security header says (WS-Security 1.1): a UsernameToken with the key of a procedure,
 * or the signature of a certificate. Nothing is known here of procedures.
 */
import { HubError } from '../../errors/hub-error.js';
import { withPlaced, type PlacedElement } from '../../xml/canonical.js';
import { utf8Of } from '../../xml/decode.js';
import type { XmlNode } from '../../xml/tree.js';
import {
  DS,
  PASSWORD_DIGEST,
  PASSWORD_TEXT,
  WSSE,
  WSU,
  atMostOne,
  isNamed,
  malformed,
  plainText,
  refused,
} from './names.js';
import { claimedSignature, digestOf, verifiedSignature } from './signature.js';
import { checkTimestamp } from './timestamp.js';

export type EnvelopeCredential =
  | { readonly kind: 'username-token'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'signature';
      /** DER. Whoever signed has its private key; whose it is, is not said. */
      readonly certificate: Buffer;
      /** The same for the same signed content. It must not be let in twice before `staleAt`. */
      readonly signedInfo: string;
      readonly staleAt: Date;
    };

/** Of an envelope, what is needed here; `SoapEnvelope` has it. */
export interface SecuredEnvelope {
  readonly headers: readonly SecuredNode[];
  readonly body: SecuredNode | undefined;
  /** As they came. */
  readonly bytes: Buffer;
}

interface SecuredNode {
  readonly name: string;
  readonly namespace: string;
  /** As a document of its own. */
  toXml(): string;
}

const ENVELOPES = ['http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'];
const XOP = 'http://www.w3.org/2004/08/xop/include';
/** Whom a header is for, when it is for the hub. */
const FOR_US = [
  '',
  'http://schemas.xmlsoap.org/soap/actor/next',
  'http://www.w3.org/2003/05/soap-envelope/role/next',
  'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
];

/** A signature costs a walk over the whole envelope for each header and each reference: of small ones alone. */
const SIGNED_HEADERS_MAX = 50;
/** Elements and attributes. */
const SIGNED_NODES_MAX = 20_000;

/** @throws whatever refuses the sender. Given a certificate in DER that nobody has proved to have the key of. */
export type CheckCertificate = (certificate: Buffer) => void;

/**
 * @param check asked before a signature is looked at: what strangers send must not cost what checking it does
 * @returns undefined when it has no security header for the hub, or one that says nothing about the sender
 * @throws HubError `ws-security.…`, and what `check` throws
 */
export function credentialsIn(
  envelope: SecuredEnvelope,
  now: Date,
  check: CheckCertificate,
): EnvelopeCredential | undefined {
  if (!envelope.headers.some(isSecurity)) return undefined;
  return withPlaced(utf8Of(envelope.bytes), (root, tree) => {
    const places = placesIn(root);
    const security = securityIn(places.headers);
    if (security === undefined) return undefined;
    const credential = credentialIn({ ...places, security, tree }, now, check);
    if (credential?.kind === 'signature') checkIsRead(envelope, places, security);
    return credential;
  });
}

interface Places {
  readonly headers: readonly PlacedElement[];
  readonly body: PlacedElement;
  readonly security: PlacedElement;
  readonly tree: XmlNode;
}

/** Header and Body by where they stand: the first two children of the root, or Body alone. */
function placesIn(root: PlacedElement): Pick<Places, 'headers' | 'body'> {
  const { namespace, children } = root;
  const [first, second] = children;
  const isEnvelope = root.name === 'Envelope' && ENVELOPES.includes(namespace);
  if (isEnvelope && first !== undefined && second !== undefined && children.length === 2) {
    if (isNamed(first, 'Header', namespace) && isNamed(second, 'Body', namespace))
      return { headers: first.children, body: second };
  }
  throw malformed('the envelope has to consist of Header and Body');
}

function securityIn(headers: readonly PlacedElement[]): PlacedElement | undefined {
  const [security, ...others] = headers.filter((header) => isSecurity(header) && isForUs(header));
  if (others.length > 0) throw malformed('there are several security headers for the same receiver');
  return security;
}

function isForUs(header: PlacedElement): boolean {
  const [of11, of12] = ENVELOPES;
  return FOR_US.includes(header.attribute('actor', of11) ?? header.attribute('role', of12) ?? '');
}

function credentialIn(places: Places, now: Date, check: CheckCertificate): EnvelopeCredential | undefined {
  const { security } = places;
  const timestamp = atMostOne(security, 'Timestamp', WSU);
  const token = atMostOne(security, 'UsernameToken', WSSE);
  const signature = atMostOne(security, 'Signature', DS);
  const known = [timestamp, token, signature];
  const other = security.children.find(
    (child) => !known.includes(child) && !isNamed(child, 'BinarySecurityToken', WSSE),
  );
  if (other !== undefined || (token !== undefined && signature !== undefined)) throw unsupported(other?.name);
  const staleAt = timestamp && checkTimestamp(timestamp, now);
  if (token !== undefined) return usernameToken(token);
  if (signature === undefined) return undefined;
  if (timestamp === undefined || staleAt === undefined) throw unsigned('Timestamp');
  const { certificate, signedInfo } = signed(places, signature, timestamp, check);
  return { kind: 'signature', certificate, signedInfo, staleAt };
}

/** All of it has to be signed: what is not, anybody on the way may have written. */
function signed(
  { headers, body, security, tree }: Places,
  signature: PlacedElement,
  timestamp: PlacedElement,
  check: CheckCertificate,
): { readonly certificate: Buffer; readonly signedInfo: string } {
  if (countOf(tree, (node) => node.name === 'Body' && ENVELOPES.includes(node.namespace)) !== 1) throw severalBodies();
  if (countOf(tree, (node) => node.name === 'Include' && node.namespace === XOP) > 0) throw attachmentsUnsigned();
  const claimed = claimedSignature(security, signature);
  check(claimed.certificate.raw);
  if (headers.length > SIGNED_HEADERS_MAX) throw malformed(`it signs more than ${SIGNED_HEADERS_MAX} headers`);
  if (countOf(tree, ({ attributes }) => 1 + attributes.length) > SIGNED_NODES_MAX) {
    throw malformed(`it signs a message of more than ${SIGNED_NODES_MAX} elements and attributes`);
  }
  const signable = security.children.filter((child) => child !== signature);
  const read = verifiedSignature(claimed, [body, ...headers, ...signable], tree);
  // Security headers for others are the business of others.
  const mine = headers.filter((header) => !isSecurity(header));
  const missing = [body, timestamp, ...mine].find((part) => !read.covers.has(part));
  if (missing !== undefined) throw unsigned(missing.name);
  return read;
}

/**
 * The door reads the envelope with another parser. What that one takes for the body and the headers has to be, character
 * by character of the canonical form, what was signed. Of security headers for others only that they are some.
 */
function checkIsRead(
  envelope: SecuredEnvelope,
  { headers, body }: Pick<Places, 'headers' | 'body'>,
  security: PlacedElement,
): void {
  const inBody = envelope.body === undefined ? [] : [envelope.body];
  const pairs = [
    [envelope.headers, headers],
    [inBody, body.children],
  ] as const;
  const isSame = pairs.every(
    ([read, placed]) =>
      read.length === placed.length &&
      read.every((node, at) => {
        const other = placed[at]!;
        const isOfOthers = isSecurity(node) && isSecurity(other) && other !== security;
        return isOfOthers || withPlaced(Buffer.from(node.toXml()), (root) => digestOf(root)) === digestOf(other);
      }),
  );
  if (isSame) return;
  const sentence = 'Two XML parsers read this message differently. Send it in plainer XML.';
  throw new HubError('rejected', 'xml.ambiguous', sentence);
}

/** @throws HubError `ws-security.digest`: keys are kept hashed, and a digest is made of the key itself */
function usernameToken(token: PlacedElement): EnvelopeCredential {
  const user = atMostOne(token, 'Username', WSSE);
  const password = atMostOne(token, 'Password', WSSE);
  if (user === undefined || password === undefined) throw malformed('UsernameToken needs Username and Password');
  const type = password.attribute('Type') ?? PASSWORD_TEXT;
  if (type === PASSWORD_DIGEST) {
    const sentence =
      'A password digest cannot be checked here, because the hub keeps no key, only its hash. Send the key as PasswordText over TLS, or sign with a certificate.';
    throw refused('ws-security.digest', sentence);
  }
  if (type !== PASSWORD_TEXT) throw unsupported('Password');
  return { kind: 'username-token', user: plainText(user), password: plainText(password) };
}

function isSecurity({ name, namespace }: Pick<SecuredNode, 'name' | 'namespace'>): boolean {
  return name === 'Security' && namespace === WSSE;
}

function countOf(tree: XmlNode, counts: (node: XmlNode) => number | boolean): number {
  let count = 0;
  const open: XmlNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    count += Number(counts(node));
    for (const child of node.children) if (typeof child !== 'string') open.push(child);
  }
  return count;
}

function unsupported(what = 'UsernameToken and Signature'): Error {
  const shown = what.slice(0, 100);
  const sentence = `The security header has ${shown} in it. The hub takes a UsernameToken, or a Signature with a BinarySecurityToken; nothing encrypted.`;
  return refused('ws-security.unsupported', sentence, { what: shown });
}

function unsigned(part: string): Error {
  const shown = part.slice(0, 100);
  const sentence = `${shown} is not signed. Of a signed message Body, Timestamp and all headers have to be.`;
  return refused('ws-security.unsigned', sentence, { part: shown });
}

function severalBodies(): Error {
  const sentence = 'There is more than one Body of SOAP in the message: which one was signed could be mistaken.';
  return refused('ws-security.several-bodies', sentence);
}

function attachmentsUnsigned(): Error {
  const sentence =
    'The signature does not cover attachments. Send them inline as base64, or show a certificate in TLS instead.';
  return refused('ws-security.attachments', sentence);
}
