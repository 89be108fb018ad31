// Real invoices, official test suites among them, all find their way into a case file. The messages are not part of the
// project: FACHWERK_TEST_DATA names the folder that holds them, default ../shared/data.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogue } from '@fachwerk/connectors/catalogue';
import { describe, expect, it } from 'vitest';
import { root, translated } from './fixtures.js';

const folder = join(process.env['FACHWERK_TEST_DATA'] ?? join(root, '..', 'shared', 'data'), 'messages');
const files = ['xrechnung', 'xml-rechnung'].flatMap((kind) => xmlBelow(join(folder, kind)));
const connector = catalogue.find(({ manifest }) => manifest.name === 'xrechnung')!;

describe('real invoices', () => {
  it('are there', (context) => {
    if (!existsSync(folder)) context.skip(`the folder ${relative(root, folder)} is not there; set FACHWERK_TEST_DATA`);
    expect(files.length).toBeGreaterThan(0);
  });

  it.each(files.map((file) => [relative(folder, file), file] as const))('%s', async (_name, file) => {
    const { commands, key } = await translated(
      connector,
      { body: readFileSync(file), syntax: 'xml', attachments: [] },
      { filePlanCode: '1' },
    );
    expect(commands.map((command) => command.do)).toEqual(['open-file', 'add-document']);
    expect(key).toBe(commands[1]?.key);
  });
});

function xmlBelow(below: string): readonly string[] {
  if (!existsSync(below)) return [];
  return readdirSync(below, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.xml'))
    .map((path) => join(below, path))
    .toSorted();
}
