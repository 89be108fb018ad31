/**
 * Files a message by fields that a municipality named: which case file, which case, what the document is called. It is
 * what `json-generic` and `xml-generic` have in common, and no connector itself. There are no conditions here, and there
 * will be none: the first `if` of a procedure is the reason to write a connector for it.
 */
import type { ArchiveCommand, Attachment, Message, Metadata } from '../contract/index.js';
import { dayAt } from './day.js';
import { KEY_LENGTH_MAX, keyAt, lineAt, metadataAt, required, type Fields } from './fields.js';
import type { JsonGenericSettings } from './generated/settings.js';

/** Which field goes where. Both connectors are set up with the same, except for what a path looks like. */
export type Mapping = JsonGenericSettings;

type Titled = Pick<NonNullable<Mapping['document']>, 'words' | 'subject'>;
type Described = Pick<NonNullable<Mapping['document']>, 'metadata' | 'constants'>;
type Add = Extract<ArchiveCommand, { readonly do: 'add-document' }>;

/** With the words in front of them, fields fit into the 1,000 characters of a title. */
const TITLE_FIELD_LENGTH_MAX = 500;
const TITLE_LENGTH_MAX = 1_000;
const TYPE_LENGTH_MAX = 100;

/** What makes two transmissions the same: where nobody said so, the sender's own key, else equal content. */
export function keyOf(fields: Fields, { key }: Mapping, { senderKey, sha256 }: Message): string {
  if (key !== undefined) return keyAt(fields, key);
  return senderKey === undefined || senderKey.length > KEY_LENGTH_MAX ? sha256 : senderKey;
}

/** Case file, case where one is wanted, the message as a document, and its attachments beside it. */
export function commandsOf(fields: Fields, mapping: Mapping, message: Message): readonly ArchiveCommand[] {
  for (const path of mapping.required ?? []) required(fields, path);
  const key = keyOf(fields, mapping, message);
  const { caseFile = {}, filePlanCode } = mapping;
  const file = caseFile.key === undefined ? key : keyAt(fields, caseFile.key);
  const opened = caseOf(fields, mapping, file);
  const within = opened === undefined ? { file } : { case: opened.key };
  return [
    {
      do: 'open-file',
      key: file,
      filePlanCode,
      subject: titleOf(fields, caseFile, file),
      ...metadataOf(fields, caseFile),
    },
    ...(opened === undefined ? [] : [opened]),
    documentOf(fields, mapping, message, { key, in: within }),
    ...attachmentsOf(mapping, message, { key, in: within }),
  ];
}

function caseOf(fields: Fields, { case: wanted }: Mapping, inFile: string): ArchiveCommand | undefined {
  if (wanted === undefined) return undefined;
  const key = keyAt(fields, wanted.key);
  const openedOn = wanted.openedOn === undefined ? undefined : dayAt(fields, wanted.openedOn);
  return {
    do: 'open-case',
    key,
    inFile,
    subject: titleOf(fields, wanted, key),
    ...(openedOn === undefined ? {} : { openedOn }),
    ...metadataOf(fields, wanted),
  };
}

function documentOf(
  fields: Fields,
  { document = {}, whenChanged }: Mapping,
  { attachments, part }: Message,
  place: Pick<Add, 'key' | 'in'>,
): ArchiveCommand {
  const date = document.date === undefined ? undefined : dayAt(fields, document.date);
  const field = document.typeField === undefined ? undefined : lineAt(fields, document.typeField, TYPE_LENGTH_MAX);
  const documentType = field ?? document.type;
  const entry = attachments.find(({ name }) => name === part);
  return {
    do: 'add-document',
    ...place,
    subject: titleOf(fields, document, place.key),
    // Of a ZIP the entry that was read, beside its other entries.
    ...(entry === undefined ? { content: 'message' } : contentOf(entry.name)),
    ...(documentType === undefined ? {} : { documentType }),
    ...(date === undefined ? {} : { documentDate: date }),
    ...metadataOf(fields, document),
    ...(whenChanged === undefined ? {} : { whenChanged }),
  };
}

function attachmentsOf(
  { attachments = {}, whenChanged }: Mapping,
  { attachments: sent, part }: Message,
  { key, in: within }: Pick<Add, 'key' | 'in'>,
): readonly ArchiveCommand[] {
  if (attachments.file === false) return [];
  const beside = sent.filter(({ name }) => name !== part);
  return beside.map(({ name }: Attachment): ArchiveCommand => ({
    do: 'add-document',
    key: `${key}/${name}`,
    in: within,
    subject: name,
    ...contentOf(name),
    ...(attachments.type === undefined ? {} : { documentType: attachments.type }),
    ...(whenChanged === undefined ? {} : { whenChanged }),
  }));
}

/** An attachment, with the folders that it came from left out of the name that people see. */
function contentOf(attachment: string): Pick<Add, 'content' | 'fileName'> {
  const fileName = attachment.split(/[/\\]/).at(-1)!;
  return { content: { attachment }, ...(fileName === attachment || fileName === '' ? {} : { fileName }) };
}

function titleOf(fields: Fields, { words, subject = [] }: Titled, otherwise: string): string {
  const values = subject.flatMap((path) => lineAt(fields, path, TITLE_FIELD_LENGTH_MAX) ?? []);
  const title = [...(words === undefined ? [] : [words]), ...(values.length === 0 ? [] : [values.join(', ')])].join(
    ' ',
  );
  return cut(title.trim() === '' ? otherwise : title);
}

/** Several fields that each fit may be too long together: what people see is cut, nothing of the message is lost. */
function cut(title: string): string {
  if (title.length <= TITLE_LENGTH_MAX) return title;
  return `${title.slice(0, TITLE_LENGTH_MAX - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function metadataOf(fields: Fields, { metadata = {}, constants = {} }: Described): { metadata?: Metadata } {
  const read = Object.entries(metadata).flatMap(([name, path]) => {
    const value = metadataAt(fields, path);
    return value === undefined ? [] : [[name, value] as const];
  });
  const all = { ...constants, ...Object.fromEntries(read) };
  return Object.keys(all).length === 0 ? {} : { metadata: all };
}
