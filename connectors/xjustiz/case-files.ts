import type { ArchiveCommand, Element, Metadata } from '../contract/index.js';
import { isTrue, oneLine, present, uuidAt } from '../xoev/index.js';
import { FILE_TYPES, SUB_FILE_TYPES } from './code-lists.js';
import { fileDocument } from './documents.js';
import { confidentialityOf, disclosureOf, labelled } from './facts.js';
import type { XjustizSettings } from './generated/settings.js';
import type { Header } from './header.js';
import type { JusticeMessage } from './messages.js';
import { referenceMetadata, titleOf, type Proceeding } from './proceeding.js';
import { inOrder, type Reading } from './reading.js';
import { fileKeyOf, isSame, isSameNumber, referenceIn, type Reference } from './reference.js';

const DETAILS = 'xjustiz.fachspezifischeDaten';

/** Where the files of a message go. */
export interface Filing {
  readonly proceeding: Proceeding;
  readonly header: Header;
  readonly type: JusticeMessage;
}

/**
 * A file (Akte) is a part of the case file with the reference it has at the justice, which is the proceeding's where it is
 * the same one: Hauptakte and Handakte lie side by side in it, whichever of them a message brings. Only one without a
 * reference is a case file itself.
 */
export function fileCaseFile(element: Element, filing: Filing, reading: Reading): readonly ArchiveCommand[] {
  const details = element.one(DETAILS);
  const references = referencesOf(details, filing);
  const isOwn = references.some((one) => filing.proceeding.references.some((other) => isSame(one, other)));
  const id = uuidAt('xjustiz', element, 'identifikation/id');
  const facts = {
    subject: subjectOf(details, references, reading),
    metadata: metadataOf(element, details, references),
  };
  const content = contentOf(details, id, reading);
  const part = (inFile: string): ArchiveCommand => ({ do: 'open-sub-file', key: id, inFile, ...facts });
  if (isOwn) return [part(filing.proceeding.key), ...content];
  const filePlanCode = filePlanCodeOf(filing.type, reading.settings);
  const [reference] = references;
  if (reference === undefined) return [{ do: 'open-file', key: id, filePlanCode, ...facts }, ...content];
  const key = fileKeyOf(reference);
  return [
    {
      do: 'open-file',
      key,
      filePlanCode,
      subject: oneLine(titleOf(reference)),
      metadata: referenceMetadata(reference),
    },
    part(key),
    ...content,
  ];
}

/** A part of a file (Teilakte): its main part, an annex, a file of costs. */
function fileSubFile(element: Element, inFile: string, reading: Reading): readonly ArchiveCommand[] {
  const details = element.one(DETAILS);
  const key = uuidAt('xjustiz', element, 'identifikation/id');
  const reference = referenceIn(details.many('aktenzeichen')[0]);
  const position = element.maybe.text('identifikation/nummerImUebergeordnetenContainer');
  const label = SUB_FILE_TYPES[details.maybe.code('teilaktentyp')?.code ?? ''] ?? 'Teilakte';
  const name = reading.settings.fileTitle === 'names' ? details.maybe.text('anzeigename') : undefined;
  return [
    {
      do: 'open-sub-file',
      key,
      inFile,
      subject: oneLine([name ?? label, reference?.called, position && `(Nr. ${position})`].filter(Boolean).join(' ')),
      metadata: {
        ...present({ id: key, position, reference: reference?.called }),
        ...labelled(details, 'teilaktentyp', 'file-type', SUB_FILE_TYPES),
        ...lifetimeOf(element),
        ...confidentialityOf(element),
        ...disclosureOf(details),
      },
    },
    ...contentOf(details, key, reading),
  ];
}

function contentOf(details: Element, file: string, reading: Reading): readonly ArchiveCommand[] {
  const within = [...details.many('inhalt/teilakte'), ...details.many('inhalt/dokument')];
  return inOrder(within).flatMap((record) =>
    record.name === 'teilakte' ? fileSubFile(record, file, reading) : fileDocument(record, { file }, reading),
  );
}

/**
 * The one in force comes first. Who gave it, where the file does not say so, is the party whose reference it is, else who
 * runs the proceeding.
 */
function referencesOf(details: Element, { proceeding, header }: Filing): readonly Reference[] {
  const parties = [header.sender, header.reader];
  const stationOf = ({ number }: Reference): Reference['station'] =>
    parties.find(({ reference }) => reference !== undefined && isSameNumber(reference, number))?.authority ??
    proceeding.station;
  const all = details.many('aktenzeichen').flatMap((element) => {
    const reference = referenceIn(element);
    if (reference === undefined) return [];
    return { current: element.maybe.code('az.art')?.code === '001', reference };
  });
  return all
    .toSorted((one, other) => Number(other.current) - Number(one.current))
    .map(({ reference }) => ({ ...reference, station: reference.station ?? stationOf(reference) }));
}

/** The longest beginning of the message's name that the settings know decides. */
export function filePlanCodeOf({ name }: JusticeMessage, settings: XjustizSettings): string {
  const known = Object.entries(settings.filePlanCodes ?? {}).filter(([start]) => name.startsWith(start));
  const [best] = known.toSorted(([one], [other]) => other.length - one.length);
  return best?.[1] ?? settings.filePlanCode;
}

function subjectOf(details: Element, [reference]: readonly Reference[], { settings }: Reading): string {
  const label = FILE_TYPES[details.maybe.code('aktentyp')?.code ?? ''] ?? 'Akte';
  const name = settings.fileTitle === 'names' ? details.maybe.text('anzeigename') : undefined;
  const from = reference?.station === undefined ? '' : `, ${reference.station.name}`;
  return oneLine([`${label} ${reference?.called ?? ''}${from}`, name].filter(Boolean).join(', '));
}

function metadataOf(element: Element, details: Element, references: readonly Reference[]): Metadata {
  return {
    ...present({
      id: uuidAt('xjustiz', element, 'identifikation/id'),
      reference: references[0]?.called,
      'further-references': references.slice(1).map(({ called }) => called),
    }),
    ...labelled(details, 'aktentyp', 'file-type', FILE_TYPES),
    ...lifetimeOf(element),
    ...confidentialityOf(element),
    ...(isTrue(details, 'hybridakte') ? { 'partly-on-paper': true } : {}),
    ...(isTrue(element, 'justizinterneDaten/uebergabeAktenfuehrungsbefugnis') ? { 'custody-handed-over': true } : {}),
  };
}

function lifetimeOf(record: Element): Metadata {
  return present({
    'lifetime-from': record.maybe.date('laufzeit/beginn'),
    'lifetime-until': record.maybe.date('laufzeit/ende'),
  });
}
