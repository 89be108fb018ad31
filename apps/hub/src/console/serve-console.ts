/**
 * Serves the pages of the console under `/`. They are no controllers: they are files, and part of no interface that
 * anybody could build upon.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleFile, ConsoleFiles } from './console-files.js';

/** What belongs to machines: a path there that does not exist is answered as an error, never with a page. */
const NOT_PAGES = /^\/(v1|health|metrics|api|assets|\.well-known)(\/|$)/;
const A_YEAR_SECONDS = 31_536_000;

/**
 * React Aria adds two constant style elements: against the delay of a double tap, and while a dialog is open on a
 * phone. A browser test fails when they change with a new version.
 */
const STYLE_HASHES: readonly string[] = [
  "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
];

/** @param server to which routes are added; must not listen yet */
export function serveConsole(server: FastifyInstance, { page, files, scriptHashes }: ConsoleFiles): void {
  const safety = safetyHeaders(scriptHashes);
  server.get('/*', (request, reply) => {
    const path = pathOf(request);
    const file = files.get(path.slice(1));
    if (file !== undefined) return send(request, reply.headers(safety), file, cachingOf(file));
    if (NOT_PAGES.test(path)) return reply.callNotFound();
    return send(request, reply.headers(safety), page, 'no-store');
  });
}

function send(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile, caching: string): FastifyReply {
  const accepted = String(request.headers['accept-encoding'] ?? '').split(/[\s,]+/);
  const encoded = file.encoded.find(({ encoding }) => accepted.includes(encoding));
  if (encoded !== undefined) void reply.header('content-encoding', encoded.encoding);
  if (file.encoded.length > 0) void reply.header('vary', 'accept-encoding');
  return reply
    .header('cache-control', caching)
    .type(file.type)
    .send(encoded?.bytes ?? file.bytes);
}

function cachingOf({ immutable }: ConsoleFile): string {
  return immutable ? `public, max-age=${A_YEAR_SECONDS}, immutable` : 'public, max-age=300';
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?', 1)[0]!;
}

/** Nothing from anywhere else, nothing inline that was not there when it was built, and in nobody's frame. */
function safetyHeaders(scriptHashes: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src ${["'self'", ...scriptHashes].join(' ')}`,
    `style-src ${["'self'", ...STYLE_HASHES].join(' ')}`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
