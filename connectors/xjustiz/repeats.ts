import { Rejected, type ArchiveCommand, type Element } from '../contract/index.js';
import { cut } from '../xoev/index.js';

/**
 * A message may describe a record in two places (a document in its file, and as the cover letter). Told twice alike it is
 * filed once, in the first place; two different records with one UUID are a mistake that nobody else can mend.
 */
export function withoutRepeats(commands: readonly ArchiveCommand[], root: Element): readonly ArchiveCommand[] {
  const known = new Map<string, string>();
  const versions = new Set<string>();
  return commands.filter((command) => {
    if (command.do === 'add-version') {
      const told = JSON.stringify(command);
      return versions.has(told) ? false : versions.add(told);
    }
    if (command.do !== 'add-document' && command.do !== 'open-sub-file') return true;
    const told = JSON.stringify(command.do === 'add-document' ? { ...command, in: '', metadata: '' } : command);
    const name = `${command.do === 'add-document' ? 'document' : 'file'}/${command.key}`;
    const before = known.get(name);
    known.set(name, told);
    if (before === undefined) return true;
    if (before === told) return false;
    const sentence = `Two different records have the UUID ${cut(command.key, 100)}. Give each its own.`;
    throw new Rejected('xjustiz.id-repeated', sentence, root.path);
  });
}
