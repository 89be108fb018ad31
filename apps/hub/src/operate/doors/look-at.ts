/** Looks at an address of the hub as others do: what is answered, and which certificate is shown. Nothing is sent. */
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { TLSSocket } from 'node:tls';
import { HubError } from '../../errors/hub-error.js';

export interface ShownCertificate {
  readonly endsAt: Date;
  /** Why this computer does not trust it; undefined when it does. */
  readonly distrust: string | undefined;
}

export interface Looked {
  readonly status: number;
  readonly body: Buffer;
  /** Of TLS. */
  readonly certificate: ShownCertificate | undefined;
}

const TOTAL_MS = 10_000;
/** Of a WSDL or a schema; the largest known have 250 KB. */
const BYTES_MAX = 8 * 1024 * 1024;

/** @throws HubError `door.address-unreachable` */
export async function lookAt(address: string): Promise<Looked> {
  const late = AbortSignal.timeout(TOTAL_MS);
  try {
    return await new Promise<Looked>((resolve, reject) => {
      const take = (response: IncomingMessage): void => void whole(response).then(resolve, reject);
      const options = { signal: late, agent: false };
      // One that is not trusted is looked at all the same: whether it is trusted is part of the answer.
      const request = address.startsWith('https:')
        ? getHttps(address, { ...options, rejectUnauthorized: false }, take)
        : getHttp(address, options, take);
      request.on('error', reject);
    });
  } catch (cause) {
    const reason = late.aborted ? `${TOTAL_MS} ms` : ((cause as NodeJS.ErrnoException).code ?? 'unknown error');
    const sentence = `Nobody answers at ${address} (${reason}).`;
    throw new HubError(
      'unavailable-message',
      'door.address-unreachable',
      sentence,
      { values: { address, reason } },
      { cause },
    );
  }
}

async function whole(response: IncomingMessage): Promise<Looked> {
  const certificate = certificateOf(response);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BYTES_MAX) break;
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks), certificate };
}

function certificateOf({ socket }: IncomingMessage): ShownCertificate | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const shown = socket.getPeerX509Certificate();
  if (shown === undefined) return undefined;
  const { authorizationError: error } = socket;
  const distrust = socket.authorized ? undefined : error instanceof Error ? error.message : String(error);
  return { endsAt: new Date(shown.validTo), distrust };
}
