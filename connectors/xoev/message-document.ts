import type { AddDocument, ContentSource, Element, Message, Metadata } from '../contract/index.js';
import { fileNameOf } from './file-name.js';
import type { XoevHeader } from './header.js';
import { firstLine, keyBelow, oneLine } from './text.js';

/** Where the XML of the message itself is: a part of the ZIP, or all there is. */
export function xmlOf(message: Message<Element>): ContentSource {
  return message.part === undefined ? 'message' : { attachment: message.part };
}

/** The message itself as a document, with its header as metadata: the proof of what was sent. */
export function messageDocument(
  message: Message<Element>,
  header: Pick<XoevHeader, 'number' | 'messageId' | 'createdOn' | 'metadata'>,
  facts: Pick<AddDocument, 'key' | 'in' | 'subject' | 'documentType' | 'whenChanged'>,
  metadata: Metadata = {},
): AddDocument {
  return {
    do: 'add-document',
    ...facts,
    subject: oneLine(facts.subject),
    content: xmlOf(message),
    fileName: `${header.number}-${header.messageId}.xml`,
    documentDate: header.createdOn,
    metadata: { ...header.metadata, ...metadata },
  };
}

/** What came with a message that does not name it is kept as an annex of its document: nothing that was sent is lost. */
export function otherAttachments(
  message: Message<Element>,
  document: string,
  named: ReadonlySet<string> = new Set(),
): readonly AddDocument[] {
  return message.attachments
    .filter(({ name }) => name !== message.part && !named.has(name))
    .map(({ name }) => ({
      do: 'add-document',
      key: keyBelow(document, 'attachment', name),
      in: { document },
      subject: firstLine(name, fileNameOf(name)),
      content: { attachment: name },
      fileName: fileNameOf(name),
      documentType: 'attachment',
      whenChanged: 'add-version',
    }));
}
