import { Rejected, type ArchiveCommand, type Element, type Message } from '../contract/index.js';
import { dayOf, keyOf, messageDocument, otherAttachments, refuseTest, xmlOf } from '../xoev/index.js';
import { fileCaseFile, filePlanCodeOf, type Filing } from './case-files.js';
import { fileDocument } from './documents.js';
import type { XjustizSettings } from './generated/settings.js';
import { readHeader, type Header } from './header.js';
import type { JusticeMessage } from './messages.js';
import { proceedingOf, type Proceeding } from './proceeding.js';
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
  const { body, attachments } = message;
  refuseTest('xjustiz', body, settings);
  const header = readHeader(body);
  const proceeding = proceedingOf(body, header, type, settings);
  const [records] = body.many('schriftgutobjekte');
  const reading: Reading = {
    settings,
    attachments,
    xml: xmlOf(message),
    coverLetter: records?.maybe.text('anschreiben/ref.sgo')?.toLowerCase(),
  };
  const filing: Filing = { proceeding, type, taken: new Set() };
  const files = inOrder(records?.many('akte') ?? []).flatMap((record) => fileCaseFile(record, filing, reading));
  const loose = inOrder(records?.many('dokument') ?? []).flatMap((record) =>
    fileDocument(record, { file: proceeding.key }, reading),
  );
  const own = files.find((command) => command.do === 'open-file' && command.key === proceeding.key);
  const commands = withoutRepeats(
    [
      openProceeding(proceeding, own, type, settings),
      messageDocument(
        message,
        { ...header, number: type.number },
        {
          key: messageKey(header),
          in: { file: proceeding.key },
          subject: `${type.title} vom ${dayOf(header.createdOn)}`,
          documentType: settings.messageDocumentType ?? 'XJustiz-Nachricht',
          whenChanged: 'conflict',
        },
      ),
      ...files.filter((command) => command !== own),
      ...loose,
    ],
    body,
  );
  const named = new Set(commands.flatMap(contentsOf));
  const all = [...commands, ...otherAttachments(message, messageKey(header), named)];
  if (all.length <= COMMANDS_MAX) return all;
  const sentence = `The message makes ${all.length} entries in the archive; one message may make ${COMMANDS_MAX}. Split it.`;
  throw new Rejected('xjustiz.too-many-records', sentence, body.path);
}

/** The file of the proceeding itself, where the message hands it over, says more about it than the message does. */
function openProceeding(
  { key, subject, metadata }: Proceeding,
  own: ArchiveCommand | undefined,
  type: JusticeMessage,
  settings: XjustizSettings,
): ArchiveCommand {
  if (own?.do === 'open-file') return { ...own, metadata: { ...metadata, ...own.metadata } };
  return { do: 'open-file', key, filePlanCode: filePlanCodeOf(type, settings), subject, metadata };
}

function messageKey({ messageId }: Header): string {
  return keyOf('message', messageId);
}

function contentsOf(command: ArchiveCommand): readonly string[] {
  if (command.do !== 'add-document' && command.do !== 'add-version') return [];
  return [command, ...(command.formats ?? [])].flatMap(({ content }) =>
    content === 'message' ? [] : [content.attachment],
  );
}
