/**
 * Signed envelopes (WS-Security, X.509 token profile), written so that their text is its own canonical form: no library
 * that the hub has checks what the same library made.
 */
import { createHash, createHmac, createSign, X509Certificate } from 'node:crypto';
import { createFile, SOAP_12, type Signer } from './soap-case.js';

export const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
export const DS = 'http://www.w3.org/2000/09/xmldsig#';
const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3';
const BASE64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

export interface Signed {
  /** Declares all namespaces it uses, and has them and its attributes in the canonical order. */
  readonly body: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly token: string;
}

export interface SignOptions {
  readonly subject: string;
  readonly signer: Signer;
  readonly createdAt?: Date;
  readonly minutes?: number;
  readonly digest?: { readonly uri: string; readonly name: string };
  readonly method?: { readonly uri: string; readonly sign: (signedInfo: string) => string };
  /** Elements within `Transforms`. */
  readonly transforms?: string;
  readonly canonical?: string;
  /** What is signed, by id; default both. */
  readonly covers?: readonly ('body' | 'timestamp')[];
  /** Instead of `#body`. */
  readonly bodyUri?: string;
  /** Instead of a reference to the token. */
  readonly keyInfo?: string;
}

const stamp = (moment: Date): string => moment.toISOString().replace(/\.\d+Z$/, 'Z');

/** A Body as exclusive canonicalisation writes it: nothing is inherited, nothing is left to write differently. */
export const bodyOf = (subject: string, id = 'body'): string =>
  `<s:Body xmlns:s="${SOAP_12}" xmlns:u="${WSU}" u:Id="${id}">${createFile(subject)}</s:Body>`;

export const timestampOf = (createdAt: Date, minutes: number, id = 'time'): string =>
  `<u:Timestamp xmlns:u="${WSU}" u:Id="${id}"><u:Created>${stamp(createdAt)}</u:Created>` +
  `<u:Expires>${stamp(new Date(createdAt.getTime() + minutes * 60_000))}</u:Expires></u:Timestamp>`;

export function signed(options: SignOptions): Signed {
  const { subject, signer, createdAt = new Date(), minutes = 4, covers = ['body', 'timestamp'] } = options;
  const { digest = { uri: SHA256, name: 'sha256' }, canonical = EXCLUSIVE, bodyUri = '#body' } = options;
  const { transforms = `<d:Transform Algorithm="${EXCLUSIVE}"></d:Transform>` } = options;
  const { method = { uri: RSA_SHA256, sign: (text: string) => rsa('sha256', text, signer) } } = options;
  const body = bodyOf(subject);
  const timestamp = timestampOf(createdAt, minutes);
  const reference = (uri: string, text: string): string =>
    `<d:Reference URI="${uri}"><d:Transforms>${transforms}</d:Transforms>` +
    `<d:DigestMethod Algorithm="${digest.uri}"></d:DigestMethod>` +
    `<d:DigestValue>${createHash(digest.name).update(text).digest('base64')}</d:DigestValue></d:Reference>`;
  const references = [
    covers.includes('body') ? reference(bodyUri, body) : '',
    covers.includes('timestamp') ? reference('#time', timestamp) : '',
  ].join('');
  const signedInfo =
    `<d:SignedInfo xmlns:d="${DS}"><d:CanonicalizationMethod Algorithm="${canonical}"></d:CanonicalizationMethod>` +
    `<d:SignatureMethod Algorithm="${method.uri}"></d:SignatureMethod>${references}</d:SignedInfo>`;
  const token = new X509Certificate(signer.certificate).raw.toString('base64');
  const {
    keyInfo = `<w:SecurityTokenReference xmlns:w="${WSSE}"><w:Reference URI="#token" ValueType="${PROFILE}"/></w:SecurityTokenReference>`,
  } = options;
  return {
    body,
    timestamp,
    token: `<w:BinarySecurityToken xmlns:w="${WSSE}" xmlns:u="${WSU}" u:Id="token" EncodingType="${BASE64}" ValueType="${PROFILE}">${token}</w:BinarySecurityToken>`,
    signature: `<d:Signature xmlns:d="${DS}">${signedInfo}<d:SignatureValue>${method.sign(signedInfo)}</d:SignatureValue><d:KeyInfo>${keyInfo}</d:KeyInfo></d:Signature>`,
  };
}

export function rsa(hash: string, text: string, { key }: Signer): string {
  return createSign(hash).update(text).sign(key, 'base64');
}

export function hmac(text: string, secret: string | Buffer): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

export const security = (...children: readonly string[]): string =>
  `<w:Security xmlns:w="${WSSE}" xmlns:s="${SOAP_12}" s:mustUnderstand="true">${children.join('')}</w:Security>`;

/** The parts as an envelope, with more headers or another Body than the signed one. */
export function assembled(
  { body, timestamp, signature, token }: Signed,
  {
    more = '',
    inBody = body,
    headers = security(token, timestamp, signature),
  }: {
    readonly more?: string;
    readonly inBody?: string;
    readonly headers?: string;
  } = {},
): string {
  return `<s:Envelope xmlns:s="${SOAP_12}"><s:Header>${headers}${more}</s:Header>${inBody}</s:Envelope>`;
}
