import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { HubError } from '../errors/hub-error.js';
import { testBody } from './webhook-body.js';
import { sendToWebhook } from './webhook-request.js';

const TIMEOUT_MS = 500;
const NOW = new Date('2026-11-25T12:00:00.900Z');
const ID = '018f3c2a-0000-4000-8000-000000000001';
const servers: (Server | TcpServer)[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening<T extends Server | TcpServer>(server: T): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/r?a=b`;
}

/** Something that listens and speaks no HTTP. */
const stranger = (meet: (socket: Socket) => void): Promise<string> =>
  listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined).resume();
      meet(socket);
    }),
  );

const receiver = (answer: RequestListener): Promise<string> => listening(createServer(answer));

/** @returns the error, undefined when it was delivered */
async function send(url: string, secrets: readonly string[] = ['s'], loopback = true): Promise<HubError | undefined> {
  try {
    await sendToWebhook({ url, secrets }, testBody(ID, 'permits'), { timeoutMs: TIMEOUT_MS, loopback }, NOW);
    return undefined;
  } catch (error) {
    return error as HubError;
  }
}

it('posts JSON with the headers that a receiver needs, and no others that tell of the hub', async () => {
  let seen: object = {};
  const url = await receiver((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      seen = { method, path, headers, text: Buffer.concat(chunks).toString() };
      response.end();
    });
  });
  expect(await send(url, ['old', 'new'])).toBeUndefined();
  const text = `{"version":1,"delivery":"${ID}","procedure":"permits","state":"test"}`;
  expect(seen).toEqual({
    method: 'POST',
    path: '/r?a=b',
    text,
    headers: {
      host: new URL(url).host,
      connection: 'close',
      'content-type': 'application/json',
      'content-length': String(text.length),
      'user-agent': 'Fachwerk',
      'fachwerk-delivery': ID,
      'fachwerk-timestamp': '1795608000',
      // printf '%s' "1795608000.$text" | openssl dgst -sha256 -hmac old (and new)
      'fachwerk-signature':
        't=1795608000,v1=0064c066e2a8eeabc910c6eee8d204c1b05c30e1dc4beb17a3feca95f0d75c42,v1=e93f3e5d992939474c58711940c23cc2291d846987e20dab5775690c9af899c7',
    },
  });
});

it.each([200, 202, 204, 299])('%i is delivered', async (status) => {
  expect(await send(await receiver((_request, response) => void response.writeHead(status).end()))).toBeUndefined();
});

it.each([300, 400, 401, 404, 409, 429, 500, 503])('%i is to be tried again', async (status) => {
  const error = await send(await receiver((_request, response) => void response.writeHead(status).end()));
  expect(error).toMatchObject({ kind: 'unavailable-message', code: 'webhook.status', details: { values: { status } } });
});

it('410 is the end of it', async () => {
  const error = await send(await receiver((_request, response) => void response.writeHead(410).end()));
  expect(error).toMatchObject({ kind: 'rejected', code: 'webhook.gone' });
});

it('follows no redirect', async () => {
  let followed = 0;
  const other = await receiver((_request, response) => {
    followed += 1;
    response.end();
  });
  const url = await receiver((_request, response) => void response.writeHead(307, { location: other }).end());
  expect(await send(url)).toMatchObject({ code: 'webhook.status', details: { values: { status: 307 } } });
  expect(followed).toBe(0);
});

it('does not wait longer than it should for an answer', async () => {
  expect(await send(await receiver(() => undefined))).toMatchObject({
    code: 'webhook.timeout',
    details: { values: { ms: TIMEOUT_MS } },
  });
});

it('lets the status count when the body never ends, is huge, or breaks off', async () => {
  const endless = await receiver((_request, response) => void response.writeHead(200).write('a'));
  expect(await send(endless)).toBeUndefined();
  let ended: Promise<unknown> | undefined;
  const huge = await receiver((_request, response) => {
    const chunk = Buffer.alloc(65_536);
    ended = once(response, 'close');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  expect(await send(huge)).toBeUndefined();
  await ended;
  const broken = await receiver((_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('a', () => response.destroy());
  });
  expect(await send(broken)).toBeUndefined();
});

it('says why a receiver cannot be reached, without its address', async () => {
  const url = await receiver(() => undefined);
  await new Promise((resolve) => servers.pop()!.close(resolve));
  const refused = await send(url);
  expect(refused).toMatchObject({ code: 'webhook.unreachable', details: { values: { reason: 'ECONNREFUSED' } } });
  expect(refused!.message).not.toContain('127.0.0.1');

  const hangsUp = await stranger((socket) => socket.destroy());
  expect(await send(hangsUp)).toMatchObject({ details: { values: { reason: 'ECONNRESET' } } });
  const noHttp = await stranger((socket) => socket.end('hello\r\n\r\n'));
  expect(await send(noHttp)).toMatchObject({ details: { values: { reason: expect.stringMatching(/^HPE_/) } } });
  const noTls = (await stranger((socket) => socket.end('hello\r\n\r\n'))).replace('http:', 'https:');
  expect(await send(noTls)).toMatchObject({ code: 'webhook.unreachable' });
  // A resolver that is away itself takes its time.
  const unknown = { code: expect.stringMatching(/^webhook\.(unreachable|timeout)$/) };
  expect(await send('http://nobody.invalid/')).toMatchObject(unknown);
});

it('sends nothing to link-local addresses, however they came into the database', async () => {
  expect(await send('http://169.254.169.254/latest')).toMatchObject({ code: 'webhook.address-refused' });
});

it('sends nothing to this computer, by address or by name, unless that is allowed', async () => {
  let asked = 0;
  const url = await receiver((_request, response) => {
    asked += 1;
    response.end();
  });
  for (const own of [url, url.replace('127.0.0.1', 'localhost')])
    expect(await send(own, ['s'], false)).toMatchObject({ code: 'webhook.address-refused' });
  expect(asked).toBe(0);
});

it('reaches a receiver by its name', async () => {
  const url = (await receiver((_request, response) => response.end())).replace('127.0.0.1', 'localhost');
  expect(await send(url)).toBeUndefined();
});
