import type { Attachment, Element } from '../contract/index.js';
import { attachmentAt, attachmentInAnyFolder } from '../xoev/index.js';

/** A document that a plan refers to (XP_ExterneReferenz). */
export interface Reference {
  readonly element: Element;
  readonly name: string;
  readonly url: string;
  /** What it is for the plan (XP_ExterneReferenzTyp), where the plan says so. */
  readonly type: string | undefined;
  /** Whose file it is: one that came with the message, or one that lies elsewhere. */
  readonly attachment: Attachment | undefined;
  /** Says where a scan lies in the world (World File); beside the document. */
  readonly position: Attachment | undefined;
  readonly isElsewhere: boolean;
}

const REFERENCES = new Set(['XP_ExterneReferenz', 'XP_SpezExterneReferenz']);

/** All of them, wherever in an object they are: each kind of object has some of its own. */
export function referencesOf(features: readonly Element[], message: Parts): readonly Reference[] {
  return features.flatMap(elementsIn).map((element): Reference => {
    const name = element.maybe.text('referenzName');
    const url = element.maybe.text('referenzURL') ?? name ?? '';
    const attachment = fileAt(url, message);
    return {
      element,
      name: name ?? url,
      url,
      type: element.maybe.text('typ'),
      attachment,
      position: fileAt(element.maybe.text('georefURL') ?? '', message),
      isElsewhere: attachment === undefined && /^(?:https?|ftp):/i.test(url),
    };
  });
}

export interface Parts {
  readonly attachments: readonly Attachment[];
  /** Name of the XML in its ZIP. */
  readonly part?: string;
}

function elementsIn(element: Element): readonly Element[] {
  if (REFERENCES.has(element.name)) return [element];
  return element.children.flatMap(elementsIn);
}

/**
 * The path is relative to the XML. Senders write it with the folders of their own disk, too (`N:\plans\29.pdf`), and the
 * file is where they put it in the ZIP: its name alone is enough, when there is one of it.
 */
function fileAt(url: string, { attachments, part = '' }: Parts): Attachment | undefined {
  const path = decoded(url).replaceAll('\\', '/').replace(/^\.\//, '');
  if (path === '') return undefined;
  const beside = folderOf(part) + path;
  const exact = attachmentAt(attachments, beside) ?? attachmentAt(attachments, path);
  if (exact !== undefined || /^(?:https?|ftp):/i.test(path)) return exact;
  return attachmentInAnyFolder(attachments, baseOf(path));
}

/** What a file is called, seen from the XML: the folder that a ZIP was made of is another each time. */
export function nameBeside(name: string, part = ''): string {
  const folder = folderOf(part);
  return name.startsWith(folder) ? name.slice(folder.length) : name;
}

function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    // A file name may have a percent sign of its own.
    return url;
  }
}
