import type { ArchiveCommand, Element, OpenFile } from '../contract/index.js';
import { readFormats } from './document-versions.js';
import { fileDocument } from './documents.js';
import { oneLine } from '../xoev/index.js';
import { fieldsWithin, recordOf } from './fields.js';
import { messageKey, processFileKey, type Header } from './header.js';
import { listsOf } from './metadata.js';
import type { Reading } from './reading.js';

/** The case file of the process: for records that come without one. Later messages of the process find it. */
export function openProcessFile(header: Header, filePlanCode: string): OpenFile {
  const sender = header.senderName === undefined ? '' : ` von ${header.senderName}`;
  return {
    do: 'open-file',
    key: processFileKey(header),
    filePlanCode,
    subject: oneLine(`${header.type.name}${sender}`),
    metadata: { 'process-id': header.processId },
  };
}

/**
 * What comes with the records: the message itself, as the proof of what was handed over, the letters to it
 * (Anschreiben) and file plans (Aktenplan).
 */
export function fileMessageItself(
  root: Element,
  header: Header,
  file: string,
  reading: Reading,
): readonly ArchiveCommand[] {
  const proof: ArchiveCommand = {
    do: 'add-document',
    key: messageKey(header),
    in: { file },
    subject: `Nachricht ${header.type.number} ${header.type.name}`,
    content: reading.xml,
    documentType: 'xdomea-message',
    metadata: header.metadata,
    whenChanged: 'add-version',
  };
  return [
    proof,
    ...root.many('Anschreiben').flatMap((letter) => fileDocument(letter, { file }, reading, { 'cover-letter': true })),
    ...root
      .many('Aktenplan')
      .map((plan, index) => fileFilePlan(plan, `${proof.key}/file-plan-${index + 1}`, file, reading)),
  ];
}

function fileFilePlan(plan: Element, key: string, home: string, reading: Reading): ArchiveCommand {
  const formats = plan.many('Aktenplandatei');
  const file = readFormats(formats, reading.attachments, []);
  return {
    do: 'add-document',
    key,
    in: { file: home },
    subject: oneLine(plan.maybe.text('Bezeichnung') ?? 'Aktenplan'),
    ...(file === undefined ? { content: reading.xml } : file.parts),
    documentType: 'file-plan',
    metadata: {
      ...recordOf(fieldsWithin(plan, new Set(['Einheit', 'Aktenplandatei']))),
      ...listsOf([
        ['entries', entriesOf(plan, '')],
        ['versions', formats.map((format) => recordOf(fieldsWithin(format)))],
      ]),
    },
    whenChanged: 'add-version',
  };
}

/** Entries of the plan (Aktenplaneinheit), each with the codes above it. */
function entriesOf(parent: Element, above: string): readonly Readonly<Record<string, string>>[] {
  return parent.many('Einheit').flatMap((entry) => {
    const code = entry.maybe.text('Kennzeichen') ?? '';
    const own = recordOf(fieldsWithin(entry, new Set(['Einheit'])), above === '' ? [] : [['above', above]]);
    return [own, ...entriesOf(entry, above === '' ? code : `${above} / ${code}`)];
  });
}
