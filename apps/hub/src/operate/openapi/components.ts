import type { OpenApiDocument } from './model.js';

type Components = OpenApiDocument['components'];

export const securitySchemes: Components['securitySchemes'] = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description: 'Key of a specialist procedure. It sees its own messages, and the records that it filed.',
  },
  certificate: {
    type: 'mutualTLS',
    description:
      'Certificate of a specialist procedure, shown in TLS to the hub (FACHWERK_HTTPS_PORT) or to the proxy in front of it. It opens what a key of the procedure does; one that is not valid is refused, whatever else is given.',
  },
  metrics: {
    type: 'http',
    scheme: 'bearer',
    description: 'Token of the hub for its metrics (FACHWERK_METRICS_TOKEN).',
  },
  person: {
    type: 'http',
    scheme: 'basic',
    description:
      'A person of a tenant, as `name@tenant` and password. What the person may do is told by the roles: every operation for people names the permission it takes.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'fachwerk_session',
    description:
      'A person who signed in with `POST /v1/session`; with an https address the cookie is called `__Host-fachwerk_session`. Everything but GET and HEAD needs the `csrf` of the session in the header `X-CSRF-Token`.',
  },
};

export const headers: Components['headers'] = {
  Location: {
    description: 'Where it goes on: to the state of the message, or to another page.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Retry-After': {
    description: 'Seconds after which it is worth trying again.',
    schema: { type: 'integer', minimum: 0 },
  },
  'WWW-Authenticate': { description: 'How to say who asks, where no session is meant.', schema: { type: 'string' } },
  'Set-Cookie': { description: 'Begins, keeps or ends the session in the browser.', schema: { type: 'string' } },
  'Accept-Ranges': { description: 'Always `bytes`.', schema: { const: 'bytes' } },
  'Content-Range': {
    description: 'Which bytes of how many: `bytes 0-9/100`, or `bytes */100` when the range lies behind the end.',
    schema: { type: 'string' },
  },
  'Content-Disposition': {
    description: 'File name in both forms (RFC 6266); `inline` for what a browser shows without running it.',
    schema: { type: 'string' },
  },
  ETag: { description: 'SHA-256 of the whole content, in quotes.', schema: { type: 'string' } },
  'Last-Modified': { description: 'When this version was filed.', schema: { type: 'string' } },
  'Cache-Control': { description: 'How long the answer may be kept.', schema: { type: 'string' } },
};

export const parameters: Components['parameters'] = {
  procedure: {
    name: 'procedure',
    in: 'path',
    required: true,
    description: 'Name of the specialist procedure that the key belongs to.',
    schema: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,62}$' },
  },
  messageId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Id of the message, from the answer `202`.',
    schema: { type: 'string', format: 'uuid' },
  },
  recordId: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Id of the record, from a receipt or a list.',
    schema: { type: 'string', format: 'uuid' },
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      "The sender's own key of what it sends, 1 to 512 characters (UTF-8) without control characters. The same key with the same content is filed once, however often it is sent. Without it the connector finds the key in the message.",
    schema: { type: 'string', minLength: 1, maxLength: 512 },
  },
  orderKey: {
    name: 'Fachwerk-Order-Key',
    in: 'header',
    description:
      'What the message concerns, 1 to 512 characters (UTF-8) without control characters. A procedure with `order: by-key` files messages of the same order key in the order in which they were accepted. Without it the connector finds it in the message.',
    schema: { type: 'string', minLength: 1, maxLength: 512 },
  },
  traceparent: {
    name: 'traceparent',
    in: 'header',
    description: 'W3C trace context. It travels with the message; one that is malformed is left out.',
    schema: { type: 'string', pattern: '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$' },
  },
  personName: {
    name: 'name',
    in: 'path',
    required: true,
    description: 'Name of the person, without the tenant.',
    schema: { type: 'string' },
  },
  procedureName: {
    name: 'procedure',
    in: 'query',
    description: 'Name of a specialist procedure. A key sees its own procedure, whatever it asks for.',
    schema: { type: 'string' },
  },
  limit: {
    name: 'limit',
    in: 'query',
    description: 'How many at most.',
    schema: { type: 'integer', minimum: 1, maximum: 500, default: 50 },
  },
  after: {
    name: 'after',
    in: 'query',
    description: 'The `after` of the page before.',
    schema: { type: 'string', format: 'uuid' },
  },
  range: {
    name: 'Range',
    in: 'header',
    description: 'One range of bytes. Several ranges, or another unit, are answered as a whole.',
    schema: { type: 'string', examples: ['bytes=0-1023'] },
  },
  ifRange: {
    name: 'If-Range',
    in: 'header',
    description: 'The range is answered only when this is the present `ETag`.',
    schema: { type: 'string' },
  },
  ifNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'An `ETag` that is there already; answered by `304`.',
    schema: { type: 'string' },
  },
};
