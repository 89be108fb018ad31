/**
 * XML Signature in a security header (WS-Security 1.1, 8; X.509 Token Profile 1.1). What was signed is what is read: a
 * reference has to lead to an element in its place (Body, a header, a child of Security), and counts for that element alone.
 */
import { createHash, X509Certificate } from 'node:crypto';
import type { PlacedElement } from '../../xml/canonical.js';
import type { XmlNode } from '../../xml/tree.js';
import { checkOf, hashOf, refuse } from './algorithms.js';
import { BASE64, DS, EXCLUSIVE, WSSE, WSU, X509_V3, base64In, isNamed, malformed, refused } from './names.js';

/** Each reference costs a walk over the whole document, and each prefix a search at every element of it. */
const REFERENCES_MAX = 20;
const PREFIXES_MAX = 10;

export interface Signature {
  /** DER. */
  readonly certificate: Buffer;
  /** SHA-256 of the canonical SignedInfo, base64url: the same for the same signed content, however it is signed again. */
  readonly signedInfo: string;
  /** What is signed, by where it stands. */
  readonly covers: ReadonlySet<PlacedElement>;
}

/** Who claims to have signed, before anything is believed or costs anything. */
export interface ClaimedSignature {
  readonly certificate: X509Certificate;
  readonly signedInfo: PlacedElement;
  readonly value: PlacedElement;
}

/** @throws HubError `ws-security.malformed`, `ws-security.token` */
export function claimedSignature(security: PlacedElement, signature: PlacedElement): ClaimedSignature {
  const [signedInfo, value, keyInfo] = exactly(signature, DS, ['SignedInfo', 'SignatureValue', 'KeyInfo']);
  return { certificate: certificateIn(security, keyInfo!), signedInfo: signedInfo!, value: value! };
}

/**
 * Nothing is said about whose certificate it is.
 *
 * @param places what may be signed
 * @param tree the whole document
 * @throws HubError `ws-security.…`
 */
export function verifiedSignature(
  { certificate, signedInfo, value }: ClaimedSignature,
  places: readonly PlacedElement[],
  tree: XmlNode,
): Signature {
  const [canonicalization, method, ...references] = signedInfo.children;
  if (canonicalization === undefined || !isNamed(canonicalization, 'CanonicalizationMethod', DS)) {
    throw malformed('SignedInfo has no CanonicalizationMethod');
  }
  if (method === undefined || !isNamed(method, 'SignatureMethod', DS)) {
    throw malformed('SignedInfo has no SignatureMethod');
  }
  if (references.length > REFERENCES_MAX) throw malformed('there are too many references');
  const signed = bytesOf(signedInfo, prefixesOf(canonicalization));
  // A truncated output is a parameter of the method.
  if (method.children.length > 0) refuse(`${method.attribute('Algorithm') ?? ''} with parameters`);
  const isSigned = checkOf(method.attribute('Algorithm'));
  if (!isSigned(signed, certificate.publicKey, base64In(value))) throw wrong('SignedInfo');
  const ids = idsIn(tree);
  const covers = new Set<PlacedElement>();
  for (const reference of references) {
    const target = targetOf(reference, places, ids);
    if (covers.has(target)) throw malformed(`${target.name} is signed twice`);
    checkDigest(reference, target);
    covers.add(target);
  }
  return {
    certificate: certificate.raw,
    signedInfo: createHash('sha256').update(signed).digest('base64url'),
    covers,
  };
}

/** SHA-256 of the canonical form, to tell whether two elements are the same. */
export function digestOf(element: PlacedElement): string {
  const hash = createHash('sha256');
  element.canonical([], (chunk) => hash.update(chunk));
  return hash.digest('hex');
}

/** KeyInfo leads to the one token of the header. Other ways to name a certificate name none that is there. */
function certificateIn(security: PlacedElement, keyInfo: PlacedElement): X509Certificate {
  const [reference] = exactly(keyInfo, WSSE, ['SecurityTokenReference']);
  const [link] = exactly(reference!, WSSE, ['Reference']);
  const [token, ...others] = security.children.filter((child) => isNamed(child, 'BinarySecurityToken', WSSE));
  if (token === undefined || others.length > 0) throw malformed('there has to be one BinarySecurityToken');
  if (link!.attribute('URI') !== `#${token.attribute('Id', WSU)}`) {
    throw malformed('KeyInfo does not lead to the BinarySecurityToken');
  }
  const type = token.attribute('ValueType');
  const encoding = token.attribute('EncodingType') ?? BASE64;
  if (type !== X509_V3 || encoding !== BASE64) {
    const sentence = 'The BinarySecurityToken has to be one X.509 v3 certificate in base64.';
    throw refused('ws-security.token', sentence);
  }
  try {
    return new X509Certificate(base64In(token));
  } catch {
    throw refused('ws-security.token', 'The BinarySecurityToken is not a certificate that can be read.');
  }
}

/** Every value of an attribute that somebody may take for an id, and how often it is there. */
function idsIn(tree: XmlNode): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  const open: XmlNode[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const seen = new Set<string>();
    for (const { name, value } of node.attributes) {
      if (/^(id|assertionid)$/i.test(name)) seen.add(value);
    }
    for (const id of seen) ids.set(id, (ids.get(id) ?? 0) + 1);
    for (const child of node.children) if (typeof child !== 'string') open.push(child);
  }
  return ids;
}

/** @throws HubError `ws-security.wrapped` when it is not an element in its place, or may be another one for somebody */
function targetOf(
  reference: PlacedElement,
  places: readonly PlacedElement[],
  ids: ReadonlyMap<string, number>,
): PlacedElement {
  if (!isNamed(reference, 'Reference', DS)) throw malformed(`SignedInfo has ${reference.name} in it`);
  const [, id] = /^#(.+)$/.exec(reference.attribute('URI') ?? '') ?? [];
  const [target, ...others] = id === undefined ? [] : places.filter((place) => idOf(place) === id);
  if (id !== undefined && target !== undefined && others.length === 0 && ids.get(id) === 1) return target;
  const sentence =
    'A reference of the signature does not lead to one element in its place: Body, a header, or what is in the security header.';
  throw refused('ws-security.wrapped', sentence);
}

/** `wsu:Id`, and `Id` of elements of XML Signature. */
function idOf(place: PlacedElement): string | undefined {
  return place.attribute('Id', WSU) ?? (place.namespace === DS ? place.attribute('Id') : undefined);
}

function checkDigest(reference: PlacedElement, target: PlacedElement): void {
  const [transforms, method, value] = exactly(reference, DS, ['Transforms', 'DigestMethod', 'DigestValue']);
  const [transform] = exactly(transforms!, DS, ['Transform']);
  const hash = createHash(hashOf(method!.attribute('Algorithm')));
  target.canonical(prefixesOf(transform!), (chunk) => hash.update(chunk));
  if (!hash.digest().equals(base64In(value!))) throw wrong(target.name);
}

/** @param method a transform or a canonicalization, of which there is one that counts */
function prefixesOf(method: PlacedElement): readonly string[] {
  const algorithm = method.attribute('Algorithm');
  if (algorithm !== EXCLUSIVE) refuse(algorithm);
  const [parameters, ...others] = method.children;
  if (parameters === undefined) return [];
  if (others.length > 0 || !isNamed(parameters, 'InclusiveNamespaces', EXCLUSIVE)) {
    throw malformed('the canonicalization has unknown parameters');
  }
  const prefixes = (parameters.attribute('PrefixList') ?? '').split(/\s+/).filter((prefix) => prefix !== '');
  if (prefixes.length > PREFIXES_MAX) throw malformed('there are too many prefixes in InclusiveNamespaces');
  return prefixes;
}

function bytesOf(element: PlacedElement, prefixes: readonly string[]): Buffer {
  const chunks: Buffer[] = [];
  // What is handed over lies in memory that is written again.
  element.canonical(prefixes, (chunk) => chunks.push(Buffer.from(chunk)));
  return Buffer.concat(chunks);
}

/** The children, when they are these and no others. @throws HubError `ws-security.malformed` */
function exactly(parent: PlacedElement, namespace: string, names: readonly string[]): readonly PlacedElement[] {
  const { children } = parent;
  const fits = children.length === names.length && names.every((name, at) => isNamed(children[at]!, name, namespace));
  if (fits) return children;
  throw malformed(`${parent.name} has to consist of ${names.join(', ')}`);
}

function wrong(part: string): Error {
  const sentence = `The signature does not fit what was sent (${part}): it was changed on the way, or signed differently.`;
  return refused('ws-security.signature-wrong', sentence, { part: part.slice(0, 100) });
}
