import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, partHead, type Body } from './body.js';
import { mediaTypeOf } from './media-type.js';

let folder: string;
const part = (name: string): { file: string; mediaType: string } => ({
  file: join(folder, name),
  mediaType: 'application/json',
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fachwerk-body-'));
  await writeFile(join(folder, 'm.json'), '{}');
  await writeFile(join(folder, 'empty.json'), '');
  await writeFile(join(folder, 'plan.json'), 'plan');
});
afterAll(() => rm(folder, { recursive: true }));

describe('the body of a message', () => {
  it('is the file itself without attachments', async () => {
    const body = await bodyOf(part('m.json'), []);
    expect(body.contentType).toBe('application/json');
    expect(await textOf(body)).toBe('{}');
  });

  it('is a form of the announced size with attachments', async () => {
    const body = await bodyOf(part('m.json'), [part('empty.json'), part('plan.json')]);
    const text = await textOf(body);
    expect(Buffer.byteLength(text)).toBe(body.sizeBytes);
    expect(text.match(/name="(message|attachment)"; filename="[^"]+"/g)).toHaveLength(3);
    expect(text).toMatch(/\r\n\r\nplan\r\n--[^\r]+--\r\n$/);
  });

  it('breaks off when the file grows meanwhile', async () => {
    const body = await bodyOf(part('m.json'), []);
    await appendFile(join(folder, 'm.json'), '{}');
    await expect(textOf(body)).rejects.toMatchObject({ code: 'file.changed' });
  });

  it('keeps quotation marks of file names apart from its own', () => {
    expect(partHead('attachment', 'a "b".pdf', 'application/pdf')).toContain('filename="a \\"b\\".pdf"');
  });
});

describe('the media type', () => {
  it('follows the ending, whatever its case', () => {
    expect(mediaTypeOf('in/Rechnung.XML')).toBe('application/xml');
    expect(mediaTypeOf('a.b.json')).toBe('application/json');
  });

  it('is unknown without an ending that says something', () => {
    expect(mediaTypeOf('LICENSE')).toBeUndefined();
    expect(mediaTypeOf('plan.dwg')).toBeUndefined();
  });
});

async function textOf({ chunks }: Body): Promise<string> {
  const read: Buffer[] = [];
  for await (const chunk of chunks) read.push(chunk);
  return Buffer.concat(read).toString('utf8');
}
