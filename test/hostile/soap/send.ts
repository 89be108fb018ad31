/** Sends hostile SOAP requests byte by byte, over a bare connection or TLS, and reads what comes back. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { SOAP_11, SOAP_12, type FaultCode, type Post } from './soap-case.js';

export interface Door {
  /** `127.0.0.1:port`. */
  readonly host: string;
  readonly path: string;
  readonly authorization: string;
  /** The listener that speaks TLS, and the certificate it has. */
  readonly tls?: { readonly host: string; readonly authority: string };
}

export interface SoapAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A fault as any client reads it; codes by their names in SOAP 1.2. */
export interface ReadFault {
  readonly code: FaultCode;
  readonly reason: string;
  /** All of `detail` as XML. */
  readonly detail: string;
}

/** @returns undefined when nothing was answered */
export async function sendPost(door: Door, post: Post): Promise<SoapAnswer | undefined> {
  const socket = await open(door, post);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined); // a reset by the hub is no answer, and what has come before is one
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // The hub has said its last word; what is not sent yet, nobody will read.
  socket.once('end', () => socket.destroy());
  for await (const piece of requestOf(door, post)) {
    if (socket.destroyed) break;
    const written = new Promise<void>((resolve) => socket.write(piece, () => resolve()));
    await Promise.race([written, closed]);
  }
  if (post.ending === 'half-close') socket.end();
  if (post.ending === 'reset') socket.resetAndDestroy();
  await closed;
  return answerIn(Buffer.concat(chunks));
}

async function open(door: Door, { tls }: Post): Promise<Socket> {
  if (tls !== undefined && door.tls === undefined) throw new Error('There is no door that speaks TLS.');
  const [host, port] = (tls === undefined ? door.host : door.tls!.host).split(':');
  const where = { host: host!, port: Number(port), allowHalfOpen: true };
  if (tls === undefined) return connect(where);
  const own = tls === 'without certificate' ? {} : { key: tls.key, cert: tls.certificate };
  const socket = connectTls({ ...where, ca: door.tls!.authority, servername: 'localhost', ...own });
  await new Promise<void>((resolve) => {
    socket.once('secureConnect', resolve);
    // A certificate that is refused while they shake hands: nothing was answered.
    socket.once('error', () => resolve());
  });
  return socket;
}

async function* requestOf(door: Door, post: Post): AsyncGenerator<Buffer | string> {
  const { body, method = 'POST', path = door.path } = post;
  const whole = typeof body === 'string' || Buffer.isBuffer(body) ? Buffer.from(body as string) : undefined;
  const length = post.contentLength ?? whole?.length;
  const headers: Record<string, string | undefined> = {
    host: door.host,
    connection: 'close',
    authorization: door.authorization,
    ...(length === undefined ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(length) }),
    ...post.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  yield `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
  if (whole !== undefined) {
    if (whole.length > 0) yield whole;
    return;
  }
  for await (const piece of body as AsyncIterable<Buffer | string>) {
    const bytes = Buffer.from(piece as string);
    if (length !== undefined) yield bytes;
    else if (bytes.length > 0) yield Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, CRLF]);
  }
  if (length === undefined) yield '0\r\n\r\n';
}

const CRLF = Buffer.from('\r\n');

function answerIn(bytes: Buffer): SoapAnswer | undefined {
  // 100 Continue is no answer yet.
  const start = bytes.indexOf('HTTP/1.1 100') === 0 ? bytes.indexOf('\r\n\r\n') + 4 : 0;
  const end = bytes.indexOf('\r\n\r\n', start);
  if (end < 0) return undefined;
  const [first, ...lines] = bytes.subarray(start, end).toString('latin1').split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first!)?.[1]);
  if (Number.isNaN(status)) throw new Error(`This is no answer: ${JSON.stringify(first)}`);
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const body = bytes.subarray(end + 4);
  const text = (headers['transfer-encoding'] === 'chunked' ? dechunked(body) : body).toString('utf8');
  return { status, headers, text };
}

function dechunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (line < 0 || !(size > 0)) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

const CODES_11: Readonly<Record<string, FaultCode>> = { Client: 'Sender', Server: 'Receiver' };

/** @returns undefined where the answer is an envelope without a fault; throws when it is no envelope */
export function faultIn({ text }: SoapAnswer): ReadFault | undefined {
  // With attachments it is the first part.
  const xml = /<(?:[\w-]+:)?Envelope[^]*<\/(?:[\w-]+:)?Envelope>/.exec(text)?.[0];
  if (xml === undefined) throw new Error(`This is no envelope: ${text.slice(0, 200)}`);
  const document = XmlDocument.fromString(xml);
  try {
    const { namespaceUri } = document.root;
    const prefixes = { s: namespaceUri };
    const fault = document.get('/s:Envelope/s:Body/s:Fault', prefixes);
    if (!(fault instanceof XmlElement)) return undefined;
    const is11 = namespaceUri === SOAP_11;
    if (!is11 && namespaceUri !== SOAP_12) throw new Error(`This is an envelope of ${namespaceUri}.`);
    const content = (path: string): string => fault.get(path, prefixes)?.content ?? '';
    const local = (is11 ? content('faultcode') : content('s:Code/s:Value')).split(':').at(-1)!;
    const detail = fault.get(is11 ? 'detail' : 's:Detail', prefixes);
    return {
      code: CODES_11[local] ?? (local as FaultCode),
      reason: is11 ? content('faultstring') : content('s:Reason/s:Text'),
      detail: detail instanceof XmlElement ? detail.toString() : '',
    };
  } finally {
    document.dispose();
  }
}
