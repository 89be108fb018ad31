/** Signs SOAP messages as clients do (WS-Security with a BinarySecurityToken), by another library than the hub's. */
import { constants, sign } from 'node:crypto';
import { SignedXml } from 'xml-crypto';
import { envelopeOf, type SoapEnvelope } from '../../apps/hub/src/soap/envelope.js';
import { readSource } from '../../apps/hub/src/xml/source.js';
import type { Identity } from './identities.js';

export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SOAP12 = 'http://www.w3.org/2003/05/soap-envelope';
export const WSA = 'http://www.w3.org/2005/08/addressing';
const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
export const WSSE = `${WSS}wssecurity-secext-1.0.xsd`;
export const WSU = `${WSS}wssecurity-utility-1.0.xsd`;
export const X509_V3 = `${WSS}x509-token-profile-1.0#X509v3`;
export const PROFILE = `${WSS}username-token-profile-1.0`;
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

export interface EnvelopeParts {
  readonly namespace?: string;
  /** In Security, before the signature. */
  readonly security: string;
  /** More headers. */
  readonly headers?: string;
  /** Of Body. */
  readonly body?: string;
}

export const BODY = '<m:order xmlns:m="urn:m"><m:amount>10</m:amount></m:order>';
export const MESSAGE_ID = `<wsa:MessageID xmlns:wsa="${WSA}" wsu:Id="id-message">urn:uuid:1</wsa:MessageID>`;

export function envelope({ namespace = SOAP, security, headers = '', body = BODY }: EnvelopeParts): string {
  return `<soap:Envelope xmlns:soap="${namespace}" xmlns:wsse="${WSSE}" xmlns:wsu="${WSU}"><soap:Header><wsse:Security soap:mustUnderstand="1">${security}</wsse:Security>${headers}</soap:Header><soap:Body wsu:Id="id-body">${body}</soap:Body></soap:Envelope>`;
}

export function timestamp(created: Date, expires?: Date): string {
  const end = expires === undefined ? '' : `<wsu:Expires>${expires.toISOString()}</wsu:Expires>`;
  return `<wsu:Timestamp wsu:Id="id-time"><wsu:Created>${created.toISOString()}</wsu:Created>${end}</wsu:Timestamp>`;
}

export function binaryToken({ certificate }: Identity, type = X509_V3): string {
  return `<wsse:BinarySecurityToken wsu:Id="id-token" ValueType="${type}" EncodingType="${WSS}soap-message-security-1.0#Base64Binary">${certificate.raw.toString('base64')}</wsse:BinarySecurityToken>`;
}

export interface Signing {
  readonly signatureAlgorithm?: string;
  readonly digestAlgorithm?: string;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  readonly prefixes?: readonly string[];
  /** Values of `wsu:Id`. */
  readonly references?: readonly string[];
  readonly tokenId?: string;
  /** With a reference to the document that it is in (`URI=""`) besides. */
  readonly isWholeSigned?: boolean;
}

const SIGNED = ['id-body', 'id-time'];

/** The envelope with a signature at the end of its security header. */
export function signedBy(identity: Identity, xml: string, signing: Signing = {}): string {
  const { signatureAlgorithm = RSA_SHA256, digestAlgorithm = SHA256, canonicalization = EXCLUSIVE } = signing;
  const { references = SIGNED, transforms = [EXCLUSIVE], prefixes, tokenId = 'id-token' } = signing;
  const signer = new SignedXml({
    idMode: 'wssecurity',
    privateKey: identity.key,
    signatureAlgorithm,
    canonicalizationAlgorithm: canonicalization,
    getKeyInfoContent: () =>
      `<wsse:SecurityTokenReference xmlns:wsse="${WSSE}"><wsse:Reference URI="#${tokenId}" ValueType="${X509_V3}"/></wsse:SecurityTokenReference>`,
    ...(prefixes === undefined ? {} : { inclusiveNamespacesPrefixList: [...prefixes] }),
  });
  for (const [algorithm, make] of Object.entries(SIGNERS))
    signer.SignatureAlgorithms[algorithm] = signerOf(algorithm, make);
  for (const id of references) {
    signer.addReference({
      xpath: `//*[@*[local-name(.)='Id' and .='${id}']]`,
      transforms: [...transforms],
      digestAlgorithm,
      ...(prefixes === undefined ? {} : { inclusiveNamespacesPrefixList: [...prefixes] }),
    });
  }
  if (signing.isWholeSigned === true) {
    signer.addReference({ xpath: '/*', isEmptyUri: true, transforms: [EXCLUSIVE], digestAlgorithm });
  }
  const reference = `/*[local-name(.)='Envelope']/*[local-name(.)='Header']/*[local-name(.)='Security']`;
  signer.computeSignature(xml, { prefix: 'ds', location: { reference, action: 'append' } });
  return signer.getSignedXml();
}

type Make = (text: string, key: string) => Buffer;

/** Those that the library does not have. */
const SIGNERS: Readonly<Record<string, Make>> = {
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': (text, key) =>
    sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }),
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1': (text, key) =>
    sign('sha256', Buffer.from(text), { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }),
};

function signerOf(algorithm: string, make: Make): (typeof SignedXml.prototype.SignatureAlgorithms)[string] {
  class Signer {
    getSignature = (text: unknown, key: unknown): string => make(String(text), String(key)).toString('base64');
    verifySignature = (): boolean => false;
    getAlgorithmName = (): string => algorithm;
  }
  return Signer as unknown as (typeof SignedXml.prototype.SignatureAlgorithms)[string];
}

const LIMITS = { depthMax: 100, elementsMax: 100_000, attributesMax: 100 };

/** The envelope as the door reads it. @throws SoapFault */
export function asRead(xml: string): SoapEnvelope {
  const bytes = Buffer.from(xml);
  return envelopeOf(readSource(bytes, LIMITS), bytes);
}
