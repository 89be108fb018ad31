/** What changes records: contents that are added or come in a new version, and closing (z.d.A.). */
import { Rejected, type ArchiveCommand, type Element, type Message } from '../contract/index.js';
import { oneLine, present } from '../xoev/index.js';
import { addressAt, seedOf } from './address.js';
import type { DocumentClass } from './classes.js';
import { attachedTo, contentsOf, fileContents } from './contents.js';
import { nothingToDo } from './create.js';
import { ASKING } from './fields.js';
import type { MunichDmsSettings } from './generated/settings.js';

type Request = Message<Element>;

/** Adds contents. Its metadata were filed, and stay. */
export function updateDocument(objectClass: DocumentClass) {
  return (message: Request, settings: MunichDmsSettings): readonly ArchiveCommand[] => {
    const { body } = message;
    const { address } = addressAt(body, 'objaddress', [objectClass]);
    const known = [...ASKING, 'objaddress', 'giattachmenttype'];
    const other = body.children.find((child) => !known.includes(child.name) && child.maybe.text('.') !== undefined);
    if (other !== undefined) {
      const sentence = `${other.name} cannot be changed: what is filed keeps its metadata. Contents can be added.`;
      throw new Rejected('munich-dms.metadata-fixed', sentence, other.path);
    }
    const contents = contentsOf(message, attachedTo(body));
    if (contents.length === 0) throw nothingToDo();
    return fileContents(message, contents, address, seedOf(message), settings);
  };
}

export function updateContent(message: Request): readonly ArchiveCommand[] {
  const { address } = addressAt(message.body, 'objaddress', ['content']);
  const [content] = contentsOf(message, [message.body.one('giattachmenttype')]);
  if (content === undefined) throw nothingToDo();
  const { attachment, fileName, metadata } = content;
  const userlogin = message.body.maybe.text('userlogin');
  return [
    {
      do: 'add-version',
      key: address,
      content: { attachment },
      fileName,
      metadata: { ...metadata, ...present({ userlogin }) },
    },
  ];
}

/** On the day it is filed: the request names none. */
export function deposit({ body }: Request): readonly ArchiveCommand[] {
  return [{ do: 'close-case', key: addressAt(body, 'objaddress', ['procedure']).address }];
}

export function revokeDeposit({ body }: Request): readonly ArchiveCommand[] {
  const { address } = addressAt(body, 'objaddress', ['procedure']);
  return [{ do: 'reopen-case', key: address, reason: oneLine(`${body.name}, ${body.text('userlogin')}`) }];
}
