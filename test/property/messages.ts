/**
 * Lists of messages as connectors could have made them, drawn at random: few keys, so that messages meet in the same
 * records; mostly sensible commands, some that name what is not there, is closed, or lies elsewhere; repetitions.
 */
import type { AddDocument, AddVersion, ArchiveCommand, ContentSource } from '@fachwerk/connectors/contract';
import fc from 'fast-check';
import { HubError } from '../../apps/hub/src/errors/hub-error.js';
import type { ReadMessage } from '../../apps/hub/src/file/read-message.js';
import type { DirectFiling } from '../harness/filing.js';

/** A message without an id: the same can be brought into several tenants. */
export interface Drawn {
  readonly key: string;
  readonly body: string;
  readonly commands: readonly ArchiveCommand[];
  /** It was refused before it came to be filed. */
  readonly refused?: 'rejected' | 'defect';
}

/** The same ones for all, because a defect is written down with its stack. */
const REFUSALS = {
  rejected: new HubError('rejected', 'xml.not-well-formed', 'It is not well-formed.'),
  defect: new HubError('defect', 'connector.threw', 'The connector failed.'),
};
const ATTACHMENTS = { a: 'content a', b: 'content b', c: 'content c' };

const openFile = (n: number): ArchiveCommand => ({
  do: 'open-file',
  key: `F${n}`,
  filePlanCode: '632.6',
  subject: `File ${n}`,
});
const openPart = (n: number, at = n): ArchiveCommand => ({
  do: 'open-sub-file',
  key: `P${n}`,
  inFile: `F${at % 3}`,
  subject: `Part ${n}`,
});
const openCase = (n: number, at = n): ArchiveCommand => ({
  do: 'open-case',
  key: `C${n}`,
  inFile: at % 2 === 0 ? `F${at % 3}` : `P${at % 3}`,
  subject: `Case ${n}`,
  metadata: { district: `${n}` },
});
const openSubCase = (n: number, at = n): ArchiveCommand => ({
  do: 'open-sub-case',
  key: `S${n}`,
  inCase: `C${at % 3}`,
  subject: `Case within ${n}`,
});

const number = fc.noBias(fc.nat({ max: 2 }));
const content = fc.constantFrom<ContentSource>(
  'message',
  { attachment: 'a' },
  { attachment: 'b' },
  { attachment: 'c' },
);
/** Where a record is wanted: nearly always where all messages want it. */
const shift = fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) });
const formats = fc.array(
  content.map((one) => ({ content: one })),
  { maxLength: 2 },
);
const changes = fc.constantFrom('add-version' as const, 'add-version' as const, 'conflict' as const);

const document = fc.tuple(number, shift, content, formats, changes).map(([n, by, source, more, whenChanged]) => {
  const places = [{ case: `C${n}` }, { file: `F${n}` }, { case: `S${n}` }, { document: `D${(n + 1) % 3}` }] as const;
  return places.map((_, kind): AddDocument => ({
    do: 'add-document',
    key: kind === 3 ? `A${n}` : `D${n}${kind === 0 ? '' : places.length + kind}`,
    in: places[(kind + by) % places.length]!,
    subject: `Document ${n}`,
    content: source,
    formats: more,
    whenChanged,
  }));
});

/** Most acts open what they need; the rest relies on earlier messages. */
const act: fc.Arbitrary<readonly ArchiveCommand[]> = fc
  .tuple(fc.noBias(fc.integer({ min: 0, max: 9 })), number, shift, document, fc.noBias(fc.nat({ max: 3 })), content)
  .map(([bare, n, by, documents, which, source]) => {
    const needed = [
      openFile(0),
      openFile(1),
      openFile(2),
      openPart(n),
      openPart(1),
      openCase(n),
      openCase((n + 1) % 3),
    ];
    const filed = documents[which]!;
    const version: AddVersion = { do: 'add-version', key: filed.key, content: source };
    const acts: readonly (readonly ArchiveCommand[])[] = [
      [openFile(n), openPart(n, n + by)],
      [...needed, openCase(n, n + by)],
      [...needed, openSubCase(n, n + by)],
      [...needed, openCase(n), openSubCase(n), documents[0]!, documents[2]!],
      [...needed, openCase(n), openSubCase(n), filed],
      [...needed, filed, version],
      [version],
      [...needed, { do: 'close-case', key: `C${n}`, closedOn: '2026-03-01' }],
      [...needed, { do: 'reopen-case', key: `C${n}`, reason: 'There is more.' }],
      [openFile(n), openPart(n), openCase(n)],
    ];
    const chosen = acts[(bare + n + which * 3) % acts.length]!;
    return bare === 0 ? chosen.slice(-1) : chosen;
  });

const refusal = fc.oneof(
  { weight: 20, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom('rejected' as const, 'defect' as const) },
);

const one: fc.Arbitrary<Drawn> = fc
  .tuple(fc.nat({ max: 4 }), fc.array(act, { minLength: 1, maxLength: 3 }), refusal)
  .map(([key, acts, refused]) => {
    const seen = new Set<string>();
    // A message names a document once; what it says of it decides its bytes, as in a message that was sent.
    const commands = acts.flat().filter((command) => {
      if (command.do !== 'add-document') return true;
      return seen.size < seen.add(command.key).size;
    });
    const body = JSON.stringify([commands, refused ?? 'read']);
    return { key: `K${key}`, body, commands, ...(refused === undefined ? {} : { refused }) };
  });

/** One in six is one of those before it, sent again. */
const repetition = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat() });

export const drawnMessages: fc.Arbitrary<readonly Drawn[]> = fc
  .array(fc.tuple(one, repetition), { minLength: 3, maxLength: 10 })
  .map((drawn) => {
    const messages: Drawn[] = [];
    for (const [message, repeated] of drawn)
      messages.push(repeated === null || messages.length === 0 ? message : messages[repeated % messages.length]!);
    return messages;
  });

export async function bring(filing: DirectFiling, { key, body, commands, refused }: Drawn): Promise<ReadMessage> {
  const read = await filing.read({ key, body, commands, attachments: ATTACHMENTS });
  if (refused === undefined) return read;
  return { ...read, result: { error: REFUSALS[refused], stage: 'translate' } };
}
