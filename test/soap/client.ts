/** SOAP as it goes over the wire, written by hand: nothing of the hub's own writer and reader. */
import { XMLParser } from 'fast-xml-parser';

export type Version = '1.1' | '1.2';

const ENVELOPES = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
} as const;
const TYPES = { '1.1': 'text/xml', '1.2': 'application/soap+xml' } as const;

export interface Call {
  readonly version?: Version;
  /** XML of the child of Body. */
  readonly body: string;
  /** XML of headers. */
  readonly headers?: string;
  readonly action?: string;
  /** HTTP headers. */
  readonly http?: Readonly<Record<string, string>>;
  /** Of multipart/related: `swa` without XOP. */
  readonly parts?: readonly CallPart[];
  readonly packaging?: 'mtom' | 'swa';
  /** Ends the waiting for an answer. */
  readonly signal?: AbortSignal;
}

export interface CallPart {
  readonly id: string;
  readonly mime: string;
  readonly bytes: Buffer;
  readonly fileName?: string;
}

export interface SoapAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** As text, attachments included. */
  readonly text: string;
  /** What is in Body, without prefixes. */
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly body: any;
  // oxlint-disable-next-line no-explicit-any -- as above
  readonly header: any;
}

export function envelope({ version = '1.2', body, headers = '' }: Call): string {
  const header = headers === '' ? '' : `<e:Header>${headers}</e:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${ENVELOPES[version]}">${header}<e:Body>${body}</e:Body></e:Envelope>`;
}

export async function call(url: string, request: Call): Promise<SoapAnswer> {
  const { type, bytes } = written(request);
  const soapAction = request.version === '1.1' ? { soapaction: `"${request.action ?? ''}"` } : {};
  const headers = { 'content-type': type, ...soapAction, ...request.http };
  const ends = request.signal === undefined ? {} : { signal: request.signal };
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(bytes), ...ends });
  const answer = Buffer.from(await response.arrayBuffer());
  const text = answer.toString();
  return { status: response.status, headers: response.headers, bytes: answer, text, ...partsOf(text) };
}

function written(request: Call): { readonly type: string; readonly bytes: Buffer } {
  const { version = '1.2', action, parts, packaging = 'mtom' } = request;
  const xml = envelope(request);
  const named = version === '1.2' && action !== undefined ? `; action="${action}"` : '';
  if (parts === undefined) return { type: `${TYPES[version]}; charset=utf-8${named}`, bytes: Buffer.from(xml) };
  const root = packaging === 'mtom' ? 'application/xop+xml' : TYPES[version];
  const info = packaging === 'mtom' ? `; start-info="${TYPES[version]}"` : '';
  const rootType = packaging === 'mtom' ? `${root}; charset=UTF-8; type="${TYPES[version]}"` : `${root}; charset=UTF-8`;
  const head = (id: string, mime: string, fileName?: string): string => {
    const disposition =
      fileName === undefined
        ? ''
        : `Content-Disposition: attachment; filename="${fileName.replaceAll('\\', '\\\\')}"\r\n`;
    return `--=_7\r\nContent-Type: ${mime}\r\nContent-ID: <${id}>\r\n${disposition}\r\n`;
  };
  return {
    type: `multipart/related; boundary="=_7"; type="${root}"; start="<root@test>"${info}${named}`,
    bytes: Buffer.concat([
      Buffer.from(`${head('root@test', rootType)}${xml}\r\n`),
      ...parts.flatMap(({ id, mime, bytes, fileName }) => [
        Buffer.from(head(id, mime, fileName)),
        bytes,
        Buffer.from('\r\n'),
      ]),
      Buffer.from('--=_7--\r\n'),
    ]),
  };
}

const parser = new XMLParser({ removeNSPrefix: true, ignoreAttributes: false, parseTagValue: false });

function partsOf(text: string): Pick<SoapAnswer, 'body' | 'header'> {
  const xml = /<(\w+:)?Envelope[^]*<\/(\w+:)?Envelope>/.exec(text)?.[0];
  if (xml === undefined) return { body: undefined, header: undefined };
  const { Envelope: read } = parser.parse(xml) as { Envelope: { Body?: unknown; Header?: unknown } };
  return { body: read.Body, header: read.Header };
}

/** The code of the hub in a fault of either version. */
export function codeIn({ body }: SoapAnswer): string | undefined {
  const fault = body?.Fault;
  return (fault?.detail ?? fault?.Detail)?.error?.code as string | undefined;
}
