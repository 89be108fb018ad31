/** One request over HTTP or HTTPS, whose answer streams. Certificates are checked; a redirect is not followed. */
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { lookUpUnlessRefused } from '../access/look-up.js';
import { hostOf, isRefused } from '../access/webhook-address.js';
import { HubError } from '../errors/hub-error.js';

/** How a server is reached, and what the hub shows it. */
export interface Reach {
  /** Longest time without a byte in either direction. */
  readonly idleMs: number;
  /** Longest time for one request with its answer, however much is in them. */
  readonly totalMs: number;
  /** Whether the server may be on this computer. */
  readonly loopback: boolean;
}

export interface Credentials {
  /** PEM. */
  readonly certificate?: string;
  readonly privateKey?: string;
  /** PEM of authorities or of the server itself; without it the usual authorities are trusted. */
  readonly serverCa?: string;
  readonly userName?: string;
  readonly password?: string;
}

/** How what goes wrong on the way is told, by whoever asks. */
export interface DoorErrors {
  addressRefused(): HubError;
  /** @param ms how long it was waited for */
  tooLate(ms: number, cause: Error): HubError;
  /** @param reason code of the network: it says enough; the text of such an error has addresses in it */
  unreachable(reason: string, cause: Error): HubError;
}

/** One request. */
export interface DoorRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Posted as it streams; without one it is a GET. */
  readonly body?: AsyncIterable<Buffer>;
}

const CONNECTIONS_MAX = 8;

export class HttpDoor {
  private readonly agents: { readonly 'http:': HttpAgent; readonly 'https:': HttpsAgent };
  private readonly authorization: Readonly<Record<string, string>>;

  constructor(
    private readonly reach: Reach,
    private readonly errors: DoorErrors,
    { certificate, privateKey, serverCa, userName, password }: Credentials,
  ) {
    const shared = { keepAlive: true, maxSockets: CONNECTIONS_MAX, timeout: reach.idleMs };
    const tls = {
      minVersion: 'TLSv1.2' as const,
      ...(certificate === undefined || privateKey === undefined ? {} : { cert: certificate, key: privateKey }),
      ...(serverCa === undefined ? {} : { ca: serverCa }),
    };
    this.agents = { 'http:': new HttpAgent(shared), 'https:': new HttpsAgent({ ...shared, ...tls }) };
    this.authorization =
      userName === undefined
        ? {}
        : { authorization: `Basic ${Buffer.from(`${userName}:${password ?? ''}`).toString('base64')}` };
  }

  /**
   * Sends a request, and hands the answer to `read`. What is not read of it is thrown away.
   *
   * @throws HubError of `DoorErrors`; whatever `read` throws
   */
  async ask<T>(request: DoorRequest, read: (answer: IncomingMessage) => Promise<T>): Promise<T> {
    const { idleMs, totalMs, loopback } = this.reach;
    if (isRefused(hostOf(request.url), loopback)) throw this.errors.addressRefused();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), totalMs);
    try {
      return await this.exchange(request, read, late.signal);
    } catch (error) {
      if (error instanceof HubError) throw error;
      if (late.signal.aborted || isIdle(error))
        throw this.errors.tooLate(late.signal.aborted ? totalMs : idleMs, error as Error);
      if (isOfNetwork(error)) throw this.errors.unreachable(error.code ?? error.name, error);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Connections that are kept end. */
  close(): void {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  private async exchange<T>(
    { url, headers, body }: DoorRequest,
    read: (answer: IncomingMessage) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const { idleMs, loopback } = this.reach;
    const [send, agent] =
      url.protocol === 'https:' ? [requestHttps, this.agents['https:']] : [requestHttp, this.agents['http:']];
    const request = send(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...this.authorization, 'User-Agent': 'Fachwerk' },
      agent,
      lookup: lookUpUnlessRefused(loopback, () => this.errors.addressRefused()),
      timeout: idleMs,
      signal,
    });
    request.on('timeout', () => request.destroy(new IdleError()));
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.once('error', reject);
    });
    // A server may answer before it has read everything, and then stop reading: the answer counts.
    const sent = pipeline(body ?? nothing(), request);
    sent.catch(() => undefined);
    const answer = await Promise.race([answered, sent.then(() => answered)]);
    request.on('error', () => undefined);
    try {
      const result = await read(answer);
      // What is behind the last thing that counts, so that the connection can be used again.
      answer.resume();
      return result;
    } catch (error) {
      answer.destroy();
      throw error;
    }
  }
}

class IdleError extends Error {
  override readonly name = 'IdleError';
}

function isIdle(error: unknown): boolean {
  return error instanceof IdleError || (error instanceof Error && error.cause instanceof IdleError);
}

/** Errors of sockets, of TLS and of the parser have codes; a mistake in this program has none. */
function isOfNetwork(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return error instanceof Error && typeof code === 'string' && !code.startsWith('ERR_INVALID_ARG');
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A request without a body.
}
