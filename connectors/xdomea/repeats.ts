import { Rejected, type ArchiveCommand, type Element } from '../contract/index.js';

/**
 * A file or a case may be told several times in one message (as the context of different records); its first command
 * stands for all as long as they agree. A UUID that stands for two different things is the sender's mistake, and so is
 * a document in two places.
 */
export function withoutRepeats(commands: readonly ArchiveCommand[], root: Element): readonly ArchiveCommand[] {
  const known = new Map<string, string>();
  return commands.filter((command) => {
    const kind = kindOf(command);
    if (kind === undefined) return true;
    const name = `${kind}/${command.key}`;
    const text = JSON.stringify(command);
    const before = known.get(name);
    if (before === undefined) {
      known.set(name, text);
      return true;
    }
    if (kind !== 'document' && before === text) return false;
    throw new Rejected(
      'xdomea.uuid-repeated',
      `The message has two different records with the UUID ${command.key}. Give each record its own.`,
      secondWith(command.key, root) ?? root.path,
    );
  });
}

function kindOf(command: ArchiveCommand): 'file' | 'case' | 'document' | undefined {
  switch (command.do) {
    case 'open-file':
    case 'open-sub-file':
      return 'file';
    case 'open-case':
    case 'open-sub-case':
      return 'case';
    case 'add-document':
      return 'document';
    default:
      return undefined;
  }
}

function secondWith(uuid: string, root: Element): string | undefined {
  const found: string[] = [];
  const visit = (element: Element): void => {
    for (const id of [...element.many('Identifikation/ID'), ...element.many('Identifikation/xdomeaUUID')]) {
      if (id.maybe.text('.')?.toLowerCase() === uuid) found.push(id.path);
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
  return found[1];
}
