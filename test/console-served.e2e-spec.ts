// How the hub serves the console: which paths are pages, what browsers may keep and run, and which processes do it.
import { get } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubProcess } from './harness/hub-process.js';
import { startSetUp } from './harness/provided.js';
import type { SetUp } from './harness/set-ups.js';

const HTML = 'text/html; charset=utf-8';
/** What the browser may load at first: the budget of the console. */
const SCRIPT_BYTES_MAX = 250 * 1_024;

let setUp: SetUp;
let baseUrl: string;
beforeAll(async () => {
  setUp = await startSetUp('database');
  ({ baseUrl } = setUp.hub);
});
afterAll(() => setUp.remove());

const page = async (path: string): Promise<Response> => fetch(baseUrl + path);

/** As it comes over the wire. */
function raw(path: string, encoding: string): Promise<{ encoding: string | undefined; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(baseUrl + path, { headers: { 'accept-encoding': encoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], bytes: Buffer.concat(chunks) }),
      );
    }).once('error', reject);
  });
}

/** What the page loads before anything is clicked: its scripts, and what they import at once. */
async function firstScripts(): Promise<readonly string[]> {
  const html = await (await page('/')).text();
  return [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
}

describe('the pages', () => {
  it.each(['/', '/parked', '/parked/4f2a?tab=waiting', '/messages/018f', '/v1x', '/index.html'])(
    'are the one page at %s, which nobody keeps',
    async (path) => {
      const response = await page(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe(HTML);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it.each([
    '/v1',
    '/v1/nothing',
    '/health/nothing',
    '/metrics/x',
    '/api/nothing',
    '/.well-known/nothing',
    '/assets/x.js',
  ])('are never the answer at %s', async (path) => {
    const response = await page(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('are for reading alone', async () => {
    expect((await fetch(`${baseUrl}/parked`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${baseUrl}/`, { method: 'HEAD' })).status).toBe(200);
  });

  it('may run nothing but what is theirs, and are in nobody’s frame', async () => {
    const { headers } = await page('/parked');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('the files of the pages', () => {
  it('are kept for a year, because their names change with them', async () => {
    for (const path of await firstScripts()) {
      const response = await page(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  it('come compressed as the browser wishes', async () => {
    const [script] = await firstScripts();
    const plain = await raw(script!, 'identity');
    expect(plain.encoding).toBeUndefined();
    const brotli = await raw(script!, 'gzip, deflate, br');
    expect(brotli.encoding).toBe('br');
    expect(brotliDecompressSync(brotli.bytes)).toEqual(plain.bytes);
    const gzip = await raw(script!, 'gzip');
    expect(gzip.encoding).toBe('gzip');
    expect(gunzipSync(gzip.bytes)).toEqual(plain.bytes);
  });

  it('are small enough: the first load has less than 250 KB of JavaScript', async () => {
    const scripts = await firstScripts();
    const sizes = await Promise.all(scripts.map(async (path) => (await raw(path, 'gzip')).bytes.length));
    expect(scripts.length).toBeGreaterThan(0);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(SCRIPT_BYTES_MAX);
  });
});

describe('a process without the role operator', () => {
  it('serves no pages', async () => {
    const gateway = await HubProcess.start({ DATABASE_URL: setUp.database.url, ROLES: 'gateway,records' });
    const response = await fetch(`${gateway.baseUrl}/`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    await gateway.remove();
  });
});
