/**
 * One call of a SOAP service, by the package `soap`: it reads the WSDL, finds the operation, and writes the envelope. It is
 * loaded when something is to be sent. The body is the connector's and was validated; the connection is the hub's, with its
 * rules about addresses, time and size.
 *
 * No answer of a stranger reaches the package: its reader keeps ids of elements in a plain object, so that an answer with the id
 * `__proto__` would change every object of the process. The answer is read here, and the package is given an empty one.
 */
import { join } from 'node:path';
import type { Client, IHttpClient, WSDL } from 'soap';
import type { SoapConnection } from '../../access/soap-targets.js';
import { HubError } from '../../errors/hub-error.js';
import { shortened } from '../../errors/shortened.js';
import { HttpDoor, type DoorErrors, type Reach } from '../../outgoing/http-door.js';
import { peerCertificateEnd } from '../../outgoing/peer-certificate.js';
import { writeMtom } from '../../soap/mtom.js';
import type { SoapService } from '../../soap/service.js';
import { ENVELOPE_NAMESPACE, type SoapVersion } from '../../soap/version.js';
import type { WsdlOperation } from '../../soap/wsdl.js';
import { writeXml, type XmlNode } from '../../soap/write-xml.js';
import { readAnswer } from './answer.js';
import { unusable, type CalledService, type CheckedCall } from './called-service.js';
import { usernameToken } from './username-token.js';

const WSA = 'http://www.w3.org/2005/08/addressing';

/** What goes along with a call. */
export interface CallFacts {
  /** The same in every try. */
  readonly messageId: string;
  /** W3C trace context of the message. */
  readonly traceParent: string;
  readonly now: Date;
  /** 16 bytes that were never used before. */
  readonly nonce: Buffer;
}

export interface Taken {
  /** When the certificate of the service ends, where it has one. */
  readonly certificateEndsAt?: Date;
}

/** How the package sends: with the body of a call, or with nothing for a file that a WSDL leads to. */
type Send = (envelope: string, headers: Readonly<Record<string, string>>) => Promise<void>;

/** As the package has read them; each is some megabytes for a large standard, and goes with its service. */
const wsdls = new WeakMap<SoapService, Promise<WSDL>>();

/**
 * Resolves when the service has taken it.
 *
 * @throws HubError `soap-target.…`; of the kind `rejected` when the service wants this one no more
 */
export async function callService(
  called: CalledService,
  connection: SoapConnection,
  call: CheckedCall,
  facts: CallFacts,
  reach: Reach,
): Promise<Taken> {
  const door = doorTo(connection, reach);
  let taken: Taken = {};
  try {
    await carriedOut(called, connection, call, facts, async (envelope, headers) => {
      const { contentType, bytes, length } = framed(envelope, call, called.port.soapVersion, headers);
      const all = { ...headers, 'Content-Type': contentType, traceparent: facts.traceParent, ...length };
      await door.ask({ url: new URL(connection.address), headers: all, body: bytes }, async (answer) => {
        taken = peerCertificateEnd(answer.socket);
        await readAnswer(answer, call.operation);
      });
    });
    return taken;
  } finally {
    door.close();
  }
}

/** Loads the WSDL as a call would. @throws HubError `soap-target.wsdl-unusable` */
export async function readForCalls(
  { service, port }: CalledService,
  { wsdl }: { readonly wsdl: string },
): Promise<void> {
  await wsdlOf(service, port.soapVersion, wsdl);
}

/** @param errors told as those of calls */
export function doorTo({ credentials }: Pick<SoapConnection, 'credentials'>, reach: Reach): HttpDoor {
  const { userName, password, passwordAs, ...tls } = credentials;
  const basic = passwordAs === 'basic' && userName !== undefined ? { userName, password: password ?? '' } : {};
  return new HttpDoor(reach, DOOR_ERRORS, { ...tls, ...basic });
}

async function carriedOut(
  { service, port }: CalledService,
  { wsdl, service: name, port: portName, address, credentials }: SoapConnection,
  { operation, xml }: CheckedCall,
  { messageId, now, nonce }: CallFacts,
  send: Send,
): Promise<void> {
  const read = await wsdlOf(service, port.soapVersion, wsdl);
  const { Client: ClientOf } = await import('soap');
  const options = { httpClient: httpClientOf(send, port.soapVersion), forceSoap12Headers: port.soapVersion === '1.2' };
  const client = new ClientOf(read, address, options);
  const headers = [...addressing(address, operation, messageId), ...usernameToken(credentials, now, nonce)];
  for (const header of headers) client.addSoapHeader(writeXml(header));
  // From here to the call nothing may wait: the version is an option of the WSDL, which others share.
  const method: unknown = client[name]?.[portName]?.[operation.name];
  if (typeof method !== 'function') throw unusable(wsdl, `its operation ${operation.name} is not found`);
  await new Promise<void>((resolve, reject) => {
    const done = (error: unknown): void =>
      error === null || error === undefined ? resolve() : reject(told(error, wsdl));
    try {
      (method as Method)({ _xml: xml }, done, { postProcess: (text: string) => withBody(text, xml) });
    } catch (error) {
      reject(told(error, wsdl));
    }
  });
}

type Method = (body: unknown, done: (error: unknown) => void, options: unknown) => void;

/** What the package itself stumbles over is a matter of the WSDL. */
function told(error: unknown, wsdl: string): unknown {
  if (error instanceof HubError) return error;
  return unusable(wsdl, shortened(error instanceof Error ? error.message : String(error)), error);
}

/** Of an rpc operation the package would write the wrapper itself: what was validated is what is sent. */
function withBody(envelope: string, body: string): string {
  const from = envelope.indexOf('<soap:Body>') + '<soap:Body>'.length;
  return `${envelope.slice(0, from)}${body}</soap:Body></soap:Envelope>`;
}

function addressing(address: string, { inputAction }: WsdlOperation, messageId: string): readonly XmlNode[] {
  const header = (name: string, text: string): XmlNode => ({ name, namespace: WSA, prefix: 'wsa', text });
  return [header('To', address), header('Action', inputAction), header('MessageID', messageId)];
}

/** With contents beside it as MTOM, which streams; otherwise the envelope alone, whose length old servers want to know. */
function framed(
  envelope: string,
  { parts }: CheckedCall,
  version: SoapVersion,
  headers: Readonly<Record<string, string>>,
): { readonly contentType: string; readonly bytes: AsyncIterable<Buffer>; readonly length: Record<string, string> } {
  const type = headers['Content-Type'] ?? '';
  if (parts.length === 0) {
    const bytes = Buffer.from(envelope);
    return { contentType: type, bytes: one(bytes), length: { 'Content-Length': String(bytes.length) } };
  }
  const action = /;\s*action="([^"]*)"/.exec(type)?.[1];
  const { contentType, body } = writeMtom(envelope, parts, version, action);
  const named = action === undefined || version === '1.1' ? contentType : `${contentType}; action="${action}"`;
  return { contentType: named, bytes: body, length: {} };
}

function wsdlOf(service: SoapService, version: SoapVersion, name: string): Promise<WSDL> {
  const known = wsdls.get(service);
  if (known !== undefined) return known;
  const read = loadedWsdl(service, version).catch((error: unknown) => {
    wsdls.delete(service);
    throw told(error, name);
  });
  wsdls.set(service, read);
  return read;
}

async function loadedWsdl({ source }: SoapService, version: SoapVersion): Promise<WSDL> {
  const { createClientAsync } = await import('soap');
  const httpClient = httpClientOf(notSent, version, (url) => {
    const path = source.located(url);
    return path === undefined ? undefined : source.file(path)?.toString();
  });
  const client: Client = await createClientAsync(join(source.folder, source.path), { httpClient, disableCache: true });
  return client.wsdl;
}

/**
 * @param file what an address in a WSDL leads to, among what is installed; nothing is fetched
 */
function httpClientOf(
  send: Send,
  version: SoapVersion,
  file: (url: string) => string | undefined = () => undefined,
): IHttpClient {
  const answer = `<e:Envelope xmlns:e="${ENVELOPE_NAMESPACE[version]}"><e:Body/></e:Envelope>`;
  return {
    request: (url: string, data: unknown, done: Done, headers) => {
      if (typeof data === 'string')
        void handedOver(send(data, (headers ?? {}) as Record<string, string>), done, answer);
      else {
        const found = file(url);
        if (found === undefined) done(new Error(`it leads to ${shortened(url)}, which is not installed`));
        else done(null, { status: 200, headers: {} }, found);
      }
      // Nobody waits for what the package's own client would return.
      return undefined as never;
    },
  };
}

type Done = (error: unknown, response?: unknown, body?: unknown) => void;

async function handedOver(sent: Promise<void>, done: Done, answer: string): Promise<void> {
  try {
    await sent;
  } catch (error) {
    done(error);
    return;
  }
  done(null, { status: 200, headers: {} }, answer);
}

const notSent: Send = () => Promise.reject(new Error('Nothing is sent while a WSDL is read.'));

const DOOR_ERRORS: DoorErrors = {
  addressRefused: () => {
    const sentence = 'The name of the service leads to an address that nothing is sent to.';
    return new HubError('unavailable-message', 'soap-target.address-refused', sentence);
  },
  tooLate: (ms, cause) => {
    const sentence = `The service did not answer within ${ms} ms.`;
    return new HubError('unavailable-message', 'soap-target.timeout', sentence, { values: { ms } }, { cause });
  },
  unreachable: (reason, cause) => {
    const sentence = `The service cannot be reached (${reason}).`;
    return new HubError('unavailable-message', 'soap-target.unreachable', sentence, { values: { reason } }, { cause });
  },
};

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
