import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { changesBetween } from './command-changes.js';

const file: ArchiveCommand = {
  do: 'open-file',
  key: 'f',
  filePlanCode: '1',
  subject: 'A',
  metadata: { a: '1', b: '2' },
};
const document: ArchiveCommand = { do: 'add-document', key: 'd', in: { file: 'f' }, subject: 'D', content: 'message' };
const before = { key: 'k', commands: [file, document] };

describe('what two translations of a message differ in', () => {
  it('is nothing where only the order of members does', () => {
    const { metadata: _metadata, ...rest } = file;
    const same = { metadata: { b: '2', a: '1' }, ...rest } as ArchiveCommand;
    expect(changesBetween(before, { key: 'k', commands: [same, document] })).toEqual([]);
  });

  it('is named by command, key and member', () => {
    const after = {
      key: 'l',
      commands: [
        { ...file, metadata: { a: '1', b: '3' } },
        { ...document, key: 'e' },
      ],
    };
    expect(changesBetween(before, after)).toEqual([
      { is: 'changed', what: 'message', fields: [{ name: 'key', before: 'k', after: 'l' }] },
      { is: 'changed', what: 'open-file', key: 'f', fields: [{ name: 'metadata.b', before: '2', after: '3' }] },
      expect.objectContaining({ is: 'new', what: 'add-document', key: 'e' }),
      expect.objectContaining({ is: 'gone', what: 'add-document', key: 'd' }),
    ]);
  });

  it('may be the order of the commands alone', () => {
    expect(changesBetween(before, { key: 'k', commands: [document, file] })).toEqual([
      {
        is: 'changed',
        what: 'message',
        fields: [
          { name: 'order', before: ['open-file f', 'add-document d'], after: ['add-document d', 'open-file f'] },
        ],
      },
    ]);
  });

  it('pairs commands of one key in their order', () => {
    const version: ArchiveCommand = { do: 'add-version', key: 'd', content: { attachment: 'a' } };
    const other: ArchiveCommand = { ...version, content: { attachment: 'b' } };
    const was = { key: 'k', commands: [version, other] };
    expect(changesBetween(was, { key: 'k', commands: [version, other] })).toEqual([]);
    expect(changesBetween(was, { key: 'k', commands: [version] })).toMatchObject([{ is: 'gone', key: 'd' }]);
  });
});
