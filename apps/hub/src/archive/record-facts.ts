/** What commands say about records, in a form in which it can be held against what is in the archive. */
import type { AddDocument, AddVersion, ArchiveCommand } from '@fachwerk/connectors/contract';
import { defaultFileName } from './default-file-name.js';
import type { RecordKind } from './filing-load.js';
import type { StoredContent } from './filing.js';

/** One record, or one version of a document, as a message has it. */
export interface RecordFacts {
  readonly record: RecordKind;
  /** The procedure's own; left out when no command of today names it. */
  readonly key?: string;
  /** Of a case file as people know it, once there is one. */
  readonly reference?: string;
  /** In a fixed order; what is not given is left out. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The bytes that commands may refer to. */
export interface MessageParts {
  readonly message: StoredContent;
  readonly attachments: ReadonlyMap<string, StoredContent>;
}

/** In the order of the commands. The day on which a case is closed is a fact of that case; reopening leaves no fact. */
export function factsOf(commands: readonly ArchiveCommand[], parts: MessageParts): readonly RecordFacts[] {
  const records: RecordFacts[] = [];
  const cases = new Map<string, number>();
  for (const command of commands) {
    if (command.do === 'close-case' || command.do === 'reopen-case') {
      const at = cases.get(command.key) ?? records.push(record('case', command.key, {})) - 1;
      cases.set(command.key, at);
      const known = records[at]!;
      const { closedOn: _before, ...open } = known.facts;
      const facts = command.do === 'close-case' ? { ...open, closedOn: command.closedOn } : open;
      records[at] = { ...known, facts };
      continue;
    }
    const length = records.push(factsOfOne(command, parts));
    if (command.do === 'open-case' || command.do === 'open-sub-case') cases.set(command.key, length - 1);
  }
  return records;
}

type Opening = Exclude<ArchiveCommand, { readonly do: 'close-case' | 'reopen-case' }>;

function factsOfOne(command: Opening, parts: MessageParts): RecordFacts {
  const { key, metadata } = command;
  switch (command.do) {
    case 'open-file':
      return record('case-file', key, { filePlanCode: command.filePlanCode, subject: command.subject, metadata });
    case 'open-sub-file':
      return record('case-file', key, { in: command.inFile, subject: command.subject, metadata });
    case 'open-case':
    case 'open-sub-case': {
      const within = command.do === 'open-case' ? command.inFile : command.inCase;
      return record('case', key, { in: within, subject: command.subject, openedOn: command.openedOn, metadata });
    }
    case 'add-document': {
      const { subject, documentType, documentDate } = command;
      const [within] = Object.values(command.in) as string[];
      const content = contentFacts(command, parts);
      return record('document', key, { in: within, subject, documentType, documentDate, ...content, metadata });
    }
    case 'add-version':
      return record('document', key, { ...contentFacts(command, parts), metadata });
    default:
      return assertNever(command);
  }
}

function contentFacts(command: AddDocument | AddVersion, parts: MessageParts): Readonly<Record<string, unknown>> {
  const one = ({ content, fileName }: Pick<AddDocument, 'content' | 'fileName'>): Record<string, unknown> => {
    const found = content === 'message' ? parts.message : parts.attachments.get(content.attachment);
    const name = fileName ?? found?.fileName ?? defaultFileName(command.key, found?.mime ?? '');
    return { fileName: name, sha256: found?.sha256 };
  };
  const formats = command.formats?.map(one);
  return { ...one(command), ...(formats === undefined || formats.length === 0 ? {} : { formats }) };
}

/** Without what is not given, and without metadata that says nothing. */
export function record(kind: RecordKind, key: string | undefined, facts: Record<string, unknown>): RecordFacts {
  return { record: kind, ...(key === undefined ? {} : { key }), facts: given(facts) };
}

function given(facts: Record<string, unknown>): RecordFacts['facts'] {
  const kept = Object.entries(facts).filter(([name, value]) => {
    if (value === undefined || value === null) return false;
    return name !== 'metadata' || Object.keys(value).length > 0;
  });
  return Object.fromEntries(kept.map(([name, value]) => [name, name === 'metadata' ? sorted(value) : value]));
}

/** The database keeps metadata in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, child]) => [name, sorted(child)]));
}

function assertNever(command: never): never {
  throw new Error(`Unknown archive command: ${JSON.stringify(command)}`);
}
