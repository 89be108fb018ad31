import { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IncomingMessage } from 'node:http';
import { pacedBody } from './paced-body.js';

const pace = { bodyTimeoutMs: 1_000, bodyBytesPerSecondMin: 10 };
const tooSlow = expect.objectContaining({ code: 'request.too-slow' });

/** As much of a request as is looked at. */
const requestOf = (headers: IncomingMessage['headers']): PassThrough & IncomingMessage =>
  Object.assign(new PassThrough(), { socket: new Socket(), headers }) as unknown as PassThrough & IncomingMessage;

/** Lets streams pass on what they have. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe.each([
  ['of any length', {}],
  ['that is small', { 'content-length': '100' }],
])('the body of a request %s', (_what, headers) => {
  const newRequest = (): PassThrough & IncomingMessage => requestOf(headers);
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  it('comes out as it came in', async () => {
    const request = newRequest();
    const read = buffer(pacedBody(request, pace));
    request.end('hello');
    expect((await read).toString()).toBe('hello');
  });

  it('may take long when it comes in steadily, and ends when it does not', async () => {
    const request = newRequest();
    const read = buffer(pacedBody(request, pace));
    const refusal = read.catch((error: unknown) => error);
    for (let second = 0; second < 5; second += 1) {
      request.write('x'.repeat(10));
      await turns();
      vi.advanceTimersByTime(1_000);
    }
    expect(request.isPaused()).toBe(false);
    request.write('x'.repeat(9));
    await turns();
    vi.advanceTimersByTime(1_000);
    expect(await refusal).toEqual(tooSlow);
  });

  it('is not too slow while nobody reads it', async () => {
    const request = newRequest();
    const body = pacedBody(request, pace);
    request.write(Buffer.alloc(100_000));
    await turns();
    vi.advanceTimersByTime(60_000);
    request.end();
    expect(await buffer(body)).toHaveLength(100_000);
  });

  it('is incomplete when the connection breaks off, also when nobody listens', async () => {
    const request = newRequest();
    const body = pacedBody(request, pace);
    request.destroy(new Error('ECONNRESET'));
    await turns();
    await expect(buffer(body)).rejects.toMatchObject({ kind: 'rejected', code: 'request.incomplete' });
  });
});
