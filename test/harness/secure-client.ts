/** Sends to a hub over TLS, with a certificate of its own or without. */
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { invoice } from '../invoice.js';
import type { HubSettings } from './hub-process.js';
import type { Identity } from './identities.js';
import { freePorts } from './ports.js';

export const MESSAGES = '/v1/procedures/xrechnung/messages';

export interface Sent {
  readonly status: number;
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly body: any;
}

export interface Sending extends RequestOptions {
  readonly as?: Identity;
  readonly key?: string;
  /** Number of an invoice; another one each time without it. */
  readonly message?: string;
}

let sent = 0;

/** An invoice that nobody has sent before. */
export function nextInvoice(): string {
  sent += 1;
  return invoice(`S-${sent}`);
}

/** The files of a hub that listens with TLS, on a port of its own, and who sends to it. */
export class SecureClient {
  private constructor(
    readonly folder: string,
    readonly port: number,
    private server: Identity,
  ) {}

  static async open(server: Identity): Promise<SecureClient> {
    const folder = await mkdtemp(join(tmpdir(), 'fachwerk-tls-'));
    const client = new SecureClient(folder, (await freePorts(1))[0]!, server);
    await client.file('hub.key', server.key);
    await client.file('hub.pem', server.cert);
    return client;
  }

  /** For the hub. */
  get settings(): HubSettings {
    const [cert, key] = ['hub.pem', 'hub.key'].map((name) => join(this.folder, name)) as [string, string];
    return { HTTPS_PORT: String(this.port), TLS_CERT_FILE: cert, TLS_KEY_FILE: key };
  }

  /** @returns its path */
  async file(name: string, content: string): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  /** From now on the hub has to show this. */
  expects(server: Identity): void {
    this.server = server;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  /** Sends an invoice. */
  async send({ as, key, message, ...options }: Sending = {}): Promise<Sent> {
    const call = request({
      ...this.target,
      path: MESSAGES,
      method: 'POST',
      agent: false,
      ...(as && { cert: as.cert, key: as.key }),
      ...options,
      headers: {
        'content-type': 'application/xml',
        ...(key && { authorization: `Bearer ${key}` }),
        ...options.headers,
      },
    });
    if (options.method === 'GET') call.end();
    else call.end(message === undefined ? nextInvoice() : invoice(message));
    const [response] = await once(call, 'response');
    return { status: response.statusCode, body: JSON.parse(await text(response)) };
  }

  /** @param session to be taken up again */
  async connect(as?: Identity, session?: Buffer): Promise<TLSSocket> {
    // Of TLS 1.2, where a session is there with the handshake.
    const options = { ...this.target, maxVersion: 'TLSv1.2' as const, ...(session && { session }) };
    const socket = connect({ ...options, ...(as && { cert: as.cert, key: as.key }) });
    await once(socket, 'secureConnect');
    return socket;
  }

  get target(): { host: string; port: number; servername: string; ca: string } {
    return { host: '127.0.0.1', port: this.port, servername: 'localhost', ca: this.server.cert };
  }
}

/** What a refusal says. */
export const refused = (code: string): object => ({ status: 401, body: { code } });
