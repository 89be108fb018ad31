import type { AddDocument, ArchiveCommand, Element, Message } from '../contract/index.js';
import { authorityOf, dayOf, keyOf, messageDocument, oneLine, otherAttachments, present } from '../xoev/index.js';
import type { XwasserSettings } from './generated/settings.js';
import type { WaterContent, WaterMessage } from './water-message.js';

/**
 * One case file for each facility, one case for each process. A report that comes again, corrected or completed, becomes
 * the next version of its document.
 */
export function fileWaterMessage(
  message: Message<Element>,
  water: WaterMessage,
  settings: XwasserSettings,
): readonly ArchiveCommand[] {
  const { header, processId, reference, content, metadata } = water;
  const process = keyOf('process', processId);
  if (content === undefined) {
    // It only says which process it is about: into the case that 2010 opened; without one it is parked.
    const document = fileTalk(message, water, process, settings);
    return [document, ...otherAttachments(message, document.key)];
  }
  const file = fileOf(message.body, water, settings);
  const called = calledBy(content, settings);
  return [
    {
      do: 'open-file',
      key: file.key,
      filePlanCode: settings.filePlanCode,
      subject: oneLine(`${settings.fileTitle ?? 'Trinkwasserüberwachung'}, ${file.called}`),
    },
    {
      do: 'open-case',
      key: process,
      inFile: file.key,
      subject: oneLine(called),
      openedOn: header.createdOn,
      metadata: present({ 'process-id': processId, 'process-reference': reference }),
    },
    {
      ...messageDocument(
        message,
        header,
        {
          key: content.key,
          in: { case: process },
          subject: called,
          documentType: documentTypeOf(content, settings),
          whenChanged: 'add-version',
        },
        metadata,
      ),
      documentDate: content.date ?? header.createdOn,
    },
    ...otherAttachments(message, content.key),
  ];
}

function calledBy({ word, title, number }: WaterContent, { titles }: XwasserSettings): string {
  const name = titles === 'number' ? number : title;
  return name.startsWith(word) ? name : `${word} ${name}`;
}

function fileTalk(
  message: Message<Element>,
  { header, metadata }: WaterMessage,
  process: string,
  settings: XwasserSettings,
): AddDocument {
  const word = header.number === '2040' ? 'Statusmeldung' : 'Nachricht';
  return messageDocument(
    message,
    header,
    {
      key: keyOf(header.number, header.messageId),
      in: { case: process },
      subject: `${word}${header.author === undefined ? '' : ` von ${header.author.name}`} vom ${dayOf(header.createdOn)}`,
      documentType: settings.messageDocumentType ?? 'water-message',
      whenChanged: settings.changedMessage ?? 'add-version',
    },
    metadata,
  );
}

/**
 * Without a facility that can be named a process has a file of its own. No year and nothing else that its next message
 * may say differently is in a key: the case would lie elsewhere.
 */
function fileOf(
  root: Element,
  { facility, processId, reference }: WaterMessage,
  { filePer, facilityTitle }: XwasserSettings,
): { readonly key: string; readonly called: string } {
  if (filePer === 'sender') {
    const { id, name } = authorityOf(root, 'autor');
    return { key: keyOf('sender', id), called: name };
  }
  if (facility === undefined)
    return { key: keyOf('process-file', processId), called: `Vorgang ${reference ?? processId}` };
  const { key, called, name } = facility;
  return { key, called: facilityTitle === 'name' && name !== undefined ? `Anlage ${name}` : called };
}

function documentTypeOf({ kind }: WaterContent, settings: XwasserSettings): string {
  if (kind === 'plan') return settings.planDocumentType ?? 'examination-plan';
  return settings.reportDocumentType ?? 'examination-report';
}
