import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Connection } from './connection.js';

let server: Server | undefined;
let connections = 0;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});

async function serving(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Connection> {
  connections = 0;
  server = createServer(answer);
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return new Connection(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
}

const send = (connection: Connection, parts: readonly Buffer[]): ReturnType<Connection['send']> => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return connection.send(`POST /x HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${length}\r\n\r\n`, parts);
};

it('sends one request after the other on one connection, bodies of any size', async () => {
  const connection = await serving((request, response) => {
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => response.writeHead(202, { 'content-length': String(bytes).length }).end(String(bytes)));
  });
  const mebibyte = Buffer.alloc(2 ** 20);
  for (const count of [1, 40, 2]) {
    const { status, text } = await send(
      connection,
      Array.from({ length: count }, () => mebibyte),
    );
    expect(status).toBe(202);
    expect(text.endsWith(`\r\n\r\n${count * 2 ** 20}`)).toBe(true);
  }
  expect(connections).toBe(1);
  connection.close();
});

it('takes an answer in chunks', async () => {
  const connection = await serving((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(503);
      response.write('{"code":');
      setImmediate(() => response.end('"away"}'));
    });
  });
  for (let turn = 0; turn < 3; turn += 1) {
    const { status, text } = await send(connection, [Buffer.from('body')]);
    expect(status).toBe(503);
    expect(text).toContain('"away"}');
  }
  connection.close();
});

it('takes an answer that comes before the body is sent, and connects again when the hub lets go of it', async () => {
  const connection = await serving((_request, response) => {
    response.writeHead(413, { 'content-length': 2, connection: 'close' }).end('no');
  });
  const parts = Array.from({ length: 200 }, () => Buffer.alloc(2 ** 20));
  for (const turn of [1, 2]) {
    expect((await send(connection, parts)).status).toBe(413);
    expect(connections).toBe(turn);
  }
});

it('sends the next request on another connection when the rest of a body was not wanted', async () => {
  const connection = await serving((request, response) => {
    response.writeHead(request.headers['content-length'] === '4' ? 202 : 429, { 'content-length': 0 }).end();
  });
  const parts = Array.from({ length: 200 }, () => Buffer.alloc(2 ** 20));
  expect((await send(connection, parts)).status).toBe(429);
  expect((await send(connection, [Buffer.from('body')])).status).toBe(202);
  expect(connections).toBe(2);
  connection.close();
});

it('says why there is no answer, and tries again the next time', async () => {
  let answers = false;
  const connection = await serving((request, response) => {
    if (answers) response.writeHead(202, { 'content-length': 0 }).end();
    else request.socket.destroy();
  });
  await expect(send(connection, [Buffer.from('body')])).rejects.toThrow(/closed|ECONNRESET|EPIPE/);
  answers = true;
  expect((await send(connection, [Buffer.from('body')])).status).toBe(202);
  connection.close();
  const nobody = new Connection(new URL('http://127.0.0.1:1/'));
  await expect(send(nobody, [Buffer.from('body')])).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
