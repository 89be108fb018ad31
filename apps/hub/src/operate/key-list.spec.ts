import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { keysIn } from './key-list.js';

async function read(text: string, type: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const key of keysIn(Readable.from([Buffer.from(text)]), type)) keys.push(key);
  return keys;
}

describe('the list of a sender', () => {
  it.each(['text/plain', 'text/csv'])('is one key a line, as %s', async (type) => {
    expect(await read('R-1\r\nR-2\r\n\r\n R-3 \r\n', type)).toEqual(['R-1', 'R-2', 'R-3']);
    expect(await read('', type)).toEqual([]);
  });

  it.each([
    ['\uFEFFSchlüssel;Betrag\n"R;1";5\n', ['R;1']],
    ['"R""2",6\n', ['R"2']],
    ['R-3\t7\n', ['R-3']],
    ['\uFEFFSchlüssel;Betrag\n"R;1";5\n"R""2",6\nR-3\t7', ['R;1', 'R"2', 'R-3']],
  ])('is the first column of a CSV: %j', async (text, keys) => {
    expect(await read(text, 'text/csv')).toEqual(keys);
  });

  it.each(['A\u0000B', 'A'.repeat(513)])('has no key that could be none: %j', async (key) => {
    await expect(read(`R-1\n${key}\n`, 'text/plain')).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
