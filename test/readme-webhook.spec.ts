// The example in the README by which a receiver checks a receipt does what it says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { signedHeaders } from '../apps/hub/src/confirm/webhook-signature.js';
import { root } from './fixtures.js';

type IsFromHub = (headers: Readonly<Record<string, string>>, body: Buffer, secret: string) => boolean;

const [, code = ''] = /```js\n(import \{ createHmac[^]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
const example = import(`data:text/javascript,${encodeURIComponent(code)}`) as Promise<{ isFromHub: IsFromHub }>;

const TEXT = '{"key":"Grüße"}';

/** As a server has them: names in lower case. */
function headersOf(secrets: readonly string[], at = new Date()): Readonly<Record<string, string>> {
  const pairs = Object.entries(signedHeaders('d', TEXT, secrets, at));
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

it('knows a receipt of the hub, also while the secret changes', async () => {
  const { isFromHub } = await example;
  const body = Buffer.from(TEXT);
  expect(isFromHub(headersOf(['mine']), body, 'mine')).toBe(true);
  for (const secret of ['old', 'new']) expect(isFromHub(headersOf(['old', 'new']), body, secret)).toBe(true);
});

it('refuses another secret, another body, an old receipt and nonsense', async () => {
  const { isFromHub } = await example;
  const body = Buffer.from(TEXT);
  expect(isFromHub(headersOf(['mine']), body, 'other')).toBe(false);
  expect(isFromHub(headersOf(['mine']), Buffer.from(`${TEXT} `), 'mine')).toBe(false);
  expect(isFromHub(headersOf(['mine'], new Date(Date.now() - 400_000)), body, 'mine')).toBe(false);
  const { 'fachwerk-signature': signature = '' } = headersOf(['mine']);
  for (const wrong of [signature.replace('v1=', 'v2='), signature.slice(0, -2), 't=,v1=', 'x'])
    expect(isFromHub({ 'fachwerk-signature': wrong }, body, 'mine')).toBe(false);
});
