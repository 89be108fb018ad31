/** What entrances over HTTP read of a request before its body. */
import type { IncomingHttpHeaders } from 'node:http';
import { HubError } from '../errors/hub-error.js';

/** Undefined when the sender does not say. */
export function sizeIn(headers: IncomingHttpHeaders): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** A limit on what is sent would be none for what it unpacks to; and what is filed is what was sent. */
export function refuseEncoded(headers: IncomingHttpHeaders): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (/^identity$/i.test(encoding)) return;
  const shown = encoding.slice(0, 100);
  throw new HubError(
    'rejected',
    'request.content-encoding',
    `Requests with the Content-Encoding ${shown} are not accepted. Send it uncompressed.`,
    { values: { encoding: shown } },
  );
}

/** @throws HubError `code` */
export function keyIn(headers: IncomingHttpHeaders, name: string, code: string): string | undefined {
  const header = headers[name.toLowerCase()];
  if (header === undefined) return undefined;
  const key = typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8').trim() : '';
  if (key !== '' && key.length <= 512 && !/[\p{Cc}\ufffd]/u.test(key)) return key;
  throw new HubError('rejected', code, `The ${name} must be 1 to 512 characters without control characters.`);
}
