/** The HTTP interface over TLS: a second server beside the one without, with the same routes and the same limits. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext, type SecureContextOptions, type TLSSocket } from 'node:tls';
import type { HubConfig } from './config/hub-config.js';
import type { Log } from './config/log.js';
import { ErrorTexts } from './errors/codes.js';
import { HubError } from './errors/hub-error.js';
import { answerBrokenRequest, refuseExpectations } from './operate/broken-request.js';

/** How often the files are looked at. They are small, and whoever renews a certificate waits for it. */
const LOOK_MS = 5_000;
const KEEP_ALIVE_MS = 65_000;
/** How often Node looks for heads of requests that take too long. */
const CHECK_MS = 1_000;

type Route = (request: IncomingMessage, response: ServerResponse) => void;

export class SecureListener {
  private timer: NodeJS.Timeout | undefined;
  private problem: string | undefined;

  private constructor(
    readonly server: Server,
    private readonly config: HubConfig,
    private readonly log: Log,
    private digest: string,
  ) {}

  /**
   * Not listening yet.
   *
   * @throws HubError `config.invalid` when the files cannot be read, or do not belong together
   */
  static async prepare(config: HubConfig, log: Log, route: Route): Promise<SecureListener> {
    const { context, digest } = await readContext(config);
    const server = createServer(
      {
        ...context,
        // Everybody is asked for a certificate, and nobody needs one. Whether the one that is shown is somebody's is decided
        // for each request, and told there: an alert of TLS would tell a procedure nothing.
        requestCert: true,
        rejectUnauthorized: false,
        handshakeTimeout: config.headersTimeoutMs,
        headersTimeout: config.headersTimeoutMs,
        requestTimeout: 0,
        connectionsCheckingInterval: CHECK_MS,
        keepAliveTimeout: KEEP_ALIVE_MS,
      },
      route,
    );
    const texts = new ErrorTexts();
    server.setTimeout(config.connectionTimeoutMs);
    server.maxConnections = config.connectionsMax;
    const secured = new WeakSet<Socket>();
    server.on('secureConnection', (socket: TLSSocket) => secured.add(socket));
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      // Whoever does not come as far as HTTP would not understand an answer in HTTP.
      if (secured.has(socket)) answerBrokenRequest(error, socket, texts);
      else socket.destroy();
    });
    refuseExpectations(server, texts);
    return new SecureListener(server, config, log, digest);
  }

  async listen(): Promise<void> {
    const { host, httpsPort: port } = this.config;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ host, port }, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    this.timer.unref();
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Looks at the files no more. Whoever drains closes the server. */
  stop(): void {
    clearInterval(this.timer);
  }

  /** Connections that are there stay as they are; new ones are made with what the files say now. */
  private async look(): Promise<void> {
    try {
      const { context, digest } = await readContext(this.config);
      this.problem = undefined;
      if (digest === this.digest) return;
      this.server.setSecureContext(context);
      this.digest = digest;
      this.log.info('the certificate of the hub was read anew');
    } catch (error) {
      // While files are being replaced they may not fit each other: what was there goes on.
      const problem = error instanceof Error ? error.message : String(error);
      if (problem !== this.problem) this.log.warn('the certificate of the hub cannot be read anew', { error });
      this.problem = problem;
    }
  }
}

async function readContext(
  config: HubConfig,
): Promise<{ readonly context: SecureContextOptions; readonly digest: string }> {
  const { tlsCertFile, tlsKeyFile, tlsClientCaFile } = config;
  const cert = await readPem('FACHWERK_TLS_CERT_FILE', tlsCertFile!);
  const key = await readPem('FACHWERK_TLS_KEY_FILE', tlsKeyFile!);
  const ca = tlsClientCaFile === undefined ? undefined : await readPem('FACHWERK_TLS_CLIENT_CA_FILE', tlsClientCaFile);
  // With nothing in it Node would believe every authority that browsers do.
  if (ca !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----')) throw noAuthority(tlsClientCaFile!);
  const vouching = ca === undefined ? {} : { ca, allowPartialTrustChain: true };
  const context: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2', ...vouching };
  try {
    createSecureContext(context);
  } catch (cause) {
    const sentence = `FACHWERK_TLS_CERT_FILE and FACHWERK_TLS_KEY_FILE: they are no certificate with its private key in PEM form (${reasonOf(cause)}).`;
    throw new HubError('misconfigured', 'config.invalid', sentence, {}, { cause });
  }
  const digest = createHash('sha256')
    .update([cert, key, ca ?? ''].join('\0'))
    .digest('hex');
  return { context, digest };
}

function noAuthority(file: string): HubError {
  const sentence = `FACHWERK_TLS_CLIENT_CA_FILE: there is no certificate in ${file}.`;
  return new HubError('misconfigured', 'config.invalid', sentence);
}

async function readPem(variable: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const sentence = `${variable}: ${file} cannot be read (${reasonOf(cause)}).`;
    throw new HubError('misconfigured', 'config.invalid', sentence, {}, { cause });
  }
}

/** Never a path of OpenSSL's, nor a part of a key: names of errors. */
function reasonOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? 'unknown error';
}
