import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DiskContentStore } from '../../archive/disk-content-store.js';
import { RestBody, type Receiver, type RestParts } from './rest-body.js';

let folder: string;
let body: RestBody;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rest-body-'));
  body = new RestBody(new DiskContentStore(folder), {
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
  });
});
afterAll(() => rm(folder, { recursive: true }));

const message = (fileName = ''): string =>
  part(`name="message"${fileName === '' ? '' : `; filename="${fileName}"`}`, 'application/xml', '<r/>');
const attachment = (name: string): string => part(`name="attachment"; filename="${name}"`, 'text/plain', 'x');
function part(names: string, type: string, content: string): string {
  return `--edge\r\nContent-Disposition: form-data; ${names}\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
}
const to = (): Receiver => ({ tenant: randomUUID(), containers: new Set(['zip']) });
function received(...parts: readonly string[]): Promise<RestParts> {
  const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
  const bytes = Buffer.from(`${parts.join('')}--edge--\r\n`);
  return body.receive(headers, 'multipart/form-data', Readable.from([bytes]), to());
}

describe('body of a REST request', () => {
  it('is the message itself, or a form with a message and attachments in their order', async () => {
    const alone = await body.receive({}, 'application/json', Readable.from([Buffer.from('{}')]), to());
    expect(alone).toMatchObject({ message: { body: { syntax: 'json', sizeBytes: 2 } }, attachments: [] });

    const form = await received(attachment('b.txt'), message('antrag.xml'), attachment('a.txt'));
    expect(form.message.body).toMatchObject({ syntax: 'xml', fileName: 'antrag.xml' });
    expect(form.attachments.map(({ name }) => name)).toEqual(['b.txt', 'a.txt']);
    expect((await received(message())).message.body).not.toHaveProperty('fileName');
  });

  it.each([
    ['no message', [attachment('a.txt')], 'multipart.malformed'],
    ['two messages', [message(), message()], 'multipart.malformed'],
    ['a part of another name', [message(), part('name="other"', 'text/plain', 'x')], 'multipart.malformed'],
    ['more attachments than allowed', [message(), ...['a', 'b', 'c'].map(attachment)], 'multipart.malformed'],
    ['two attachments of one name', [message(), attachment('a.txt'), attachment('a.txt')], 'attachment.name-duplicate'],
    ['an attachment without a name', [message(), attachment('')], 'attachment.name-invalid'],
    ['a message named like a path', [message('../../etc/passwd')], 'attachment.name-invalid'],
    ['a message with an endless name', [message('x'.repeat(300))], 'attachment.name-invalid'],
    ['a message that is none', [part('name="message"', 'text/plain', 'x')], 'message.type-unsupported'],
  ])('is refused with %s', async (_what, parts, code) => {
    await expect(received(...parts)).rejects.toMatchObject({ kind: 'rejected', code });
  });
});
