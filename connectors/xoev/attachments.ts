import type { Attachment } from '../contract/index.js';

/**
 * The attachment of that name; in a ZIP it may lie in a folder that the message does not name. It keeps the name it came
 * with: that is the one to file it by.
 */
export function attachmentNamed(attachments: readonly Attachment[], name: string): Attachment | undefined {
  return attachmentAt(attachments, name) ?? attachmentInAnyFolder(attachments, name);
}

/** The attachment of that whole path. */
export function attachmentAt(attachments: readonly Attachment[], path: string): Attachment | undefined {
  const same = attachments.filter(({ name }) => composed(name) === composed(path));
  return attachments.find(({ name }) => name === path) ?? only(same);
}

/** The one attachment of that name, in whatever folder; several are none. */
export function attachmentInAnyFolder(attachments: readonly Attachment[], name: string): Attachment | undefined {
  const end = `/${composed(name)}`;
  return only(attachments.filter((attachment) => `/${composed(attachment.name)}`.endsWith(end)));
}

/** A ZIP made on a Mac writes `ü` as two characters, and the message as one. */
function composed(name: string): string {
  return name.normalize('NFC');
}

function only([one, ...others]: readonly Attachment[]): Attachment | undefined {
  return others.length === 0 ? one : undefined;
}
