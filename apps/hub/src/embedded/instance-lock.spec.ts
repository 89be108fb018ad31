import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from './instance-lock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('lock of the data directory', () => {
  it('lets in one hub at a time', async () => {
    const lock = await lockDataDir(folder);
    await expect(lockDataDir(folder)).rejects.toMatchObject({
      code: 'instance.running',
      message: expect.stringContaining(folder),
    });
    await lock.release();
    await (await lockDataDir(folder)).release();
  });

  it('takes over what a killed process left behind', async () => {
    const { pid } = spawnSync('true');
    await writeFile(join(folder, 'hub.lock'), `${pid} 12345\n`);
    await (await lockDataDir(folder)).release();
  });

  it('is not fooled by another process that got the same number', async () => {
    await writeFile(join(folder, 'hub.lock'), `${process.pid} 1\n`);
    await (await lockDataDir(folder)).release();
  });
});
