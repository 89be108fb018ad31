import { Rejected, type ArchiveCommand, type Element, type Message } from '../contract/index.js';
import { filePlanCodeOf } from './case-files.js';
import { refuseTest, xmlOf, type XoevMessage } from '../xoev/index.js';
import type { XdomeaSettings } from './generated/settings.js';
import { handedOver, type HandedOver } from './handed-over.js';
import { processFileKey, readHeader } from './header.js';
import { uuidOf } from './identification.js';
import { fileMessageItself, openProcessFile } from './message-file.js';
import { fileHandedOver } from './placing.js';
import { checkAllFiled, checkPrimaryDocuments } from './primary-documents.js';
import type { Reading } from './reading.js';
import { withoutRepeats } from './repeats.js';

/** What the hub carries out for one message at most. */
const COMMANDS_MAX = 20_000;

/** Everything the message hands over, then the message itself in the first case file. */
export function translateMessage(
  message: Message<Element>,
  type: XoevMessage,
  settings: XdomeaSettings,
): readonly ArchiveCommand[] {
  refuseTest('xdomea', message.body, settings);
  const header = readHeader(message.body, type);
  checkPrimaryDocuments(message);
  const reading: Reading = { settings, attachments: message.attachments, xml: xmlOf(message) };
  const records = handedOver(message.body);
  const [loose] = records.filter(isLoose);
  const [first] = records;
  const commands: ArchiveCommand[] = [];

  let home = first?.kind === 'file' ? uuidOf(first.record) : undefined;
  if (loose !== undefined || home === undefined) {
    home = processFileKey(header);
    commands.push(
      openProcessFile(header, loose === undefined ? settings.filePlanCode : filePlanCodeOf(loose.record, reading)),
    );
  }
  const files = new Set([home]);
  const cases = new Set<string>();
  for (const record of records) {
    for (const command of fileHandedOver(record, { ownFile: home, files, cases }, reading)) {
      commands.push(command);
      if (command.do === 'open-file' || command.do === 'open-sub-file') files.add(command.key);
      if (command.do === 'open-case' || command.do === 'open-sub-case') cases.add(command.key);
    }
  }
  commands.push(...fileMessageItself(message.body, header, home, reading));

  // What is told in two places of a message is complete before it is closed.
  const [closings, others] = [commands.filter(isClosing), commands.filter((command) => !isClosing(command))];
  const all = withoutRepeats([...others, ...closings], message.body);
  checkAllFiled(message, all);
  return withinLimit(all, message.body);
}

/** A case or a document that names no record it belongs to. */
function isLoose({ kind, container }: HandedOver): boolean {
  return kind !== 'file' && container === undefined;
}

function isClosing(command: ArchiveCommand): boolean {
  return command.do === 'close-case';
}

function withinLimit(commands: readonly ArchiveCommand[], root: Element): readonly ArchiveCommand[] {
  if (commands.length <= COMMANDS_MAX) return commands;
  throw new Rejected(
    'xdomea.too-many-records',
    `The message makes ${commands.length} entries in the archive; one message may make ${COMMANDS_MAX}. Split it.`,
    root.path,
  );
}
