// What a body may be: everything that can be said before the 202 is said there, and nothing of what is refused remains.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './fixtures.js';
import type { Procedure } from './harness/procedure.js';
import { postChunks } from './harness/raw-request.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { invoice } from './invoice.js';
import { permit } from './permit.js';

const BYTES_MAX = 300_000;
const JSON_TYPE = { mime: 'application/json' };

let setUp: SetUp;
let invoices: Procedure;
let permits: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq', { MESSAGE_BYTES_MAX: String(BYTES_MAX), XML_DEPTH_MAX: '20' });
  invoices = await setUp.hub.procedure('xrechnung');
  permits = await setUp.hub.procedure('building-permits');
});
afterAll(() => setUp.remove());

/** Files of the content store, also half-written ones. */
async function stored(): Promise<readonly string[]> {
  const entries = await readdir(join(setUp.hub.dataDir, 'content'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** An invoice with something in its note, or before its root element. */
function withNote(note: string, prolog = ''): string {
  return invoice('B-0', { note }).replace('?>', `?>${prolog}`);
}

describe('a body', () => {
  it.each([
    ['of no kind the hub reads', 'B-0', 'text/plain', 415, 'message.type-unsupported'],
    ['of no kind at all', 'B-0', '', 415, 'message.type-unsupported'],
    ['of a kind that is none', 'B-0', 'nonsense', 415, 'message.type-unsupported'],
    ['that is not there', '', 'application/xml', 400, 'message.empty'],
    ['that is not there', '', 'application/json', 400, 'message.empty'],
  ])('%s is refused: %j as %s is %i', async (_what, body, mime, status, code) => {
    expect(await invoices.send(Buffer.from(body), { mime })).toMatchObject({ status, body: { status, code } });
  });

  it('that is not there is told also when nothing says how long it is', async () => {
    const { baseUrl, name } = invoices;
    const headers = { ...invoices.headers, 'content-type': 'application/xml' };
    const answer = await postChunks(`${baseUrl}/v1/procedures/${name}/messages`, headers, []);
    expect(answer).toMatchObject({ status: 400, body: { code: 'message.empty' } });
    const bare = await invoices.request(`/v1/procedures/${name}/messages`, { method: 'POST' });
    expect(bare).toMatchObject({ status: 400, body: { code: 'message.empty' } });
  });

  it('that is too large is refused while it comes in, and nothing of it remains', async () => {
    const before = await stored();
    const large = invoice('B-1', { note: 'x'.repeat(BYTES_MAX) });
    expect(await invoices.send(large)).toMatchObject({ status: 413, body: { code: 'message.too-large' } });

    const head = Buffer.from(large.slice(0, large.indexOf('xxx')));
    const endless = function* (): Generator<Buffer> {
      yield head;
      for (;;) yield Buffer.alloc(65_536, 'x');
    };
    const headers = { ...invoices.headers, 'content-type': 'application/xml' };
    const answer = await postChunks(`${invoices.baseUrl}/v1/procedures/xrechnung/messages`, headers, endless());
    expect(answer).toMatchObject({
      status: 413,
      headers: { connection: 'close' },
      body: { code: 'message.too-large' },
    });
    expect(await stored()).toEqual(before);
  });

  it('above 64 KiB is filed with the same bytes as it was sent', async () => {
    const large = Buffer.from(invoice('B-2', { note: 'ß'.repeat(60_000) }));
    const filed = await invoices.settled((await invoices.send(large)).body.id);
    const [document] = filed.receipt.documents;
    expect(document).toMatchObject({ sha256: sha256(large), sizeBytes: large.length, mime: 'application/xml' });
    expect(await stored()).toContain(sha256(large));
    expect(await invoices.content(document.content)).toEqual(large);
  });
});

const declared = (encoding: string): string => invoice('B-3', { note: 'Größe' }).replace('UTF-8', encoding);
const lol = `<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]>`;

describe('XML', () => {
  it.each<readonly [string, string, string | Buffer]>([
    ['a DOCTYPE', 'xml.doctype', withNote('', '<!DOCTYPE Invoice>')],
    ['an external entity', 'xml.doctype', withNote('&x;', '<!DOCTYPE I [<!ENTITY x SYSTEM "file:///etc/passwd">]>')],
    ['a billion laughs', 'xml.doctype', withNote('&c;', lol)],
    ['an entity nobody declared', 'xml.not-well-formed', withNote('&x;')],
    ['deep nesting', 'xml.depth', withNote('<a>'.repeat(30) + '</a>'.repeat(30))],
    [
      'many attributes',
      'xml.attributes',
      withNote(`<a ${Array.from({ length: 1_001 }, (_, n) => `a${n}=""`).join(' ')}/>`),
    ],
    ['an undeclared prefix', 'xml.prefix-undeclared', withNote('<who:a/>')],
    ['an element that does not end', 'xml.not-well-formed', invoice('B-0').slice(0, -3)],
    ['two roots', 'xml.not-well-formed', `${invoice('B-0')}<a/>`],
    ['a declaration alone', 'xml.empty', '<?xml version="1.0"?>'],
    ['UTF-8 that says it is UTF-16', 'xml.encoding', declared('UTF-16')],
    ['ISO-8859-1 that says it is UTF-8', 'xml.encoding', Buffer.from(declared('UTF-8'), 'latin1')],
    ['UTF-16 that says it is UTF-8', 'xml.encoding', Buffer.from(`\ufeff${declared('UTF-8')}`, 'utf16le')],
    ['an encoding nobody knows', 'xml.encoding', declared('EBCDIC-500')],
  ])('with %s is refused as %s', async (_what, code, body) => {
    expect(await invoices.send(body)).toMatchObject({ status: 422, body: { code, kind: 'rejected' } });
  });

  it.each<readonly [string, Buffer]>([
    ['UTF-16', Buffer.from(`\ufeff${declared('UTF-16').replace('B-3', 'B-4')}`, 'utf16le')],
    ['ISO-8859-1', Buffer.from(declared('ISO-8859-1').replace('B-3', 'B-5'), 'latin1')],
    ['windows-1252', Buffer.from(declared('windows-1252').replace('B-3', 'B-6'), 'latin1')],
  ])('in %s is filed as it was sent', async (_encoding, body) => {
    const { state, receipt } = await invoices.settled((await invoices.send(body, { mime: 'text/xml' })).body.id);
    expect(state).toBe('filed');
    expect(receipt.documents[0].sha256).toBe(sha256(body));
    expect(await invoices.content(receipt.documents[0].content)).toEqual(body);
  });
});

describe('JSON', () => {
  it.each<readonly [string, string, string | Buffer]>([
    ['deep nesting', 'json.depth', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['very deep nesting', 'json.depth', '['.repeat(200_000)],
    ['a property __proto__', 'json.prototype-key', permit('B-0').replace('{', '{"__proto__":{"number":"1"},')],
    ['a hidden __proto__', 'json.prototype-key', permit('B-0').replace('{', '{"\\u005f_proto__":{"number":"1"},')],
    ['a comma too many', 'json.not-well-formed', permit('B-0').replace(/\}$/, ',}')],
    ['an end too early', 'json.not-well-formed', permit('B-0').slice(0, -1)],
    ['NUL', 'json.character', permit('\0')],
    ['bytes that are no UTF-8', 'json.encoding', Buffer.from(permit('Größe'), 'latin1')],
  ])('with %s is refused as %s', async (_what, code, body) => {
    expect(await permits.send(body, JSON_TYPE)).toMatchObject({ status: 422, body: { code, kind: 'rejected' } });
  });
});

describe('an Idempotency-Key', () => {
  it.each([
    ['513 characters', 'k'.repeat(513)],
    ['a tab', 'one\ttwo'],
    ['a control character of the second block', Buffer.from('one\u0085two').toString('latin1')],
    ['bytes that are no UTF-8', '\xe4\xf6'],
  ])('with %s is refused', async (_what, key) => {
    expect(await invoices.send(invoice('B-7'), { key })).toMatchObject({
      status: 400,
      body: { code: 'message.key-invalid' },
    });
  });

  it.each(['Bescheid/2026 Nr. 7 für Müßig', 'k'.repeat(512)])('may be %s', async (key) => {
    const answer = await invoices.send(invoice('B-8'), { key: Buffer.from(key).toString('latin1') });
    expect(answer.status).toBe(202);
    expect((await invoices.settled(answer.body.id)).key).toBe(key);
  });
});
