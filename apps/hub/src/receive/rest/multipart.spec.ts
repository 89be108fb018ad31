import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { readMultipart, type Part } from './multipart.js';

const headers = { 'content-type': 'multipart/form-data; boundary=edge' };
const part = (
  content: string | Buffer,
  disposition = 'form-data; name="attachment"; filename="a.pdf"',
  type = '',
): Buffer =>
  Buffer.concat([
    Buffer.from(`--edge\r\n${disposition === '' ? '' : `Content-Disposition: ${disposition}\r\n`}${type}\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
const form = (...parts: Buffer[]): Buffer => Buffer.concat([...parts, Buffer.from('--edge--\r\n')]);
function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const stream = (bytes: Buffer, size = 65_536): Readable => Readable.from(pieces(bytes, size));
const malformed = (why: RegExp): unknown =>
  expect.objectContaining({
    kind: 'rejected',
    code: 'multipart.malformed',
    message: expect.stringMatching(why) as string,
  });

interface Taken extends Omit<Part, 'stream'> {
  readonly content: string;
}
async function taken(
  body: Readable,
  partsMax = 3,
  contentType: Record<string, string> = headers,
): Promise<readonly Taken[]> {
  const found: Taken[] = [];
  await readMultipart(contentType, body, partsMax, async ({ stream: content, ...facts }) => {
    found.push({ ...facts, content: (await buffer(content)).toString() });
  });
  return found;
}

/** Resolves when the count has stood still for a while of turns of the event loop. */
async function settled(count: () => number): Promise<number> {
  for (let still = 0, last = -1; still < 20; still = count() === last ? still + 1 : 0) {
    last = count();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count();
}

describe('multipart', () => {
  it.each([1, 2, 7, 65_536])('gives each part in order, however the body is cut (%i)', async (size) => {
    const body = form(
      part('<r/>', 'form-data; name="message"', 'Content-Type: application/xml; charset=utf-8\r\n'),
      part('', 'form-data; name="attachment"; filename="Größe 😀.pdf"', 'Content-Type: application/pdf\r\n'),
      part('--edg\r\n-edge--\r\n', 'form-data; name=attachment; filename="../a/b.txt"'),
    );
    expect(await taken(stream(body, size))).toEqual([
      { field: 'message', fileName: '', mime: 'application/xml', content: '<r/>' },
      { field: 'attachment', fileName: 'Größe 😀.pdf', mime: 'application/pdf', content: '' },
      { field: 'attachment', fileName: '../a/b.txt', mime: 'text/plain', content: '--edg\r\n-edge--\r\n' },
    ]);
  });

  it('takes one part after the other, also when taking is slow', async () => {
    const log: string[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const body = stream(form(part('1'), part('2'), part('3')));
    const reading = readMultipart(headers, body, 3, async ({ stream: content }) => {
      const text = (await buffer(content)).toString();
      log.push(`${text} read`);
      if (text === '1') await gate;
      log.push(`${text} done`);
    });
    await settled(() => log.length);
    expect(log).toEqual(['1 read']);
    open();
    await reading;
    expect(log).toEqual(['1 read', '1 done', '2 read', '2 done', '3 read', '3 done']);
  });

  it('reads the sender no faster than the part is taken', async () => {
    const whole = form(part(Buffer.alloc(20 << 20, 'x')));
    let given = 0;
    function* counted(): Generator<Buffer> {
      for (const piece of pieces(whole, 65_536)) {
        given += piece.length;
        yield piece;
      }
    }
    let size = 0;
    await readMultipart(headers, Readable.from(counted()), 1, async ({ stream: content }) => {
      expect(await settled(() => given)).toBeLessThan(2 << 20);
      for await (const chunk of content) size += chunk.length;
    });
    expect(size).toBe(20 << 20);
  });

  it.each([
    ['nothing', async () => undefined],
    ['only the beginning', async ({ stream: content }: Part) => void (await content[Symbol.asyncIterator]().next())],
    [
      'only the beginning and stops',
      async ({ stream: content }: Part) => {
        for await (const _ of content) break;
      },
    ],
  ])('goes on with the next part when one is taken %s of', async (_what, take) => {
    const fields: string[] = [];
    const large = Buffer.alloc(1 << 20, 'x');
    const body = form(part(large, 'form-data; name="a"'), part(large, 'form-data; name="b"'));
    await readMultipart(headers, stream(body), 2, async (one) => {
      fields.push(one.field);
      await take(one);
    });
    expect(fields).toEqual(['a', 'b']);
  });

  it.each([
    ['before it reads', async () => Promise.reject(new Error('refused'))],
    [
      'while it reads',
      async ({ stream: content }: Part) => {
        for await (const _ of content) throw new Error('refused');
      },
    ],
    [
      'when it has read',
      async ({ stream: content }: Part) => {
        await buffer(content);
        throw new Error('refused');
      },
    ],
  ])('ends with what taking a part threw %s, and reads no further', async (_when, take) => {
    let calls = 0;
    const rest = Buffer.alloc(5 << 20, 'x');
    const body = stream(form(part('1'), part('2'), part(rest)));
    const reading = readMultipart(headers, body, 3, (one) => {
      calls += 1;
      return take(one);
    });
    await expect(reading).rejects.toThrow('refused');
    expect(calls).toBe(1);
    expect(body.destroyed).toBe(true);
  });

  it('ends with what taking threw, also when the rest of the body is broken', async () => {
    const body = stream(Buffer.concat([part('1'), part('2').subarray(0, -9)]), 10);
    const reading = readMultipart(headers, body, 3, () => Promise.reject(new Error('refused')));
    await expect(reading).rejects.toThrow('refused');
  });

  it.each([
    ['no end', part('1'), /incomplete/],
    ['an end within a part', part('1'.repeat(200_000)).subarray(0, 150_000), /incomplete/],
    ['an end within the headers of a part', part('1').subarray(0, 30), /incomplete/],
    ['an end within the boundary', form(part('1')).subarray(0, -5), /incomplete/],
    ['another boundary', Buffer.from(form(part('1')).toString().replaceAll('edge', 'rim')), /incomplete/],
    ['nothing', Buffer.alloc(0), /incomplete/],
    ['no form at all', Buffer.from('<r/>'), /incomplete/],
    ['a part without Content-Disposition', form(part('1'), part('2', '')), /Content-Disposition/],
    [
      'a part of another disposition',
      form(part('1', 'attachment; filename="a.pdf"'), part('2')),
      /Content-Disposition/,
    ],
    ['a part with too many headers', form(part('1', '', 'x-y: z\r\n'.repeat(30))), /Content-Disposition/],
    ['a part with endless headers', form(part('1', '', `x: ${'y'.repeat(40_000)}\r\n`)), /Content-Disposition/],
    ['more parts than allowed', form(part('1'), part('2'), part('3'), part('4')), /more than 3 parts/],
  ])('refuses a body with %s', async (_what, bytes, why) => {
    for (const size of [10, 65_536]) await expect(taken(stream(bytes, size))).rejects.toThrow(malformed(why));
  });

  it('refuses what is over the limit before all of it was sent', async () => {
    let given = 0;
    function* endless(): Generator<Buffer> {
      for (;;) yield part(`${given++}`);
    }
    await expect(taken(Readable.from(endless()))).rejects.toThrow(malformed(/more than 3 parts/));
    expect(given).toBeLessThan(1_000);
  });

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'application/x-www-form-urlencoded',
    'text/plain',
    '',
  ])('refuses the content type %j', async (type) => {
    await expect(taken(stream(form(part('1'))), 3, { 'content-type': type })).rejects.toThrow(malformed(/./));
  });

  it.each([10, 100_000])('does not wait for a sender that hung up after %i bytes of a part', async (size) => {
    const body = new Readable({ read: () => undefined });
    const given = part('x'.repeat(size)).subarray(0, -2);
    body.push(given);
    let seen: unknown;
    let bytes = 0;
    const reading = readMultipart(headers, body, 1, async ({ stream: content }) => {
      try {
        for await (const chunk of content) bytes += chunk.length;
      } catch (error) {
        seen = error;
        throw error;
      }
    });
    await settled(() => bytes);
    body.destroy(new Error('ECONNRESET'));
    await expect(reading).rejects.toThrow(malformed(/incomplete/));
    expect(seen).toEqual(malformed(/incomplete/));
  });
});
