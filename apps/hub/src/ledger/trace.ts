/** Which trace a message belongs to (W3C Trace Context). */
import type { Envelope } from './envelope.js';

/** Of any version: what a later one appends is left out. Ids of nothing but zeros are none. */
const TRACE_PARENT = /^(?!ff)([0-9a-f]{2})-((?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2})(-.*)?$/;

type Traced = Pick<Envelope, 'id' | 'traceParent'>;

/** @returns undefined for a header that is none; a sender's trace is no reason to refuse its message */
export function traceParentIn(header: unknown): string | undefined {
  const [, version, context, rest] = (typeof header === 'string' && TRACE_PARENT.exec(header)) || [];
  return context === undefined || (version === '00' && rest !== undefined) ? undefined : `00-${context}`;
}

/** The sender's trace, or the one that its gateway began; else its own, which has the id of the message. */
export function traceIdOf({ id, traceParent }: Traced): string {
  return traceParent?.slice(3, 35) ?? id.replaceAll('-', '');
}

/** The message whose own trace it is. @returns undefined for what is no trace id */
export function idOfTrace(text: string): string | undefined {
  const [, ...parts] = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(text) ?? [];
  return parts.length === 0 ? undefined : parts.join('-');
}

/** As it goes with the message where nobody began a trace: nobody records it. */
export function traceParentOf({ id, traceParent }: Traced): string {
  if (traceParent !== undefined) return traceParent;
  const own = id.replaceAll('-', '');
  return `00-${own}-${own.slice(16)}-00`;
}
