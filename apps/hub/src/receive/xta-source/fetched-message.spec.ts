import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../../archive/disk-content-store.js';
import { readSoapRequest } from '../../soap/request.js';
import type { ReceiveLimits } from '../limits.js';
import { FetchedMessage, type ReceivedMessage } from './fetched-message.js';

const limits = {
  messageBytesMax: 1_000,
  attachmentBytesMax: 1_000,
  attachmentsMax: 2,
  inlineBytesMax: 500,
  xmlDepthMax: 10,
  xmlElementsMax: 100,
  xmlAttributesMax: 10,
  jsonDepthMax: 10,
  jsonValuesMax: 100,
} as ReceiveLimits;
const soapLimits = {
  envelopeBytesMax: 100_000,
  xml: { depthMax: 50, elementsMax: 1_000, attributesMax: 50 },
  partsMax: 5,
  partHeaderBytesMax: 1_000,
};
const XOP = 'http://www.w3.org/2004/08/xop/include';

let folder: string;
let store: DiskContentStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fetched-'));
  store = new DiskContentStore(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** @param parts in the order in which they come */
async function receive(container: string, parts: Readonly<Record<string, string>> = {}): Promise<ReceivedMessage> {
  const envelope = `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GenericContentContainer xmlns="http://xoev.de/transport/xta/211">${container}</GenericContentContainer></s:Body></s:Envelope>`;
  const root = `--b\r\nContent-Type: application/xop+xml; type="application/soap+xml"\r\nContent-ID: <root>\r\n\r\n${envelope}`;
  const others = Object.entries(parts).map(
    ([id, text]) => `\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-ID: <${id}>\r\n\r\n${text}`,
  );
  async function* stream(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${root}${others.join('')}\r\n--b--\r\n`);
  }
  const type = 'multipart/related; boundary=b; type="application/xop+xml"; start-info="application/soap+xml"';
  let fetched: FetchedMessage | undefined;
  await readSoapRequest({ 'content-type': type }, stream(), soapLimits, async (read) => {
    fetched = new FetchedMessage(read.body!, { tenant: randomUUID(), containers: new Set() }, store, limits);
    return fetched.take;
  });
  return fetched!.received();
}

const include = (id: string): string => `<i:Include xmlns:i="${XOP}" href="cid:${id}"/>`;
const message = (inside: string, type = 'text/xml; charset=utf-8'): string =>
  `<Message contentType="${type}" filename="m.xml">${inside}</Message>`;
const attachment = (inside: string, name = ''): string =>
  `<Attachment contentType="text/plain"${name === '' ? '' : ` filename="${name}"`}>${inside}</Attachment>`;
const container = (...contents: readonly string[]): string =>
  `<ContentContainer>${contents.join('')}</ContentContainer>`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('a content container', () => {
  it('is taken in its own order, in whichever one the parts come', async () => {
    const contents = container(
      message(include('m')),
      attachment(include('one'), '1.txt'),
      attachment(include('two'), '2.txt'),
    );
    const received = await receive(contents, { two: 'second', m: '<a/>', one: 'first' });
    expect(received).toMatchObject({
      message: { inline: Buffer.from('<a/>'), body: { mime: 'text/xml', fileName: 'm.xml', elements: 1 } },
      attachments: [
        { name: '1.txt', sha256: sha256('first') },
        { name: '2.txt', sha256: sha256('second') },
      ],
    });
  });

  it('may have base64 in it, broken into lines', async () => {
    const lines = base64('<a>text that is long enough for two lines</a>').replace(/(.{20})/g, '$1\n');
    const received = await receive(container(message(lines), attachment(base64('first'))));
    expect(received.message.inline?.toString()).toBe('<a>text that is long enough for two lines</a>');
    expect(received.attachments).toMatchObject([{ name: 'attachment-1', sha256: sha256('first') }]);
  });

  it.each([
    ['xta-client.encrypted', '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#"/>', {}],
    ['xta-client.content-invalid', container(), {}],
    ['xta-client.content-invalid', container(message('§§')), {}],
    ['xta-client.content-invalid', container(message(include('m'))), { m: '<a/>', other: 'x' }],
    ['xta-client.attachments', container(message(base64('<a/>')), ...Array(3).fill(attachment(base64('x')))), {}],
    [
      'attachment.name-duplicate',
      container(message(base64('<a/>')), ...Array(2).fill(attachment(base64('x'), 'n'))),
      {},
    ],
    ['attachment.name-invalid', container(message(base64('<a/>')), attachment(base64('x'), '../n')), {}],
    ['attachment.too-large', container(message(base64('<a/>')), attachment(include('x'))), { x: 'x'.repeat(1_001) }],
    ['message.too-large', container(message(include('m'))), { m: `<a>${'x'.repeat(1_000)}</a>` }],
    ['message.type-unsupported', container(message(base64('<a/>'), 'text/plain')), {}],
    ['message.empty', container(message('')), {}],
    ['xml.not-well-formed', container(message(base64('<a>'))), {}],
  ])('is refused with %s: %s', async (code, contents, parts) => {
    await expect(receive(contents, parts)).rejects.toMatchObject({ kind: 'rejected', code });
  });
});
