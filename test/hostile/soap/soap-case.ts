/** What a hostile SOAP request is: the bytes of one HTTP request, and what exactly has to become of it. */

export type FaultCode = 'Sender' | 'Receiver' | 'VersionMismatch' | 'MustUnderstand' | 'DataEncodingUnknown';

export type Bytes = Buffer | string | Iterable<Buffer | string> | AsyncIterable<Buffer | string>;

export type SoapExpectation =
  /** A fault of SOAP, in the version of the request where that is known; nothing is in the books. */
  | { readonly fault: FaultCode; readonly status: number; readonly code?: string | RegExp }
  /** Answered by HTTP alone, because there is no SOAP yet to speak; nothing is in the books. */
  | { readonly http: number }
  /** Answered well, and filed once. */
  | { readonly filed: true }
  /** Answered well, and it was known already: nothing more is filed. */
  | { readonly repeated: true }
  /** Answered by the service itself in a field that its WSDL has for errors. */
  | { readonly told: RegExp; readonly stopped?: true }
  /** The sender has gone away: there is nobody to answer, and nothing may be in the books. */
  | { readonly gone: true };

/** What valid requests need, and what the hub must never reach. */
export interface SoapTarget {
  readonly host: string;
  readonly path: string;
  readonly authorization: string;
  /** Names of this run: a new one for each case that is to be filed. */
  readonly subject: string;
  /** Of a case that is open. */
  readonly caseAddress: string;
  /** An address of this test that nobody may ever ask: `http://127.0.0.1:…`. */
  readonly trap: string;
  /** Of other procedures of the same and of another tenant, of the same connector. */
  readonly others: { readonly neighbour: string; readonly foreign: string };
  readonly apiKey: string;
  readonly procedure: string;
  readonly signer: Signer;
  readonly strangers: { readonly unknown: Signer; readonly foreign: Signer; readonly expired: Signer };
}

/** Who signs: a key with the certificate it belongs to. */
export interface Signer {
  readonly key: string;
  readonly certificate: string;
}

export interface Post {
  readonly method?: string;
  /** Instead of the address of the service. */
  readonly path?: string;
  /** Over the usual ones; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body: Bytes;
  /** What the head says, where that is not the truth. */
  readonly contentLength?: number;
  /** What the sender does behind the last byte. */
  readonly ending?: 'half-close' | 'reset';
  /** Sent once before it, and answered well. */
  readonly before?: Post;
  /** Proves itself with this certificate, on the door that speaks TLS. */
  readonly tls?: Signer | 'without certificate';
}

export interface SoapCase {
  readonly name: string;
  readonly post: (target: SoapTarget) => Post;
  readonly expect: SoapExpectation;
}

/** Namespaces and actions of what is sent. */
export const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
export const WSA = 'http://www.w3.org/2005/08/addressing';
export const DMS = 'http://schemas.fabasoft.com/websvc/LHMBAI_15_1700_GIWSD/';
export const actionOf = (operation: string): string => `http://schemas.fabasoft.com/object/LHMBAI_15_1700_${operation}`;

export const TEXT_XML = 'text/xml; charset=utf-8';
export const soapXml = (operation = 'CreateFileGI'): string =>
  `application/soap+xml; charset=utf-8; action="${actionOf(operation)}"`;

export interface EnvelopeParts {
  readonly namespace?: string;
  readonly header?: string;
  readonly attributes?: string;
}

export function envelope(
  body: string,
  { namespace = SOAP_11, header = '', attributes = '' }: EnvelopeParts = {},
): string {
  const head = header === '' ? '' : `<s:Header>${header}</s:Header>`;
  return `<s:Envelope xmlns:s="${namespace}"${attributes}>${head}<s:Body>${body}</s:Body></s:Envelope>`;
}

/** Opens a file: the least that Munich's service takes. The entry of the file plan is the procedure's own. */
export const createFile = (subject: string, more = ''): string =>
  `<d:CreateFileGI xmlns:d="${DMS}"><d:userlogin>test</d:userlogin><d:apentry>632.6</d:apentry><d:filesubj>${subject}</d:filesubj>${more}</d:CreateFileGI>`;

export const createCase = (file: string): string =>
  `<d:CreateProcedureGI xmlns:d="${DMS}"><d:userlogin>test</d:userlogin><d:referrednumber>${file}</d:referrednumber><d:filesubj>case</d:filesubj></d:CreateProcedureGI>`;

/** A document with a file for each content, which is given as XML: base64 or an Include. It lies in the case of the test. */
export const createDocument = (
  { caseAddress }: SoapTarget,
  subject: string,
  ...contents: readonly string[]
): string => {
  const files = contents.map(
    (content, position) =>
      `<d:LHMBAI_15_1700_GIAttachmentType><d:LHMBAI_15_1700_filename>a${position}</d:LHMBAI_15_1700_filename>` +
      `<d:LHMBAI_15_1700_fileextension>txt</d:LHMBAI_15_1700_fileextension>` +
      `<d:LHMBAI_15_1700_filecontent>${content}</d:LHMBAI_15_1700_filecontent></d:LHMBAI_15_1700_GIAttachmentType>`,
  );
  return (
    `<d:CreateIncomingGI xmlns:d="${DMS}"><d:userlogin>test</d:userlogin><d:referrednumber>${caseAddress}</d:referrednumber><d:filesubj>${subject}</d:filesubj>` +
    `<d:giattachmenttype>${files.join('')}</d:giattachmenttype></d:CreateIncomingGI>`
  );
};

export const XOP = 'http://www.w3.org/2004/08/xop/include';
export const include = (href: string, more = ''): string => `<x:Include xmlns:x="${XOP}" href="${href}"${more}/>`;

/** A request of SOAP 1.1 to open a file. */
export const call11 = (body: Bytes, headers: Post['headers'] = {}): Post => ({
  body,
  headers: { 'content-type': TEXT_XML, soapaction: `"${actionOf('CreateFileGI')}"`, ...headers },
});
/** The same of SOAP 1.2. */
export const call12 = (body: Bytes, headers: Post['headers'] = {}): Post => ({
  body,
  headers: { 'content-type': soapXml(), ...headers },
});

export const sender = (status = 500, code?: string | RegExp): SoapExpectation => ({
  fault: 'Sender',
  status,
  ...(code === undefined ? {} : { code }),
});
/** SOAP 1.2, refused with this code of the hub. */
export const refused12 = (code: string): SoapExpectation => sender(400, code);
export const filed: SoapExpectation = { filed: true };
