import {
  Rejected,
  type ArchiveCommand,
  type Connector,
  type Message,
  type MessageType,
} from '@fachwerk/connectors/contract';
import { describe, expect, it } from 'vitest';
import { SchemasFolder } from '../config/schemas-folder.js';
import { Schemas } from '../json/schemas.js';
import { firstRecordOf, orderKeyOf, translate, type Translation } from './translate.js';

const checkCommands = new Schemas(new SchemasFolder().path).check('hub/archive-command.json#/definitions/Commands');
const open: ArchiveCommand = { do: 'open-file', key: 'A', filePlanCode: '632', subject: 'File' };
const document = (key: string, attachment?: string): ArchiveCommand => ({
  do: 'add-document',
  key,
  in: { file: 'A' },
  subject: 'Plan',
  content: attachment === undefined ? 'message' : { attachment },
});
const message: Message = Object.freeze({
  type: 'permit',
  body: { number: 'P-1' },
  mime: 'application/json',
  sizeBytes: 2,
  sha256: 'a'.repeat(64),
  attachments: Object.freeze([
    {
      name: 'plan.pdf',
      mime: 'application/pdf',
      sizeBytes: 1,
      sha256: 'b'.repeat(64),
    },
  ]),
});
const connector = (functions: Partial<MessageType>): Connector => ({
  manifest: {
    name: 'permits',
    title: 'Permits',
    version: '1.2.3',
    stability: 'draft',
    contract: 1,
    settings: 's.json',
    accepts: [
      {
        type: 'permit',
        title: 'Permit',
        jsonSchema: 'x.json',
      },
    ],
  },
  types: { permit: { key: () => 'P-1', translate: () => [open], ...functions } },
});
const run = (functions: Partial<MessageType>, sent: Message = message, type = 'permit'): Translation =>
  translate(connector(functions), type, sent, { filePlanCode: '632' }, checkCommands);
const returning = (commands: unknown): Partial<MessageType> => ({
  translate: () => commands as readonly ArchiveCommand[],
});
const invalid = (problem: string | RegExp): unknown =>
  expect.objectContaining({
    kind: 'defect',
    code: 'connector.invalid-commands',
    details: {
      values: {
        connector: 'permits',
        version: '1.2.3',
        problem: expect.stringMatching(problem) as string,
      },
    },
  });

describe('what a message concerns', () => {
  const orderKey = (order: MessageType['order']): string | undefined =>
    orderKeyOf(connector(order === undefined ? {} : { order }), 'permit', message);

  it('is what the connector says, or left to the commands', () => {
    expect(orderKey(() => 'Flur 7')).toBe('Flur 7');
    expect(orderKey(undefined)).toBeUndefined();
  });

  it.each([
    ['empty', () => '', 'the key is empty'],
    ['too long', () => 'x'.repeat(513), 'longer than 512'],
    ['with a control character', () => 'a\u0000', 'control character'],
  ])('is refused when it is %s', (_what, order, problem) => expect(() => orderKey(order)).toThrow(invalid(problem)));

  it.each<[string, ArchiveCommand, string]>([
    ['the case file', { do: 'open-file', key: 'F', filePlanCode: '1', subject: 'S' }, 'F'],
    ['the whole of a part', { do: 'open-sub-file', key: 'P', inFile: 'F', subject: 'S' }, 'F'],
    ['the case file of a case', { do: 'open-case', key: 'C', inFile: 'F', subject: 'S' }, 'F'],
    ['the case above a case', { do: 'open-sub-case', key: 'S', inCase: 'C', subject: 'S' }, 'C'],
    [
      'where a document lies',
      { do: 'add-document', key: 'D', in: { case: 'C' }, subject: 'S', content: 'message' },
      'C',
    ],
    ['the document of a version', { do: 'add-version', key: 'D', content: 'message' }, 'D'],
    ['the case that is closed', { do: 'close-case', key: 'C', closedOn: '2026-01-01' }, 'C'],
  ])('is %s otherwise', (_what, command, key) => expect(firstRecordOf([command, open])).toBe(key));
});

describe('translating', () => {
  it("gives the connector's key and commands, with who made them", () => {
    const commands = [open, document('D1'), document('D2', 'plan.pdf')];
    expect(run(returning(commands))).toEqual({
      key: 'P-1',
      commands,
      connector: 'permits',
      version: '1.2.3',
      type: 'permit',
    });
  });

  it('hands the message and the settings over as they are', () => {
    const seen: unknown[] = [];
    run({
      key: (given) => (seen.push(given), 'K'),
      translate: (given, settings) => (seen.push(given, settings), [open]),
    });
    expect(seen).toEqual([message, message, { filePlanCode: '632' }]);
    expect(seen[0]).toBe(message);
  });

  it("prefers the sender's key, and does not ask for another", () => {
    const key = (): string => {
      throw new Error('asked');
    };
    expect(run({ key }, { ...message, senderKey: 'S-1' }).key).toBe('S-1');
  });

  it.each([
    ['', 'the key is empty'],
    [undefined, 'the key is empty'],
    [4711, 'the key is empty'],
    [null, 'the key is empty'],
    ['x'.repeat(513), 'longer than 512'],
    ['a\nb', 'control character'],
    ['a\u007fb', 'control character'],
    ['\u0000', 'control character'],
    ['half \ud83d', 'control character'],
  ])('refuses the key %j as a defect of the connector', (key, problem) => {
    expect(() => run({ key: () => key as string })).toThrow(invalid(problem));
  });

  it.each(['x'.repeat(512), 'Größe 😀', ' ', '../x'])('takes the key %j', (key) => {
    expect(run({ key: () => key }).key).toBe(key);
  });

  it.each<[string, unknown, string | RegExp]>([
    ['nothing', [], /fewer than 1 items/],
    ['undefined', undefined, /must be array/],
    ['a promise', Promise.resolve([open]), /must be array/],
    ['a command that is none', [{ do: 'burn', key: 'A' }], /\/0/],
    ['a command without key', [{ ...open, key: undefined }], /\/0/],
    ['a property that is none', [{ ...open, extra: 1 }], /\/0 must not have a property "extra"/],
    ['a day that is none', [open, { do: 'close-case', key: 'A', closedOn: '2026-02-30' }], /\/1\/closedOn/],
    ['a NUL in a subject', [{ ...open, subject: 'a\u0000' }], /\/0\/subject/],
    [
      'a document that names no attachment of the message',
      [open, document('D', 'other.pdf')],
      'attachment other.pdf, which the message does not have',
    ],
    [
      'a version that names no attachment of the message',
      [{ do: 'add-version', key: 'D', content: { attachment: 'other.pdf' } }],
      'document D names the attachment other.pdf',
    ],
    [
      'a format that names no attachment of the message',
      [{ do: 'add-version', key: 'D', content: 'message', formats: [{ content: { attachment: 'other.pdf' } }] }],
      'document D names the attachment other.pdf',
    ],
    ['a document in nothing', [{ ...document('D'), in: {} }], /\/0\/in/],
    ['a document in two', [{ ...document('D'), in: { file: 'A', document: 'B' } }], /\/0\/in/],
    ['a part of nothing', [{ do: 'open-sub-file', key: 'B', subject: 'B' }], /\/0/],
    ['records within records', [{ ...open, metadata: { list: [{ in: { deep: 'x' } }] } }], /\/0\/metadata\/list/],
    ['records with a name that is none', [{ ...open, metadata: { list: [{ Name: 'x' }] } }], /\/0\/metadata\/list/],
    ['records among texts', [{ ...open, metadata: { list: ['x', { name: 'x' }] } }], /\/0\/metadata\/list/],
    [
      'more records than a list may have',
      [{ ...open, metadata: { list: Array.from({ length: 1_001 }, () => ({ name: 'x' })) } }],
      /\/0\/metadata\/list/,
    ],
    ['an attachment named like a property of objects', [open, document('D', 'constructor')], 'attachment constructor'],
    ['two documents of one key', [open, document('D'), document('D', 'plan.pdf')], 'two documents have the key D'],
  ])('refuses %s as a defect of the connector', (_what, commands, problem) => {
    expect(() => run(returning(commands))).toThrow(invalid(problem));
  });

  it('lets files, cases and documents have the same key, and a file be opened twice', () => {
    const commands: ArchiveCommand[] = [
      open,
      open,
      { do: 'open-case', key: 'A', inFile: 'A', subject: 'Case' },
      document('A'),
    ];
    expect(run(returning(commands)).commands).toEqual(commands);
  });

  it('takes parts, versions with formats, annexes, and metadata that is a list of records', () => {
    const metadata = { participants: [{ name: 'x' }, {}], keywords: ['x', 'y'], none: [], urgent: true, note: 'x' };
    const commands: ArchiveCommand[] = [
      open,
      { do: 'open-sub-file', key: 'A/1', inFile: 'A', subject: 'Part', metadata },
      { do: 'open-case', key: 'C', inFile: 'A/1', subject: 'Case' },
      { do: 'open-sub-case', key: 'C/1', inCase: 'C', subject: 'Case', openedOn: '2026-01-31' as never, metadata },
      document('D'),
      {
        ...document('D/1'),
        in: { document: 'D' },
        formats: [{ content: { attachment: 'plan.pdf' }, metadata }],
      } as never,
      { do: 'add-version', key: 'D', content: { attachment: 'plan.pdf' }, fileName: 'a.pdf', metadata, formats: [] },
      { do: 'add-version', key: 'D', content: 'message' },
    ];
    expect(run(returning(commands)).commands).toEqual(commands);
  });

  it.each(['key', 'translate'] as const)('rejects what %s rejects, with its own code, sentence and path', (name) => {
    const refuse = (): never => {
      throw new Rejected('permits.no-parcel', 'Permit P-1 names no parcel.', '/permit/parcels');
    };
    expect(() => run({ [name]: refuse })).toThrow(
      expect.objectContaining({
        kind: 'rejected',
        code: 'permits.no-parcel',
        message: 'Permit P-1 names no parcel.',
        details: {
          path: '/permit/parcels',
          values: { path: '/permit/parcels' },
        },
      }),
    );
  });

  it.each([new TypeError('x is undefined'), 'a string', undefined, null, { code: 'permits.no-parcel' }])(
    'takes anything else that is thrown for a defect, and keeps it as cause: %s',
    (thrown) => {
      const fail = (): never => {
        throw thrown;
      };
      for (const functions of [{ key: fail }, { translate: fail }]) {
        expect(() => run(functions)).toThrow(
          expect.objectContaining({ kind: 'defect', code: 'connector.threw', cause: thrown }),
        );
      }
    },
  );

  it('does not show the sender what a connector threw', () => {
    const secret = (): never => {
      throw new Error('geheim');
    };
    expect(() => run({ translate: secret })).toThrow(/^The connector permits 1\.2\.3 failed on this message/);
  });

  it.each(['other', 'constructor', '__proto__'])('takes a type without functions for a defect: %s', (type) => {
    expect(() => run({}, message, type)).toThrow(
      expect.objectContaining({
        kind: 'defect',
        code: 'connector.type-missing',
        details: {
          values: {
            connector: 'permits',
            version: '1.2.3',
            type,
          },
        },
      }),
    );
  });
});
