import { Rejected, type Attachment, type Element, type IsoDate } from '../contract/index.js';
import { attachmentNamed, cut } from '../xoev/index.js';

/** A document of the procedure that a message brings or names (Anlage, Verfahrensunterlage). */
export interface Annex {
  readonly element: Element;
  readonly title: string;
  readonly date: IsoDate | undefined;
  /** What it belongs to: the plan, a round for the public or for authorities, a statement. */
  readonly belongsTo: string;
  /** A file that comes with the message. */
  readonly file: { readonly id: string; readonly name: string } | undefined;
  /** What its file is called in the archive. */
  readonly fileName: string | undefined;
  /** Its bytes are in the message, as text. */
  readonly embedded: boolean;
  readonly link: string | undefined;
  /** What else is said of it. */
  readonly fields: Readonly<Record<string, string | undefined>>;
}

/** How many names a sentence lists before it only counts. */
const NAMES_MAX = 10;

export function readAnnexes(owner: Element, belongsTo: string): readonly Annex[] {
  return owner.many('anlagen/anlage').map((element, index) => {
    const file = element.maybe.one('anhangOderVerlinkung/anhang');
    const name = file?.text('dateiname');
    const kind = element.maybe.code('anlageart');
    return {
      element,
      title: element.maybe.text('bezeichnung') ?? name ?? `Anlage ${index + 1}`,
      date: element.maybe.date('datum'),
      belongsTo,
      file: file === undefined || name === undefined ? undefined : { id: file.text('dokumentid'), name },
      fileName: name,
      embedded: element.many('dokument').length > 0,
      link: element.maybe.text('anhangOderVerlinkung/uriVerlinkung') ?? element.maybe.text('link'),
      fields: {
        'annex-id': file?.text('dokumentid'),
        'annex-version': element.maybe.text('versionsnummer'),
        'belongs-to': belongsTo,
        'annex-type': kind?.code,
        'annex-type-label': kind?.name,
        'annex-type-list': kind?.listUri,
        'annex-type-list-version': kind?.listVersion,
      },
    };
  });
}

/** What a private person calls a document may name people: it is in the message alone. */
export function withoutNames(annex: Annex, index: number): Annex {
  const title = privateTitle(index);
  return {
    ...annex,
    title,
    fileName: annex.file === undefined ? undefined : privateFileName(title, annex.file.name),
    link: undefined,
  };
}

export function privateTitle(index: number): string {
  return `Anlage ${index + 1} zur Stellungnahme`;
}

/** What programs know it by stays. */
export function privateFileName(title: string, name: string): string {
  return title + (/\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? '');
}

/** The file of an annex among those that came: by its name, in whatever folder of the ZIP it lies. */
export function attachmentOf(annex: Annex, attachments: readonly Attachment[]): Attachment | undefined {
  return annex.file === undefined ? undefined : attachmentNamed(attachments, annex.file.name);
}

/** An annex that is said to come with the message, and did not. */
export function isMissing(annex: Annex, attachments: readonly Attachment[]): boolean {
  return annex.file !== undefined && !annex.embedded && attachmentOf(annex, attachments) === undefined;
}

/** A participation without its documents is none: the sender has to send them. */
export function refuseMissing(annexes: readonly Annex[], attachments: readonly Attachment[]): void {
  const missing = annexes.filter((annex) => isMissing(annex, attachments));
  const [first] = missing;
  if (first === undefined) return;
  const names = missing.map(({ file }) => file?.name ?? '');
  const listed = names.slice(0, NAMES_MAX).join(', ') + (names.length > NAMES_MAX ? `, … (${names.length})` : '');
  throw new Rejected(
    'xbeteiligung.annex-missing',
    `The message names documents that did not come with it: ${listed}. Send them together.`,
    first.element.path,
  );
}

/** The file is the one the message describes: hashValue is a SHA-256 (XBau-Kernmodul, MetadatenAnhang). */
export function checkFile(annex: Annex, { name, sha256, sizeBytes }: Attachment): void {
  const file = annex.element.maybe.one('anhangOderVerlinkung/anhang');
  const stated = file?.maybe.text('@hashValue')?.toLowerCase();
  if (file === undefined) return;
  if (stated !== undefined && /^[0-9a-f]{64}$/.test(stated) && stated !== sha256) {
    throw new Rejected(
      'xbeteiligung.hash-differs',
      `The file ${cut(name, 200)} is not the one the message describes: its SHA-256 is ${sha256}, stated is ${stated}.`,
      file.path,
    );
  }
  const size = file.maybe.text('@filesize');
  if (size !== undefined && /^\d{1,15}$/.test(size) && Number(size) !== sizeBytes) {
    throw new Rejected(
      'xbeteiligung.size-differs',
      `The file ${cut(name, 200)} has ${sizeBytes} bytes, but the message says ${size}. Send all of it.`,
      file.path,
    );
  }
}
