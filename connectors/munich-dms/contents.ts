/** Contents (Schriftstück): files that come with a request. Their bytes are attachments of the message. */
import { Rejected, type AddDocument, type Element, type Message, type Metadata } from '../contract/index.js';
import { fileNameOf, firstLine, present } from '../xoev/index.js';
import { addressOf } from './address.js';
import { CLASSES } from './classes.js';
import type { MunichDmsSettings } from './generated/settings.js';

export interface Content {
  readonly attachment: string;
  readonly fileName: string;
  readonly title: string;
  readonly metadata: Metadata;
}

/** @param attached elements of the type GIAttachmentType. @throws Rejected: one has no content, or it did not come along */
export function contentsOf(message: Message<Element>, attached: readonly Element[]): readonly Content[] {
  return attached.map((element) => {
    const name = element.maybe.text('LHMBAI_15_1700_filename');
    const extension = element.maybe.text('LHMBAI_15_1700_fileextension');
    const subjects = element.many('LHMBAI_15_1700_filesubj/string').flatMap((one) => one.maybe.text('.') ?? []);
    const fileName = fileNameOf(fullName(name, extension), CLASSES.content.word);
    return {
      attachment: attachmentOf(message, element),
      fileName,
      title: firstLine(name, fileName),
      metadata: present({ filename: name, fileextension: extension, filesubj: subjects }),
    };
  });
}

/** One element with several, or several with one each: both are there. */
export function attachedTo(body: Element): readonly Element[] {
  return body.many('giattachmenttype/LHMBAI_15_1700_GIAttachmentType');
}

/** As annexes of their document. @param seed of the message */
export function fileContents(
  message: Message<Element>,
  contents: readonly Content[],
  document: string,
  seed: string,
  settings: MunichDmsSettings,
): readonly AddDocument[] {
  const userlogin = message.body.maybe.text('userlogin');
  return contents.map(({ attachment, fileName, title, metadata }, index) => {
    const key = addressOf('content', seed, index + 1);
    return {
      do: 'add-document',
      key,
      in: { document },
      subject: title,
      content: { attachment },
      fileName,
      documentType: settings.contentDocumentType ?? 'content-object',
      metadata: { ...present({ objaddress: key, referrednumber: document, userlogin }), ...metadata },
    };
  });
}

/** Senders give the extension with the name, without it, or both. */
function fullName(name = '', extension = ''): string {
  const ending = extension === '' ? '' : `.${extension.replace(/^\.+/, '')}`;
  return name.toLowerCase().endsWith(ending.toLowerCase()) ? name : `${name}${ending}`;
}

function attachmentOf({ attachments }: Message, element: Element): string {
  const [include] = element.many('LHMBAI_15_1700_filecontent/xop:Include');
  const name = include === undefined ? undefined : contentId(include.text('@href'));
  if (name !== undefined && attachments.some((one) => one.name === name)) return name;
  throw new Rejected(
    'munich-dms.no-content',
    `${element.path} has no content that came with the message.`,
    element.path,
  );
}

/** RFC 2392. Undefined for what is none. */
function contentId(href: string): string | undefined {
  if (!href.startsWith('cid:')) return undefined;
  try {
    return decodeURIComponent(href.slice('cid:'.length));
  } catch {
    return undefined;
  }
}
