import type { PlacedElement } from '../../xml/canonical.js';
import type { SoapNode } from '../envelope.js';
import type { XmlNode } from '../write-xml.js';
import { atMostOne, malformed, plainText, refused, WSSE, WSU } from './names.js';

/** How old a message may be. */
const AGE_MS_MAX = 300_000;
/** How far the clocks of two computers may be apart. */
const SKEW_MS = 60_000;

/** An instant of XML Schema that says of which time zone it is; WS-Security wants UTC. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * @returns from when on it is too old to be let in
 * @throws HubError `ws-security.timestamp`, `ws-security.malformed`
 */
export function checkTimestamp(timestamp: PlacedElement, now: Date): Date {
  const created = instantIn(timestamp, 'Created');
  if (created === undefined) throw malformed('Timestamp has no Created');
  const expires = instantIn(timestamp, 'Expires') ?? Number.POSITIVE_INFINITY;
  const staleAt = Math.min(created + AGE_MS_MAX, expires) + SKEW_MS;
  if (created - SKEW_MS > now.getTime() || staleAt <= now.getTime()) {
    const sentence = 'The message is too old, or from the future: its Timestamp has to be of the last five minutes.';
    throw refused('ws-security.timestamp', sentence);
  }
  return new Date(staleAt);
}

function instantIn(timestamp: PlacedElement, name: string): number | undefined {
  const element = atMostOne(timestamp, name, WSU);
  if (element === undefined) return undefined;
  const text = plainText(element);
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw malformed(`${name} is no instant with a time zone`);
  return at;
}

/** Whether a request says when it was made. Who does wants to read the same of the answer: .NET refuses it otherwise. */
export function hasTimestamp(headers: readonly SoapNode[]): boolean {
  return headers.some(
    (header) => header.namespace === WSSE && header.name === 'Security' && header.one(WSU, 'Timestamp') !== undefined,
  );
}

/** The security header of an answer. Nobody has to understand it. */
export function timestampHeader(now: Date): XmlNode {
  const instant = (name: string, ms: number): XmlNode => ({
    name,
    namespace: WSU,
    prefix: 'wsu',
    text: new Date(ms).toISOString(),
  });
  const at = now.getTime();
  const children = [instant('Created', at), instant('Expires', at + AGE_MS_MAX)];
  return {
    name: 'Security',
    namespace: WSSE,
    prefix: 'wsse',
    children: [{ name: 'Timestamp', namespace: WSU, prefix: 'wsu', children }],
  };
}
