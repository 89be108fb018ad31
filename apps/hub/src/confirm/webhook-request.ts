import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { lookUpUnlessRefused } from '../access/look-up.js';
import { hostOf, isRefused } from '../access/webhook-address.js';
import type { HubConfig } from '../config/hub-config.js';
import { HubError } from '../errors/hub-error.js';
import { peerCertificateEnd } from '../outgoing/peer-certificate.js';
import { signedHeaders } from './webhook-signature.js';

/** What a receiver answers besides its status is read for politeness, and not kept. */
const ANSWER_BYTES_MAX = 64 * 1024;
const GONE = 410;

export interface Receiver {
  readonly url: string;
  readonly secrets: readonly string[];
}

/** How receivers are reached. */
export interface Reach {
  /** Longest time for an answer. */
  readonly timeoutMs: number;
  /** Whether a receiver may be on this computer. */
  readonly loopback: boolean;
}

export function reachOf(config: Pick<HubConfig, 'webhookTimeoutMs' | 'webhookLoopback'>): Reach {
  return { timeoutMs: config.webhookTimeoutMs, loopback: config.webhookLoopback };
}

/** What a receiver has said. */
export interface Answered {
  readonly status: number;
  /** When its certificate ends, where it has one. */
  readonly certificateEndsAt?: Date;
}

/**
 * Sends one body, a receipt or a notice of alerts. Resolves when the receiver has said 2xx.
 *
 * A connection is used once: at the rate of receipts that costs little, and none fails because a receiver closed it in
 * the same moment. Certificates are checked; a redirect is not followed, it would turn POST into GET.
 *
 * @param traceParent W3C trace context of the message, so that the receiver can go on with its trace
 * @throws HubError `webhook.gone` when the receiver wants it no more; another `webhook.…` when it has to be tried again
 */
export async function sendToWebhook(
  receiver: Receiver,
  body: { readonly delivery: string },
  reach: Reach,
  now: Date,
  traceParent?: string,
): Promise<Answered> {
  const text = JSON.stringify(body);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(text)),
    'User-Agent': 'Fachwerk',
    ...(traceParent === undefined ? {} : { traceparent: traceParent }),
    ...signedHeaders(body.delivery, text, receiver.secrets, now),
  };
  const answered = await post(new URL(receiver.url), headers, text, reach);
  const { status } = answered;
  if (status >= 200 && status < 300) return answered;
  if (status === GONE) {
    throw new HubError('rejected', 'webhook.gone', 'The receiver takes it no more (status 410).');
  }
  throw new HubError('unavailable-message', 'webhook.status', `The receiver answered with status ${status}.`, {
    values: { status },
  });
}

function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  text: string,
  { timeoutMs, loopback }: Reach,
): Promise<Answered> {
  if (isRefused(hostOf(url), loopback)) return Promise.reject(addressRefused());
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    let answered = false;
    const request = send(url, {
      method: 'POST',
      headers,
      agent: false,
      lookup: lookUpUnlessRefused(loopback, addressRefused),
      signal,
    });
    request.on('error', (error) => {
      if (!answered) reject(signal.aborted ? tooLate(timeoutMs, error) : unreachable(error));
    });
    request.once('response', (response) => {
      // From here on its status counts, also when the connection breaks or the time is over before its body has come.
      answered = true;
      let received = 0;
      response.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received > ANSWER_BYTES_MAX) response.destroy();
      });
      response.on('error', () => undefined);
      const certificate = peerCertificateEnd(response.socket);
      response.once('close', () => resolve({ status: response.statusCode ?? 0, ...certificate }));
    });
    request.end(text);
  });
}

function addressRefused(): HubError {
  const sentence = 'The name of the receiver leads to an address that nothing is sent to.';
  return new HubError('unavailable-message', 'webhook.address-refused', sentence);
}

function tooLate(ms: number, cause: Error): HubError {
  const sentence = `The receiver did not answer within ${ms} ms.`;
  return new HubError('unavailable-message', 'webhook.timeout', sentence, { values: { ms } }, { cause });
}

/** The code says enough; the text of such an error has addresses in it. */
function unreachable(cause: Error): HubError {
  if (cause instanceof HubError) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  const reason = code ?? cause.name;
  return new HubError(
    'unavailable-message',
    'webhook.unreachable',
    `The receiver cannot be reached (${reason}).`,
    { values: { reason } },
    { cause },
  );
}
