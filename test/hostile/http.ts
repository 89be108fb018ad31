/** Requests that are no proper HTTP, come in too slowly, break off, or are not what their head says. */
import { invoice } from '../invoice.js';
import { permit } from '../permit.js';
import { until } from '../harness/wait.js';
import {
  filed,
  JSON_TYPE,
  refused,
  XML,
  type BodyCase,
  type Expectation,
  type HostileCase,
  type Target,
  type WireCase,
} from './hostile-case.js';

const body = permit('H-0');

/** The lines of a request, written as they are. */
const request = (target: Target, lines: readonly string[], method = 'POST', version = 'HTTP/1.1'): string =>
  [
    `${method} ${target.path} ${version}`,
    `Host: ${target.host}`,
    `Authorization: ${target.authorization}`,
    `Content-Type: ${JSON_TYPE}`,
    'Connection: close',
    ...lines,
    '',
    '',
  ].join('\r\n');

const wire = (
  name: string,
  expect: Expectation,
  write: WireCase['wire'],
  more: Pick<WireCase, 'ending' | 'answer'> = {},
): WireCase => ({ name, procedure: 'building-permits', wire: write, expect, ...more });

/** One request with these lines in its head, and what follows it. */
const head = (name: string, expect: Expectation, lines: readonly string[], after: string, more = {}): WireCase =>
  wire(name, expect, (target) => [request(target, lines), after], more);

const typed = (name: string, expect: Expectation, more: Partial<BodyCase>): HostileCase => ({
  name,
  procedure: 'building-permits',
  contentType: JSON_TYPE,
  body: () => body,
  expect,
  ...more,
});

const length = `Content-Length: ${body.length}`;
const chunked = 'Transfer-Encoding: chunked';
const malformed = refused('request.malformed', 400);
const incomplete = refused('request.incomplete', 400);
const unsupported = refused('message.type-unsupported', 415);
const encoded = refused('request.content-encoding', 415);
const tooSlow = refused('request.too-slow', 408);
const keyInvalid = refused('message.key-invalid', 400);

/** Writes a piece of it again and again until the hub has had enough. */
async function* trickle(start: string, piece: string): AsyncGenerator<string> {
  yield start;
  for (;;) {
    yield piece;
    await until('the next piece', () => false, 200).catch(() => undefined);
  }
}

export const httpMessages: readonly HostileCase[] = [
  head('Content-Length and Transfer-Encoding', malformed, [length, chunked], `0\r\n\r\n${body}`),
  head('Transfer-Encoding and Content-Length', malformed, [chunked, 'Content-Length: 4'], `0\r\n\r\n${body}`),
  head('two lengths', malformed, [length, 'Content-Length: 5'], body),
  head('a length that is no number', malformed, ['Content-Length: ten'], body),
  head('a negative length', malformed, ['Content-Length: -5'], body),
  head('a length beyond all numbers', malformed, ['Content-Length: 99999999999999999999999'], body),
  head('an encoding nobody knows', malformed, ['Transfer-Encoding: xchunked'], `0\r\n\r\n`),
  head('a blank before the colon', malformed, ['Transfer-Encoding : chunked'], `0\r\n\r\n`),
  head('chunked twice', malformed, ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n`),
  head('a chunk without a size', malformed, [chunked], `xyz\r\n${body}\r\n0\r\n\r\n`),
  head('a chunk that is longer than it says', malformed, [chunked], `5\r\n${body}\r\n0\r\n\r\n`),
  head('a chunk of 2^64 bytes', malformed, [chunked], `FFFFFFFFFFFFFFFFF\r\n${body}`),
  head(
    'an extension of a chunk of 100,000 bytes',
    malformed,
    [chunked],
    `5;${'x'.repeat(100_000)}\r\nhello\r\n0\r\n\r\n`,
  ),
  head('a line break in a header', malformed, [length, 'X-A: b\rc'], body),
  head('a NUL in a header', malformed, [length, 'X-A: b\0c'], body),
  head('a header without a name', malformed, [length, ': x'], body),
  head('a head of 100,000 bytes', refused('request.header-too-large', 431), [`X-Long: ${'x'.repeat(100_000)}`], body),
  wire('no HTTP at all', malformed, () => ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03']),
  wire('the preface of HTTP/2', malformed, () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']),
  wire('a method nobody knows', malformed, (target) => [request(target, [length], 'BREW'), body]),
  wire('a version nobody knows', malformed, (target) => [request(target, [length], 'POST', 'HTTP/9.9'), body]),
  head(
    'another expectation than 100-continue',
    refused('request.expectation', 417),
    [length, 'Expect: a miracle'],
    body,
  ),
  head(
    '100-continue',
    filed,
    [`Content-Length: ${permit('H-continue').length}`, 'Expect: 100-continue'],
    permit('H-continue'),
  ),
  head(
    'HTTP within a body',
    refused('json.not-well-formed'),
    ['Content-Length: 40'],
    'GET /v1/messages HTTP/1.1\r\nHost: x\r\n\r\n  ',
    {},
  ),
  wire('two requests at once, the first one good', filed, (target) => {
    const first = request(target, [`Content-Length: ${permit('H-first').length}`]).replace('Connection: close\r\n', '');
    return [first + permit('H-first') + request(target, ['Content-Length: 1']) + '{'];
  }),
  wire(
    'two requests at once, the second one hostile',
    refused('access.unauthorised', 401),
    (target) => {
      const first = request(target, [`Content-Length: 1`]).replace('Connection: close\r\n', '');
      const second = request({ ...target, authorization: 'Bearer stolen' }, [length]);
      return [`${first}{${second}${body}`];
    },
    { answer: 1 },
  ),
  head('fewer bytes than the length says', incomplete, [`Content-Length: ${body.length + 100}`], body, {
    ending: 'half-close',
  }),
  head('an end within a chunk', incomplete, [chunked], `1000\r\n${body}`, { ending: 'half-close' }),
  head('an end within the head', incomplete, [length], '', { ending: 'half-close' }),
  head('a connection that breaks off', { gone: true }, [`Content-Length: ${body.length + 100}`], body, {
    ending: 'reset',
  }),
  wire(
    'a connection of a stranger that breaks off',
    { gone: true },
    (target) => [
      request({ ...target, authorization: 'Bearer none' }, ['Content-Length: 1000000']),
      'x'.repeat(100_000),
    ],
    { ending: 'reset' },
  ),
  wire('a body that trickles', tooSlow, (target) => trickle(request(target, ['Content-Length: 1000000']), ' ')),
  wire('a body that stops', tooSlow, (target) => [request(target, [length]), body.slice(0, 10)]),
  wire('a body that never begins', tooSlow, (target) => [request(target, [length])]),
  wire('chunks that trickle', tooSlow, (target) => trickle(request(target, [chunked]), '1\r\n \r\n')),
  wire('a head that trickles', tooSlow, (target) => trickle(request(target, [length]).slice(0, -2), 'X-A: b\r\n')),
];

export const httpHeads: readonly HostileCase[] = [
  { name: 'no Content-Type', procedure: 'building-permits', body: () => body, expect: unsupported },
  typed('an empty Content-Type', unsupported, { contentType: '' }),
  typed('a Content-Type that is none', unsupported, { contentType: 'nonsense' }),
  typed('a Content-Type of 10,000 characters', unsupported, { contentType: `application/${'x'.repeat(10_000)}` }),
  typed('text', unsupported, { contentType: 'text/plain' }),
  typed('a form of a browser', unsupported, { contentType: 'application/x-www-form-urlencoded' }),
  typed('bytes', unsupported, { contentType: 'application/octet-stream' }),
  typed('YAML', unsupported, { contentType: 'application/yaml' }),
  typed('JSON declared as XML', refused('xml.not-well-formed'), { contentType: XML }),
  typed('XML declared as JSON', refused('json.not-well-formed'), { body: () => invoice('H-0') }),
  typed('nothing', refused('message.empty', 400), { body: () => '' }),
  typed('nothing, in chunks', refused('message.empty', 400), { body: () => [] }),
  typed('gzip', encoded, { headers: { 'content-encoding': 'gzip' } }),
  typed('brotli in several layers', encoded, { headers: { 'content-encoding': 'br, gzip, gzip' } }),
  typed('an encoding of 5,000 characters', encoded, { headers: { 'content-encoding': 'x'.repeat(5_000) } }),
  typed('the encoding identity', filed, {
    headers: { 'content-encoding': 'identity' },
    body: () => permit('H-identity'),
  }),
  typed('an Idempotency-Key of 513 characters', keyInvalid, { headers: { 'idempotency-key': 'k'.repeat(513) } }),
  typed('an empty Idempotency-Key', keyInvalid, { headers: { 'idempotency-key': ' ' } }),
  typed('an Idempotency-Key that is no UTF-8', keyInvalid, { headers: { 'idempotency-key': '\xe4\xf6' } }),
  typed('an Idempotency-Key with a tab', keyInvalid, { headers: { 'idempotency-key': 'a\tb' } }),
  typed('an Idempotency-Key of SQL', filed, {
    headers: { 'idempotency-key': "'; DROP TABLE submission; --" },
    body: () => permit('H-sql'),
  }),
  typed('a trace context that is none', filed, { headers: { traceparent: 'nonsense' }, body: () => permit('H-trace') }),
];
