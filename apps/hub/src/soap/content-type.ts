import type { IncomingHttpHeaders } from 'node:http';
import { HubError } from '../errors/hub-error.js';
import { faultOf } from './fault.js';
import { ENVELOPE_TYPE, type SoapVersion } from './version.js';

/** A Content-Type with its parameters (RFC 2045, 5.1), names in lower case. */
export interface ContentType {
  readonly mime: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /^\s*;\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\[\s\S])*)"|([^\s";]+))/;

/** @returns undefined when it is none, or says something twice */
export function contentTypeOf(header: string): ContentType | undefined {
  const [mime = ''] = header.split(';', 1);
  const parameters = new Map<string, string>();
  let rest = header.slice(mime.length).trimEnd();
  while (rest !== '' && rest.trim() !== ';') {
    const found = PARAMETER.exec(rest);
    const name = found?.[1]?.toLowerCase();
    if (found === null || name === undefined || parameters.has(name)) return undefined;
    parameters.set(name, found[3] ?? (found[2] ?? '').replace(/\\([\s\S])/g, '$1'));
    rest = rest.slice(found[0].length);
  }
  return { mime: mime.trim().toLowerCase(), parameters };
}

/** What a request says about itself before its body is read. */
export interface Framing {
  /** By the media type; the envelope must be of it. */
  readonly version: SoapVersion;
  readonly type: ContentType;
  /** Of multipart/related; undefined for an envelope alone. */
  readonly boundary: string | undefined;
  readonly action: string | undefined;
}

/** Which version a fault is written in while nothing is known of the envelope. */
export function versionHint(headers: IncomingHttpHeaders): SoapVersion {
  return /application\/soap\+xml/i.test(headers['content-type'] ?? '') ? '1.2' : '1.1';
}

/** @throws SoapFault for what is no SOAP request at all */
export function framingOf(headers: IncomingHttpHeaders): Framing {
  const header = headers['content-type'] ?? '';
  const type = contentTypeOf(header);
  const isMultipart = type?.mime === 'multipart/related';
  const version = type === undefined ? undefined : isMultipart ? rootVersion(type) : versionOf(type.mime);
  if (type === undefined || version === undefined) throw unsupported(header);
  const boundary = isMultipart ? type.parameters.get('boundary') : undefined;
  if (isMultipart && !isBoundary(boundary)) throw malformedMime('it has no boundary, or one that is none');
  checkCharset(type);
  return { version, type, boundary, action: actionOf(headers, type) };
}

function versionOf(mime: string): SoapVersion | undefined {
  if (mime === ENVELOPE_TYPE['1.1']) return '1.1';
  return mime === ENVELOPE_TYPE['1.2'] ? '1.2' : undefined;
}

/** SwA names the type of the envelope; MTOM names XOP, and the type of the envelope in `start-info` (XOP, 4.1). */
function rootVersion({ parameters }: ContentType): SoapVersion | undefined {
  const type = (parameters.get('type') ?? '').trim().toLowerCase();
  if (type !== 'application/xop+xml') return versionOf(type);
  return versionOf((parameters.get('start-info') ?? '').split(';', 1)[0]!.trim().toLowerCase());
}

/** RFC 2046, 5.1.1. */
function isBoundary(boundary: string | undefined): boundary is string {
  return boundary !== undefined && /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary);
}

/** Basic Profile 1.1, R1012: UTF-8 or UTF-16. What the bytes are, the envelope says itself. */
export function checkCharset({ parameters }: ContentType): void {
  const charset = parameters.get('charset');
  if (charset === undefined || /^utf-?(?:8|16(?:le|be)?)$/i.test(charset)) return;
  throw encodingUnsupported(charset.slice(0, 40));
}

export function encodingUnsupported(encoding: string): Error {
  const sentence = `Envelopes in ${encoding} are not accepted. Send UTF-8 or UTF-16.`;
  return faultOf(new HubError('rejected', 'soap.encoding', sentence, { values: { encoding } }));
}

/** SOAP 1.1, 6.1.1: a header, quoted. SOAP 1.2: a parameter, which with attachments may be in several places. */
function actionOf(headers: IncomingHttpHeaders, { parameters }: ContentType): string | undefined {
  const nested = contentTypeOf(parameters.get('start-info') ?? '')?.parameters.get('action');
  const parameter = parameters.get('action') ?? nested;
  if (parameter !== undefined) return parameter;
  const header = headers['soapaction'];
  if (typeof header !== 'string') return undefined;
  return header.trim().replace(/^"([^"]*)"$/, '$1');
}

function unsupported(header: string): Error {
  const mime = header === '' ? '(none given)' : header.slice(0, 100);
  const sentence = `Requests of the Content-Type ${mime} are not accepted here. Accepted: text/xml (SOAP 1.1), application/soap+xml (SOAP 1.2), multipart/related with one of them.`;
  return faultOf(new HubError('rejected', 'soap.content-type', sentence, { values: { mime } }));
}

export function malformedMime(why: string, cause?: unknown): Error {
  return faultOf(
    new HubError(
      'rejected',
      'soap.mime-malformed',
      `The multipart body is malformed: ${why}.`,
      { values: { why } },
      { cause },
    ),
  );
}
