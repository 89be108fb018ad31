import type { ByteRange } from './content-store.js';

/** Types that a browser shows without running anything that is in them. Everything else is saved, not opened. */
const SHOWN = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain']);

/**
 * `Content-Disposition` (RFC 6266) with the file name in both forms: plain ASCII, and UTF-8 (RFC 8187).
 * No byte of the name can end the header or leave the folder it is saved in.
 */
export function contentDisposition(mime: string, fileName: string): string {
  // oxlint-disable-next-line no-control-regex -- these must not reach a header
  const safe = fileName.replace(/[\u0000-\u001f\u007f/\\]/g, '_').replace(/^\.+/, '_') || 'document';
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(safe.replace(/\p{Surrogate}/gu, '_')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${SHOWN.has(mime) ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Keeps what is shown from acting: no scripts, no requests, no guessing of another type. */
export const CONTENT_SECURITY = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  'cache-control': 'private, no-cache',
} as const;

/**
 * The one range a request asks for (RFC 9110 §14). Several ranges, or another unit, are answered as a whole.
 *
 * @returns undefined for the whole, `unsatisfiable` when it lies behind the end
 */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const [whole, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (whole === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return undefined;
  return start >= sizeBytes ? 'unsatisfiable' : { start, end };
}
