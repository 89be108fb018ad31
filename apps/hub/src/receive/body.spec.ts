import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../archive/disk-content-store.js';
import { receiveBody, type ReceivedBody } from './body.js';
import type { ReceiveLimits } from './limits.js';

const limits: ReceiveLimits = {
  messageBytesMax: 1e3,
  attachmentBytesMax: 1e3,
  attachmentsMax: 2,
  inlineBytesMax: 100,
  pdfBytesMax: 1e3,
  zipEntriesMax: 10,
  zipBytesMax: 1e6,
  zipRatioMax: 10,
  zipNameLengthMax: 100,
  xmlDepthMax: 5,
  xmlElementsMax: 50,
  xmlAttributesMax: 3,
  jsonDepthMax: 5,
  jsonValuesMax: 50,
};
let folder: string;
let store: DiskContentStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'body-'));
  store = new DiskContentStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const pieces = (bytes: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
const receive = (
  text: string | Buffer,
  mime = 'application/xml',
  size = 7,
  tenant: string = randomUUID(),
): Promise<ReceivedBody> =>
  receiveBody(Readable.from(pieces(Buffer.from(text), size)), mime, tenant, store, limits, new Set());
const xml = (length: number): string => `<r>${'x'.repeat(length - 7)}</r>`;
const remainsOf = async (tenant: string): Promise<string[]> =>
  (await readdir(join(folder, tenant), { recursive: true }).catch(() => [])).filter((path) => path !== 'incoming');

describe('body of a message', () => {
  it.each([
    ['XML', 'application/xml', '<r><a/></r>', 'xml', { elements: 2 }],
    ['XML of its own type', 'application/x+xml', '<r>ä</r>', 'xml', { elements: 1 }],
    ['JSON', 'application/json', '{"a":[1]}', 'json', {}],
  ])('rides in the message when it is small: %s', async (_what, mime, text, syntax, facts) => {
    const bytes = Buffer.from(text);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await receive(text, mime, 1)).toEqual({
      body: { mime, syntax, sizeBytes: bytes.length, sha256, inline: true, ...facts },
      inline: bytes,
      parts: [],
    });
  });

  it.each([
    [xml(100), true],
    [xml(101), false],
    [`"${'x'.repeat(98)}"`, true],
    [`"${'x'.repeat(99)}"`, false],
  ])('goes to the content store when it is larger than allowed to ride (%#)', async (text, inline) => {
    const tenant = randomUUID();
    for (const size of [1, 33, 1000]) {
      const { body, inline: riding } = await receive(
        text,
        text.startsWith('<') ? 'text/xml' : 'application/json',
        size,
        tenant,
      );
      expect(body).toMatchObject({ inline, sizeBytes: text.length });
      const kept = riding ?? (await buffer(store.read(tenant, body.sha256)));
      expect(kept.toString()).toBe(text);
      expect(await store.has(tenant, body.sha256)).toBe(!inline);
    }
  });

  it.each([
    ['a type that is none', xml(10), 'text/plain', 'message.type-unsupported'],
    ['nothing as XML', '', 'application/xml', 'message.empty'],
    ['nothing as JSON', '', 'application/json', 'message.empty'],
    ['too many bytes', xml(1001), 'application/xml', 'message.too-large'],
    ['too many bytes of JSON', `"${'x'.repeat(999)}"`, 'application/json', 'message.too-large'],
    ['a mistake behind what rides', `${xml(300)}<`, 'application/xml', 'xml.not-well-formed'],
    ['an end too early behind what rides', xml(300).slice(0, -1), 'application/xml', 'xml.not-well-formed'],
    ['a mistake in large JSON', `"${'x'.repeat(500)}`, 'application/json', 'json.not-well-formed'],
    ['too deep XML', '<a>'.repeat(6), 'application/xml', 'xml.depth'],
    ['too deep JSON', '[[[[[[]]]]]]', 'application/json', 'json.depth'],
    ['a DOCTYPE', '<!DOCTYPE r><r/>', 'application/xml', 'xml.doctype'],
  ])('is refused for %s, and nothing of it remains', async (_what, text, mime, code) => {
    const tenant = randomUUID();
    await expect(receive(text, mime, 64, tenant)).rejects.toMatchObject({ kind: 'rejected', code });
    expect(await remainsOf(tenant)).toEqual([]);
  });

  it('allows exactly the limit', async () => {
    expect((await receive(xml(1000))).body.sizeBytes).toBe(1000);
  });

  it('reads no further once it is too large', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield Buffer.from((given++ === 0 ? '<r>' : '').padEnd(100));
    }
    const received = receiveBody(endless(), 'text/xml', randomUUID(), store, limits, new Set());
    await expect(received).rejects.toMatchObject({ code: 'message.too-large', details: { values: { max: 1000 } } });
    expect(given).toBe(11);
  });

  it('hands on what went wrong with the sender or the store', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from(xml(200));
      throw new Error('hung up');
    }
    const tenant = randomUUID();
    await expect(receiveBody(broken(), 'text/xml', tenant, store, limits, new Set())).rejects.toThrow('hung up');
    expect(await remainsOf(tenant)).toEqual([]);
    const unusable = new DiskContentStore('/dev/null/content');
    const large = receiveBody(Readable.from([Buffer.from(xml(200))]), 'text/xml', tenant, unusable, limits, new Set());
    await expect(large).rejects.toMatchObject({ kind: 'unavailable-shared', code: 'content.unavailable' });
  });
});
