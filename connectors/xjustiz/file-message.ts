import { Rejected, type ArchiveCommand, type Element, type Message } from '../contract/index.js';
import { dayOf, keyOf, messageDocument, otherAttachments, refuseTest, xmlOf } from '../xoev/index.js';
import { fileCaseFile, filePlanCodeOf, type Filing } from './case-files.js';
import { fileDocument } from './documents.js';
import type { XjustizSettings } from './generated/settings.js';
import { readHeader } from './header.js';
import type { JusticeMessage } from './messages.js';
import { proceedingOf } from './proceeding.js';
import { inOrder, type Reading } from './reading.js';
import { withoutRepeats } from './repeats.js';

/** What the hub carries out for one message at most. */
const COMMANDS_MAX = 20_000;

/** The proceeding with the message itself, the files it hands over, and the documents that lie in no file. */
export function fileMessage(
  message: Message<Element>,
  type: JusticeMessage,
  settings: XjustizSettings,
): readonly ArchiveCommand[] {
  const { body } = message;
  refuseTest('xjustiz', body, settings);
  const header = readHeader(body);
  const proceeding = proceedingOf(body, header, type, settings);
  const records = recordsIn(message, { proceeding, header, type }, settings);
  const itself = messageDocument(
    message,
    { ...header, number: type.number },
    {
      key: keyOf('message', header.messageId),
      in: { file: proceeding.key },
      subject: `${type.title} vom ${dayOf(header.createdOn)}`,
      documentType: settings.messageDocumentType ?? 'XJustiz-Nachricht',
      whenChanged: 'conflict',
    },
  );
  const { key, subject, metadata } = proceeding;
  const filePlanCode = filePlanCodeOf(type, settings);
  const opening: ArchiveCommand = { do: 'open-file', key, filePlanCode, subject, metadata };
  const commands = withoutRepeats([opening, itself, ...records], body);
  const named = new Set(commands.flatMap(contentsOf));
  return withinLimit([...commands, ...otherAttachments(message, itself.key, named)], body);
}

/** Files in the order of their numbers, then the documents that lie in none. */
function recordsIn(message: Message<Element>, filing: Filing, settings: XjustizSettings): readonly ArchiveCommand[] {
  const [records] = message.body.many('schriftgutobjekte');
  if (records === undefined) return [];
  const reading: Reading = {
    settings,
    attachments: message.attachments,
    xml: xmlOf(message),
    coverLetter: records.maybe.text('anschreiben/ref.sgo')?.toLowerCase(),
  };
  const place = { file: filing.proceeding.key };
  return [
    ...inOrder(records.many('akte')).flatMap((record) => fileCaseFile(record, filing, reading)),
    ...inOrder(records.many('dokument')).flatMap((record) => fileDocument(record, place, reading)),
  ];
}

function withinLimit(commands: readonly ArchiveCommand[], root: Element): readonly ArchiveCommand[] {
  if (commands.length <= COMMANDS_MAX) return commands;
  const sentence = `The message makes ${commands.length} entries in the archive; one message may make ${COMMANDS_MAX}. Split it.`;
  throw new Rejected('xjustiz.too-many-records', sentence, root.path);
}

function contentsOf(command: ArchiveCommand): readonly string[] {
  if (command.do !== 'add-document' && command.do !== 'add-version') return [];
  return [command, ...(command.formats ?? [])].flatMap(({ content }) =>
    content === 'message' ? [] : [content.attachment],
  );
}
