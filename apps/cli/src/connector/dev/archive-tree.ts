/** What the archive would look like: case files with their parts, cases and documents, as commands make them. */
import type { AddDocument, ArchiveCommand, ContentSource } from '@fachwerk/connectors/contract';

export interface ArchiveNode {
  readonly is: 'case file' | 'case' | 'document' | 'version';
  readonly key: string;
  readonly about: readonly string[];
  readonly within: ArchiveNode[];
}

interface Places {
  readonly roots: ArchiveNode[];
  readonly known: Map<string, ArchiveNode>;
}

/** What a command names and none of this message has opened is there from an earlier one. */
export function archiveTree(commands: readonly ArchiveCommand[]): readonly ArchiveNode[] {
  const places: Places = { roots: [], known: new Map() };
  for (const command of commands) place(command, places);
  return places.roots;
}

function place(command: ArchiveCommand, places: Places): void {
  const { key } = command;
  switch (command.do) {
    case 'open-file':
      return open('case file', key, [command.subject, command.filePlanCode], undefined, places);
    case 'open-sub-file':
      return open('case file', key, [command.subject], named('case file', command.inFile, places), places);
    case 'open-case':
      return open('case', key, [command.subject], named('case file', command.inFile, places), places);
    case 'open-sub-case':
      return open('case', key, [command.subject], named('case', command.inCase, places), places);
    case 'add-document':
      return open('document', key, aboutDocument(command), containerOf(command, places), places);
    case 'add-version':
      named('document', key, places).within.push({
        is: 'version',
        key,
        about: [contentOf(command.content)],
        within: [],
      });
      return;
    case 'close-case':
      return told(key, `closed ${command.closedOn ?? 'on the day of filing'}`, places);
    case 'reopen-case':
      return told(key, `reopened: ${command.reason}`, places);
    default:
      return assertNever(command);
  }
}

function open(
  is: ArchiveNode['is'],
  key: string,
  about: readonly string[],
  container: ArchiveNode | undefined,
  { roots, known }: Places,
): void {
  if (known.has(`${is} ${key}`)) return;
  const node: ArchiveNode = { is, key, about, within: [] };
  known.set(`${is} ${key}`, node);
  (container?.within ?? roots).push(node);
}

function told(key: string, what: string, places: Places): void {
  (named('case', key, places).about as string[]).push(what);
}

function named(is: ArchiveNode['is'], key: string, places: Places): ArchiveNode {
  open(is, key, ['from an earlier message'], undefined, places);
  return places.known.get(`${is} ${key}`)!;
}

function containerOf({ in: place_ }: AddDocument, places: Places): ArchiveNode {
  if ('case' in place_) return named('case', place_.case, places);
  return 'file' in place_ ? named('case file', place_.file, places) : named('document', place_.document, places);
}

function aboutDocument({ subject, documentType, documentDate, content, formats = [] }: AddDocument): readonly string[] {
  return [
    subject,
    ...[documentType, documentDate].filter((text) => text !== undefined),
    [content, ...formats.map((format) => format.content)].map(contentOf).join(' + '),
  ];
}

function contentOf(content: ContentSource): string {
  return content === 'message' ? 'the message itself' : content.attachment;
}

/** One line for each, with the lines of what lies in it below. */
export function treeLines(nodes: readonly ArchiveNode[], indent = ''): readonly string[] {
  return nodes.flatMap(({ is, key, about, within }, index) => {
    const last = index === nodes.length - 1;
    const isRoot = indent === '';
    const branch = isRoot ? '' : last ? '└─ ' : '├─ ';
    const below = isRoot ? ' ' : `${indent}${last ? '   ' : '│  '}`;
    return [`${indent.slice(1)}${branch}${is} ${key}: ${about.join(', ')}`, ...treeLines(within, below)];
  });
}

function assertNever(command: never): never {
  throw new Error(`Unknown archive command: ${JSON.stringify(command)}`);
}
