import { Rejected, type ArchiveCommand, type Element, type Message } from '../contract/index.js';
import { startsWithUuid } from './identification.js';

/** How many names a sentence lists before it only counts. */
const NAMES_MAX = 10;
/** Elements that name a file which comes with the message: primary documents, and signatures apart from them. */
const FILE_NAMES = new Set(['Dateiname', 'SignaturSiegelDatei']);

/**
 * The message names every file that comes with it, and every file it names is there. Names are compared as they are
 * written, letter by letter. One file may be named twice.
 */
export function checkPrimaryDocuments(message: Message<Element>): void {
  const named = fileNamesIn(message.body);
  for (const place of named) checkName(place);
  const attached = new Set(message.attachments.map(({ name }) => name));
  const names = new Set(named.map((place) => place.text('.')));
  const missing = named.filter((place) => !attached.has(place.text('.')));
  const strangers = [...attached].filter((name) => !names.has(name) && name !== message.part);

  const [first] = missing;
  if (first !== undefined) {
    const found =
      strangers.length === 0 ? '' : ` These came, but the message does not name them: ${listed(strangers)}.`;
    throw new Rejected(
      'xdomea.document-missing',
      `The message names files that did not come with it: ${listed(missing.map((place) => place.text('.')))}.${found} Send them together.`,
      first.path,
    );
  }
  if (strangers.length > 0) {
    throw new Rejected(
      'xdomea.document-not-referenced',
      `Files came with the message that it does not name: ${listed(strangers)}. Name them or leave them out.`,
      message.body.path,
    );
  }
}

/** A file that the message names where no record has one would be lost without a word. */
export function checkAllFiled(message: Message<Element>, commands: readonly ArchiveCommand[]): void {
  const filed = new Set(commands.flatMap((command) => contentsOf(command)));
  const lost = fileNamesIn(message.body).find((place) => !filed.has(place.text('.')));
  if (lost === undefined) return;
  throw new Rejected(
    'xdomea.document-misplaced',
    `The file ${lost.text('.').slice(0, 200)} is named where this message type has no primary document.`,
    lost.path,
  );
}

function contentsOf(command: ArchiveCommand): readonly string[] {
  if (command.do !== 'add-document' && command.do !== 'add-version') return [];
  return [command, ...(command.formats ?? [])].flatMap(({ content }) =>
    content === 'message' ? [] : [content.attachment],
  );
}

/** Extensions in XML are the sender's own; what they call a file name is none of ours. */
function fileNamesIn(element: Element): readonly Element[] {
  if (FILE_NAMES.has(element.name)) return [element];
  if (element.name === 'AnwendungsspezifischeErweiterungXML') return [];
  return element.children.flatMap(fileNamesIn);
}

/** The official pattern lets paths pass, and a `|` in the UUID. */
function checkName(place: Element): void {
  const name = place.text('.');
  // oxlint-disable-next-line no-control-regex -- these are what must not be in a file name
  if (startsWithUuid(name) && !/[/\\\u0000-\u001f\u007f]/.test(name) && name.length <= 255) return;
  throw new Rejected(
    'xdomea.file-name-invalid',
    `"${name.slice(0, 100)}" is no file name of xdomea. Send a UUID, then what you like, without a path, 255 characters at most.`,
    place.path,
  );
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_MAX).join(', ');
  return names.length > NAMES_MAX ? `${shown} and ${names.length - NAMES_MAX} more` : shown;
}
