// An attachment of 1 GiB goes through the front door and comes back: memory does not grow with it, no byte is lost.
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Procedure } from './harness/procedure.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';
import { permit } from './permit.js';

const MIB = 1_048_576;
const GROWTH_BYTES_MAX = 64 * MIB;
const EVERY_MS = 50;

let setUp: SetUp;
let sender: Procedure;
beforeAll(async () => {
  setUp = await startSetUp('rabbitmq');
  sender = await setUp.hub.procedure('building-permits');
});
afterAll(() => setUp.remove());

/** As many MiB, none like the other. */
async function* chunks(mib: number, hash: { update(bytes: Buffer): unknown }): AsyncGenerator<Buffer> {
  const bytes = Buffer.alloc(MIB, 'Fachwerk ');
  for (let number = 0; number < mib; number += 1) {
    const next = Buffer.from(bytes);
    next.writeUInt32BE(number);
    hash.update(next);
    yield next;
  }
}

/** A permit with one attachment, sent as a form that is made while it is sent. @returns id and hash */
async function send(number: string, mib: number): Promise<{ id: string; sha256: string }> {
  const hash = createHash('sha256');
  async function* form(): AsyncGenerator<Buffer> {
    const part = (head: string): string => `--edge\r\nContent-Disposition: form-data; ${head}\r\n\r\n`;
    yield Buffer.from(`${part('name="message"\r\nContent-Type: application/json')}${permit(number)}\r\n`);
    yield Buffer.from(part('name="attachment"; filename="plan.bin"\r\nContent-Type: application/octet-stream'));
    yield* chunks(mib, hash);
    yield Buffer.from('\r\n--edge--\r\n');
  }
  const headers = { ...sender.headers, 'content-type': 'multipart/form-data; boundary=edge' };
  const call = request(`${sender.baseUrl}/v1/procedures/building-permits/messages`, { method: 'POST', headers });
  const answered = new Promise<Readable>((resolve, reject) => call.once('response', resolve).once('error', reject));
  await pipeline(Readable.from(form()), call);
  const { id } = (await json(await answered)) as { id: string };
  return { id, sha256: hash.digest('hex') };
}

async function read(path: string): Promise<string> {
  const hash = createHash('sha256');
  const response = await fetch(sender.baseUrl + path, { headers: sender.headers });
  for await (const chunk of response.body!) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** How much more memory the hub had at some moment than before `work`. */
async function growthWhile(work: () => Promise<void>): Promise<number> {
  const before = await setUp.hub.residentBytes();
  let most = before;
  const watch = setInterval(() => {
    void setUp.hub.residentBytes().then((now) => (most = Math.max(most, now)));
  }, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return most - before;
}

async function roundTrip(number: string, mib: number): Promise<void> {
  const { id, sha256 } = await send(number, mib);
  const { state, receipt } = await sender.settled(id);
  expect(state).toBe('filed');
  const document = receipt.documents.find(({ sizeBytes }: { sizeBytes: number }) => sizeBytes === mib * MIB);
  expect(document).toMatchObject({ sha256, fileName: 'plan.bin' });
  expect(await read(document.content)).toBe(sha256);
}

it('1 GiB is filed and read back with less than 64 MiB more memory', async () => {
  // Buffers of a process that has not worked yet grow once; they are no growth with the size of a message.
  await roundTrip('warm', 64);
  const growth = await growthWhile(() => roundTrip('large', 1_024));
  process.stdout.write(`1 GiB: ${(growth / MIB).toFixed(1)} MiB more memory\n`);
  expect(growth).toBeLessThan(GROWTH_BYTES_MAX);
}, 120_000);
