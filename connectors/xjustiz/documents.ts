import {
  Rejected,
  type AddVersion,
  type ArchiveCommand,
  type Element,
  type Format,
  type Metadata,
} from '../contract/index.js';
import {
  attachmentNamed,
  codeFields,
  dateTimeAt,
  fileNameOf,
  isTrue,
  firstLine,
  present,
  presentList,
  uuidAt,
  cut,
} from '../xoev/index.js';
import { PART_TYPES } from './code-lists.js';
import { confidentialityOf, disclosureOf } from './facts.js';
import { refuseMissing, type Place, type Reading } from './reading.js';

const DETAILS = 'xjustiz.fachspezifischeDaten';
const ORIGINAL = '001';
const REPRESENTATION = '002';
const SIGNATURE = '003';
/** What was signed before the document got its last form (signierte Vorversion). */
const EARLIER = '004';
/** The most further formats of one version. */
const FORMATS_MAX = 50;

/** A file of a document (datei). */
interface Part {
  readonly name: string;
  readonly type: string;
  readonly version: string | undefined;
  readonly signs: readonly string[];
}

/**
 * A document with its files: the original is its content, or what represents it; what was signed before are earlier
 * versions; signatures and everything else are formats of the version they belong to.
 */
export function fileDocument(element: Element, place: Place, reading: Reading): readonly ArchiveCommand[] {
  const key = uuidAt('xjustiz', element, 'identifikation/id');
  const details = element.one(DETAILS);
  const parts = partsOf(details);
  const [first, ...later] = versionsOf(element, parts, reading);
  const documentDate = dateOf(element);
  return [
    {
      do: 'add-document',
      key,
      in: place,
      subject: subjectOf(details, parts, key),
      ...(first ?? { content: reading.xml }),
      documentType: documentTypeOf(details, reading),
      ...(documentDate === undefined ? {} : { documentDate }),
      metadata: {
        ...metadataOf(element, details),
        ...(first === undefined ? { 'metadata-only': true } : {}),
        ...(key === reading.coverLetter ? { 'cover-letter': true } : {}),
      },
      whenChanged: reading.settings.changedDocument ?? 'add-version',
    },
    ...later.map((version): AddVersion => ({ do: 'add-version', key, ...version })),
  ];
}

function partsOf(details: Element): readonly Part[] {
  return details.many('datei').map((part) => ({
    name: part.text('dateiname'),
    type: part.code('bestandteil').code,
    version: part.maybe.text('versionsnummer'),
    signs: part.many('dateiname.bezugsdatei').flatMap((name) => name.maybe.text('.') ?? []),
  }));
}

type Version = Pick<AddVersion, 'content' | 'fileName' | 'formats'>;

/** The oldest first. None: only what is said about the document was sent, and not the document. */
function versionsOf(element: Element, parts: readonly Part[], reading: Reading): readonly Version[] {
  const missing = parts.filter(({ name }) => attachmentNamed(reading.attachments, name) === undefined);
  const [first] = missing;
  const sent = parts.filter((part) => !missing.includes(part));
  if (first !== undefined && !isTrue(element, 'justizinterneDaten/nurMetadaten')) {
    const place = element.many(`${DETAILS}/datei/dateiname`)[parts.indexOf(first)];
    return refuseMissing(
      missing.map(({ name }) => name),
      place?.path ?? element.path,
    );
  }
  const main = mainOf(sent);
  if (main === undefined) return [];
  const earlier = sent
    .filter((part) => part.type === EARLIER && part !== main)
    .toSorted((one, other) => Number(one.version ?? 0) - Number(other.version ?? 0));
  const all = [...earlier, main];
  const belongsTo = (part: Part): Part => all.find(({ name }) => part.signs.includes(name)) ?? main;
  const others = sent.filter((part) => !all.includes(part));
  return all.map((version) =>
    versionOf(
      version,
      others.filter((part) => belongsTo(part) === version),
      element,
      reading,
    ),
  );
}

function mainOf(parts: readonly Part[]): Part | undefined {
  const ofType = (type: string): Part | undefined => parts.find((part) => part.type === type);
  return (
    ofType(ORIGINAL) ??
    ofType(REPRESENTATION) ??
    parts.find(({ type }) => type !== SIGNATURE && type !== EARLIER) ??
    parts[0]
  );
}

function versionOf(version: Part, others: readonly Part[], element: Element, reading: Reading): Version {
  if (others.length > FORMATS_MAX) {
    const sentence = `The document has ${others.length + 1} files; one document may have ${FORMATS_MAX + 1}. Send them as several documents.`;
    throw new Rejected('xjustiz.too-many-files', sentence, element.path);
  }
  const formats = others.map((part): Format => ({
    ...contentOf(part, reading),
    metadata: present({ part: PART_TYPES[part.type] ?? part.type, 'part-type': part.type, signs: part.signs }),
  }));
  return { ...contentOf(version, reading), ...(formats.length === 0 ? {} : { formats }) };
}

function contentOf({ name }: Part, reading: Reading): Pick<Format, 'content' | 'fileName'> {
  return {
    content: { attachment: attachmentNamed(reading.attachments, name)?.name ?? name },
    fileName: fileNameOf(name),
  };
}

/** What the sender calls it is the only title that tells documents apart; the classes of the standard are few. */
function subjectOf(details: Element, parts: readonly Part[], key: string): string {
  return firstLine(
    details.maybe.text('anzeigename'),
    details.maybe.code('dokumententyp')?.name,
    parts[0]?.name,
    `Dokument ${key}`,
  );
}

function documentTypeOf(details: Element, { settings }: Reading): string {
  const { code, name } = details.code('dokumentklasse');
  return settings.documentTypes?.[code] ?? cut(firstLine(name, `Dokumentklasse ${code}`), 100);
}

function dateOf(document: Element): string | undefined {
  return document.maybe.date('datumDesSchreibens') ?? receivedOn(document);
}

/** A time up to 3.5, a day and a time since. */
function receivedOn(document: Element): string | undefined {
  if (document.maybe.text('posteingangsdatum') === undefined) return document.maybe.date('posteingang/datum');
  return dateTimeAt('xjustiz', document, 'posteingangsdatum').slice(0, 10);
}

function metadataOf(element: Element, details: Element): Metadata {
  return {
    ...present({
      id: element.maybe.text('identifikation/id')?.toLowerCase(),
      position: element.maybe.text('identifikation/nummerImUebergeordnetenContainer'),
      'foreign-reference': element.maybe.text('fremdesGeschaeftszeichen'),
      'received-on': receivedOn(element),
      from: details.maybe.text('absenderAnzeigename'),
      to: details.maybe.text('adressatAnzeigename'),
      'filed-by-sender-on': details.maybe.date('veraktungsdatum'),
      'scanned-on': details.maybe.date('scan/scanDatum') ?? details.maybe.date('scanDatum'),
      'first-page': element.maybe.text('justizinterneDaten/ersteSeitennummer'),
      'last-page': element.maybe.text('justizinterneDaten/letzteSeitennummer'),
    }),
    ...codeFields(details, 'dokumentklasse', 'class'),
    ...codeFields(details, 'dokumententyp', 'type'),
    ...confidentialityOf(element),
    ...disclosureOf(details),
    ...(isTrue(details, 'scan/ersetzenderScan') ? { 'replacing-scan': true } : {}),
    ...(isTrue(details, 'ruecksendungEEB.erforderlich') ? { 'acknowledgement-wanted': true } : {}),
    ...linksOf(details),
  };
}

/** Other records that the document is bound to (Verweis); the element of the UUID was called differently up to 3.4. */
function linksOf(details: Element): Metadata {
  const links = details.many('verweis').map((link) => ({
    id: (link.maybe.text('bezugsdokument/ref.sgo') ?? link.maybe.text('id.sgo'))?.toLowerCase(),
    type: link.maybe.code('verweistyp')?.code,
  }));
  return presentList('links', links);
}
