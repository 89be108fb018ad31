import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../failure.js';
import { post } from './post.js';

let server: Server;

async function listening(listener: RequestListener): Promise<URL> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

async function* chunks(count: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(65_536);
}

afterEach(() => new Promise((resolve) => server.close(resolve)));

describe('sending a body', () => {
  it('answers what the hub answers', async () => {
    const url = await listening((request, response) => {
      request.resume().once('end', () => response.writeHead(503, { 'retry-after': '5' }).end('{}'));
    });
    expect(await post(url, {}, chunks(3))).toMatchObject({ status: 503, retryAfter: '5', text: '{}' });
  });

  it('takes an answer that comes before everything is sent', async () => {
    const url = await listening((_request, response) => {
      response.writeHead(413, { connection: 'close' }).end('too large');
    });
    expect(await post(url, {}, chunks(100_000))).toMatchObject({ status: 413, text: 'too large' });
  });

  it.each(['at once', 'after the body'])('fails when the connection breaks %s', async (when) => {
    const url = await listening((request) => {
      if (when === 'at once') request.socket.destroy();
      else request.resume().once('end', () => request.socket.destroy());
    });
    await expect(post(url, {}, chunks(1))).rejects.toMatchObject({ code: 'hub.unreachable', exitCode: 3 });
  });

  it('says why when the file cannot be read to its end', async () => {
    const url = await listening((request) => request.resume().on('error', () => undefined));
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(10);
      throw new Failure('file.changed', 'The file was changed.');
    }
    await expect(post(url, {}, broken())).rejects.toMatchObject({ code: 'file.changed' });
  });
});
