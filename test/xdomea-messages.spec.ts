// Real xdomea messages. They are not part of the project: FACHWERK_TEST_DATA names the folder that holds them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realMessages, realMessagesMissing, realXml } from './messages.js';
import { unzipped } from './unzipped.js';
import { read, translateXdomea } from './xdomea-message.js';

const messages = realXml('xdomea');
const transfer = '9a75050f-323a-4e84-94c9-a889aa2b4fe8_Aussonderung.Aussonderung.0503';

describe('real xdomea messages', () => {
  it('are there', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    expect(messages.length).toBeGreaterThan(0);
  });

  it.each(messages.filter(({ name }) => !name.endsWith('0503.xml')).map(({ name, path }) => [name, path]))(
    '%s is recognised, and rejected with what is read',
    (_name, path) => {
      const { message } = read({ xml: readFileSync(path, 'utf8') });
      expect(message.type).toMatch(/^other\.v[23]\.[04]\.0$/);
      expect(() => translateXdomea({ xml: readFileSync(path, 'utf8') })).toThrow(
        expect.objectContaining({
          kind: 'rejected',
          code: 'xdomea.type-not-supported',
          message: expect.stringContaining(message.body.name) as unknown,
        }),
      );
    },
  );

  it.each(messages.filter(({ name }) => name.endsWith('0503.xml')).map(({ name, path }) => [name, path]))(
    '%s without its file is rejected naming it, and filed with it',
    (_name, path) => {
      const xml = readFileSync(path, 'utf8');
      const file = /Dateiname>([^<]+)</.exec(xml)?.[1] ?? '';
      expect(() => translateXdomea({ xml })).toThrow(
        expect.objectContaining({
          code: 'xdomea.document-missing',
          message: expect.stringContaining(file) as unknown,
          details: expect.objectContaining({ path: expect.stringMatching(/Dateiname$/) as unknown }) as unknown,
        }),
      );
      const { commands } = translateXdomea({ xml, files: { [file]: 'x' } });
      expect(commands.map((command) => command.do)).toEqual(['open-file', 'add-document', 'add-document']);
    },
  );

  it('the transfer in a ZIP becomes two files with its three documents', (context) => {
    if (realMessagesMissing !== undefined) context.skip(realMessagesMissing);
    const part = `${transfer}.xml`;
    const entries = unzipped(readFileSync(join(realMessages, 'xdomea', '3.0.0', `${transfer}.zip`)));
    const { [part]: xml, ...files } = entries;
    const { commands } = translateXdomea({ xml: xml?.toString() ?? '', part, files });
    const inFile = ['open-case', 'add-document'];
    expect(commands.map((command) => command.do)).toEqual([
      'open-file',
      ...inFile,
      ...inFile,
      'open-file',
      ...inFile,
      'add-document',
      'close-case',
      'close-case',
      'close-case',
    ]);
    const filed = commands.flatMap((command) =>
      command.do === 'add-document' && command.content !== 'message' ? [command.content.attachment] : [],
    );
    expect(Object.keys(files)).toHaveLength(3);
    expect(filed.toSorted()).toEqual(Object.keys(entries).toSorted());
  });
});
