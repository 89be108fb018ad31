/** How a message is filed, whatever its type: the part of a new connector that is written by hand first. */
import { contractFrom, settingsType, xoevFrom, type Context } from './context.js';

interface Needed {
  /** Some reader reads what is there several times, of XML. */
  readonly hasTexts: boolean;
  /** Messages may have the mark of a test message: they are XML. */
  readonly hasTests: boolean;
}

export function filingFile(context: Context, { hasTexts, hasTests }: Needed): string {
  const settings = settingsType(context);
  const element = hasTexts || hasTests ? ['Element'] : [];
  const types = ['ArchiveCommand', ...element, 'IsoDate', 'Message', 'MessageType', 'Metadata'];
  const text = [READING, hasTests ? FILED_UNLESS_TEST : FILED, COMMANDS, ...(hasTexts ? [TEXTS_AT] : [])].join('\n');
  return `import { Rejected, ${types.map((type) => `type ${type}`).join(', ')} } from '${contractFrom(context, 1)}';
${hasTests ? `import { refuseTest } from '${xoevFrom(context)}';\n` : ''}import type { ${settings} } from './generated/settings.js';

${text.replaceAll('%Settings%', settings).replaceAll('%name%', context.name)}`;
}

const READING = `/** What is read from a message, whatever its type. */
export interface Reading {
  /** What is it called in the archive? */
  readonly documentType: string;
  /** What makes two transmissions the same message; where nothing does, its bytes. */
  readonly key: string | undefined;
  /** What the case file is known by; without it, each message opens one of its own. */
  readonly file: string | undefined;
  readonly subject: string | undefined;
  readonly date: IsoDate | undefined;
  /** Files that the message names. */
  readonly attachmentNames: readonly string[];
  readonly metadata: Readonly<Record<string, string | undefined>>;
}

/** Keys are at most 512 characters: room for the type, and for the name of an attachment. */
const VALUE_MAX = 200;
const SUBJECT_MAX = 1_000;
const NAME_MAX = 255;
const METADATA_MAX = 10_000;
`;

const FILED = `/** The functions of a type, from what is read of it. */
export function filed<Body>(read: (body: Body) => Reading): MessageType {
  return {
    key: (message: Message<Body>) => keyOf(read(message.body), message),
    translate: (message: Message<Body>, settings: %Settings%) => commandsOf(read(message.body), message, settings),
  };
}
`;

/** The mark is looked at before anything else of the message. */
const FILED_UNLESS_TEST = `/** The functions of a type, from what is read of it. */
export function filed(read: (root: Element) => Reading): MessageType {
  return {
    key: (message: Message<Element>) => keyOf(read(message.body), message),
    translate: (message: Message<Element>, settings: %Settings%) => {
      refuseTest('%name%', message.body, settings);
      return commandsOf(read(message.body), message, settings);
    },
  };
}
`;

const COMMANDS = `/** Messages of two types may be about the same thing, and are not the same message. */
function keyOf({ key }: Reading, { type, sha256 }: Message): string {
  return \`\${type}/\${key === undefined ? sha256 : checked(key)}\`;
}

/** One case file; the message is a document in it, and each attachment is one. */
function commandsOf(reading: Reading, message: Message, settings: %Settings%): readonly ArchiveCommand[] {
  const key = keyOf(reading, message);
  const file = reading.file === undefined ? key : checked(reading.file);
  const subject = oneLine(reading.subject ?? \`\${reading.documentType} \${reading.key ?? ''}\`, SUBJECT_MAX);
  return [
    { do: 'open-file', key: file, filePlanCode: settings.filePlanCode, subject },
    {
      do: 'add-document',
      key,
      in: { file },
      subject,
      content: 'message',
      documentType: reading.documentType,
      ...(reading.date === undefined ? {} : { documentDate: reading.date }),
      metadata: metadataOf(reading),
      whenChanged: 'add-version',
    },
    ...message.attachments
      .filter(({ name }) => name !== message.part)
      .map(({ name }): ArchiveCommand => ({
        do: 'add-document',
        key: \`\${key}/\${oneLine(name, NAME_MAX)}\`,
        in: { file },
        subject: oneLine(name, NAME_MAX),
        content: { attachment: name },
        fileName: oneLine(name.split('/').at(-1) ?? name, NAME_MAX),
        whenChanged: 'add-version',
      })),
  ];
}

function metadataOf({ metadata, attachmentNames }: Reading): Metadata {
  const texts = Object.entries(metadata).flatMap(([name, text]) => (text === undefined ? [] : [[name, kept(text)] as const]));
  return {
    ...Object.fromEntries(texts),
    ...(attachmentNames.length === 0 ? {} : { 'attachment-names': attachmentNames.slice(0, 1_000).map(kept) }),
  };
}

function kept(text: string): string {
  return text.replaceAll('\\0', '').slice(0, METADATA_MAX);
}

/** What records are known by is taken as it is, or not at all. */
function checked(value: string): string {
  const text = oneLine(value, VALUE_MAX + 1);
  if (text === '-') throw new Rejected('%name%.key-empty', 'What the message is known by is empty.');
  if (text.length <= VALUE_MAX) return text;
  throw new Rejected('%name%.key-too-long', \`"\${text.slice(0, 60)}…" has more than \${VALUE_MAX} characters.\`);
}

/** Without control characters, and never empty. */
function oneLine(text: string, lengthMax: number): string {
  // More than is kept need not be looked at.
  const line = text.slice(0, 2 * lengthMax).replaceAll(/[\\s\\p{Cc}\\p{Cs}]+/gu, ' ').trim();
  return line === '' ? '-' : line.slice(0, lengthMax).replace(/\\p{Cs}$/u, '');
}

/** The day of a point in time, as it is written. */
export function dayOf(text: string | undefined, path: string): IsoDate | undefined {
  if (text === undefined) return undefined;
  const [, year = '', month = '', day = ''] = /^(\\d{4})-(\\d\\d)-(\\d\\d)(?=T|$)/.exec(text) ?? [];
  const days = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (Number(year) > 0 && Number(day) > 0 && Number(day) <= (days[Number(month) - 1] ?? 0)) return \`\${year}-\${month}-\${day}\`;
  throw new Rejected('%name%.date-invalid', \`"\${text.slice(0, 60)}" is no date; write it as YYYY-MM-DD.\`, path);
}
`;

const TEXTS_AT = `/** All texts at a path that may be there several times. */
export function textsAt(root: Element, path: string, value = '.'): readonly string[] {
  return root.many(path).flatMap((element) => element.maybe.text(value) ?? []);
}
`;
