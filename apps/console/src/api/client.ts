/** The one way to ask the hub. The browser sends the session's cookie; what changes something needs its token, too. */
import { withQuery, type Filters } from '../routing/location.js';
import { noAnswer, problemIn, strangeAnswer } from './problem.js';

let csrf = '';
let onSignedOut: () => void = () => undefined;

/** Called with each session that begins or is read anew. */
export function sendToken(token: string): void {
  csrf = token;
}

/** Called when the hub no longer knows who is asking. */
export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

export function get<T>(path: string, query: Filters = {}, signal?: AbortSignal): Promise<T> {
  return ask<T>(withQuery(path, query), signal === undefined ? {} : { signal });
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return change<T>('POST', path, body);
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return change<T>('PATCH', path, body);
}

/** A list or a file, as it is. */
export function postText<T>(path: string, body: string | Blob, type: string, signal: AbortSignal): Promise<T> {
  return ask<T>(path, { method: 'POST', headers: { 'x-csrf-token': csrf, 'content-type': type }, body, signal });
}

/** What is answered line by line, each as soon as it comes. */
export async function* postLines<T>(path: string, body: unknown, signal: AbortSignal): AsyncGenerator<T> {
  const headers = { 'x-csrf-token': csrf, 'content-type': 'application/json' };
  const response = await request(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    const lines = (rest + read.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as T;
  }
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return change<T>('PUT', path, body);
}

export function remove<T>(path: string): Promise<T> {
  return change<T>('DELETE', path, undefined);
}

export interface SomeBytes {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** How many there are altogether. */
  readonly total: number;
}

/**
 * Bytes as they were sent, for example a payload.
 *
 * @param part so many of them, from there on; all without it
 */
export async function getBytes(
  path: string,
  signal?: AbortSignal,
  part?: { readonly start: number; readonly length: number },
): Promise<SomeBytes> {
  const response = await request(path, {
    ...(signal === undefined ? {} : { signal }),
    ...(part === undefined ? {} : { headers: { range: `bytes=${part.start}-${part.start + part.length - 1}` } }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const total = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  return {
    bytes,
    type: response.headers.get('content-type') ?? 'application/octet-stream',
    total: total === undefined ? bytes.length : Number(total),
  };
}

function change<T>(method: string, path: string, body: unknown): Promise<T> {
  const headers = { 'x-csrf-token': csrf, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  return ask<T>(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await request(path, init);
  const text = await response.text();
  if (text === '') return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw strangeAnswer(response.status);
  }
}

async function request(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, { ...init, credentials: 'same-origin', redirect: 'error' }).catch(
    (error: unknown) => {
      if (init.signal?.aborted === true) throw error;
      throw noAnswer();
    },
  );
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => undefined);
  const problem = problemIn(response.status, body, response.headers.get('retry-after'));
  if (problem.status === 401 && !path.startsWith('/v1/session')) onSignedOut();
  throw problem;
}
