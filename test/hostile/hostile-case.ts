/** What a hostile case is: what is sent, and what exactly has to become of it. */

export type ProcedureName = 'xrechnung' | 'building-permits' | 'xdomea';

export type Body = Buffer | string | Iterable<Buffer> | AsyncIterable<Buffer>;

export type Expectation =
  /** Answered before it is accepted: a problem+json, and nothing in the books. */
  | { readonly refused: { readonly status: number; readonly code: string; readonly path?: RegExp } }
  /** Accepted, and then rejected for good; `path` names where, when the reason is at a place. */
  | { readonly rejected: string; readonly path?: RegExp }
  | { readonly filed: true }
  /** The sender has gone away: there is nobody to answer, and nothing may be in the books. */
  | { readonly gone: true };

/** Where a case that writes its own request finds what a valid request needs. */
export interface Target {
  readonly host: string;
  readonly path: string;
  readonly authorization: string;
}

interface Named {
  readonly name: string;
  readonly procedure: ProcedureName;
  readonly expect: Expectation;
  /** Longest time for the whole case. */
  readonly timeoutMs?: number;
}

/** A body in a proper request. Text and bytes have a Content-Length, anything else is sent in chunks as it is made. */
export interface BodyCase extends Named {
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: () => Body;
}

/** A request byte by byte, because no HTTP client would send it. After the last byte the connection is left open. */
export interface WireCase extends Named {
  readonly wire: (target: Target) => Iterable<Buffer | string> | AsyncIterable<Buffer | string>;
  /** What the sender does behind the last byte; default: it waits for the answer. */
  readonly ending?: 'half-close' | 'reset';
  /** The hub may have answered more than one request on the connection; the case is about the one at this position. */
  readonly answer?: number;
}

export type HostileCase = BodyCase | WireCase;

export const XML = 'application/xml';
export const JSON_TYPE = 'application/json';

export const refused = (code: string, status = 422): Expectation => ({ refused: { status, code } });
export const rejected = (code: string, path?: RegExp): Expectation => ({
  rejected: code,
  ...(path === undefined ? {} : { path }),
});
export const filed: Expectation = { filed: true };

/** The same bytes again and again, without keeping them: `before`, `count` times `unit`, `after`. */
export function* repeated(before: string, unit: string, count: number, after: string): Generator<Buffer> {
  const perChunk = Math.max(1, Math.floor(65_536 / Buffer.byteLength(unit)));
  const chunk = Buffer.from(unit.repeat(Math.min(perChunk, count)));
  yield Buffer.from(before);
  for (let left = count; left > 0; left -= perChunk) {
    yield left >= perChunk ? chunk : Buffer.from(unit.repeat(left));
  }
  yield Buffer.from(after);
}
