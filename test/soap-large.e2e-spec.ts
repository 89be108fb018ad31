// A content of 256 MiB goes through the SOAP door by MTOM and comes back in the answer: memory does not grow with it.
import { createHash } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectorPackage } from './harness/connector-package.js';
import { addProcedures } from './harness/packages.js';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { envelope } from './soap/client.js';
import { PETITIONS, petitionsPackage } from './soap/petitions.js';

const MIB = 1_048_576;
const LARGE_MIB = 256;
const GROWTH_BYTES_MAX = 96 * MIB;
const EVERY_MS = 50;

let made: ConnectorPackage;
let setUp: SetUp;
let petitions: Procedure;
beforeAll(async () => {
  made = await petitionsPackage();
  setUp = await startSetUp('rabbitmq', { CONNECTORS: made.folder });
  const wanted = [{ name: 'petitions', connector: 'petitions' }];
  [petitions] = (await addProcedures(setUp, [made.folder], wanted)) as [Procedure];
}, 120_000);
afterAll(async () => {
  await setUp.remove();
  await made.remove();
});

/** As many MiB, none like the other. */
async function* contents(mib: number, hash: { update(bytes: Buffer): unknown }): AsyncGenerator<Buffer> {
  const bytes = Buffer.alloc(MIB, 'Fachwerk\r\n--');
  for (let number = 0; number < mib; number += 1) {
    const next = Buffer.from(bytes);
    next.writeUInt32BE(number);
    hash.update(next);
    yield next;
  }
}

/** @returns SHA-256 of what was sent, and of the attachment that came back */
async function roundTrip(number: string, mib: number): Promise<readonly [string, string]> {
  const sent = createHash('sha256');
  const scan = '<scan><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:a"/></scan>';
  const body = `<Submit xmlns="${PETITIONS}"><number>${number}</number><subject>Large</subject>${scan}</Submit>`;
  async function* written(): AsyncGenerator<Buffer> {
    const type = 'application/xop+xml; charset=UTF-8; type="application/soap+xml"';
    yield Buffer.from(`--edge\r\nContent-Type: ${type}\r\nContent-ID: <r>\r\n\r\n${envelope({ body })}`);
    yield Buffer.from('\r\n--edge\r\nContent-Type: application/octet-stream\r\nContent-ID: <a>\r\n\r\n');
    yield* contents(mib, sent);
    yield Buffer.from('\r\n--edge--\r\n');
  }
  const type = 'multipart/related; boundary=edge; type="application/xop+xml"; start-info="application/soap+xml"';
  const headers = { ...petitions.headers, 'content-type': type };
  const call = request(`${setUp.hub.baseUrl}/soap/petitions/v1`, { method: 'POST', headers });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    call.once('response', resolve).once('error', reject),
  );
  await pipeline(Readable.from(written()), call);
  return [sent.digest('hex'), await lastPartOf(await answered, mib * MIB)];
}

/** Of an answer that ends with one part of so many bytes, and `\r\n--<boundary>--\r\n`. */
async function lastPartOf(answer: IncomingMessage, sizeBytes: number): Promise<string> {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(answer.headers['content-type'] ?? '') ?? [];
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let left = -1;
  for await (const chunk of answer) {
    let bytes = chunk as Buffer;
    if (left < 0) {
      head = Buffer.concat([head, bytes]);
      const second = head.indexOf(`\r\n--${boundary}`);
      const at = second < 0 ? -1 : head.indexOf('\r\n\r\n', second);
      if (at < 0) continue;
      bytes = head.subarray(at + 4);
      left = sizeBytes;
    }
    hash.update(bytes.subarray(0, left));
    left = Math.max(0, left - bytes.length);
  }
  expect([answer.statusCode, left]).toEqual([200, 0]);
  return hash.digest('hex');
}

it('streams both ways', async () => {
  // What is loaded with the first message does not count.
  const [warm, back] = await roundTrip('A-1', 8);
  expect(back).toBe(warm);
  const before = await setUp.hub.residentBytes();
  let most = before;
  const watch = setInterval(() => {
    void setUp.hub.residentBytes().then((now) => (most = Math.max(most, now)));
  }, EVERY_MS);
  const [sent, received] = await roundTrip('A-2', LARGE_MIB).finally(() => clearInterval(watch));
  expect(received).toBe(sent);
  expect((most - before) / MIB).toBeLessThan(GROWTH_BYTES_MAX / MIB);
}, 180_000);
