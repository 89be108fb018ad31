import type { ArchiveCommand, Element, Metadata } from '../contract/index.js';
import { fileCase } from './cases.js';
import { DOCUMENTS, fileAnnexesOfCirculation, fileDocument } from './documents.js';
import { uuidOf } from './identification.js';
import { contextMark, metadataOf, withoutSubject } from './metadata.js';
import type { Reading } from './reading.js';
import { subjectOf } from './subject.js';

/** Children of a case file that become commands of their own; a sub-file is beside its content up to 2.4. */
const PARTS = new Set(['Akteninhalt', 'Teilakte']);

/** A case file (Akte) or a part of one (Teilakte), with everything in it. */
export function fileCaseFile(
  element: Element,
  inFile: string | undefined,
  reading: Reading,
  more: Metadata = {},
): readonly ArchiveCommand[] {
  const key = uuidOf(element);
  const subject = subjectOf(element, inFile === undefined ? 'Akte' : 'Teilakte');
  const metadata = { ...withoutSubject(metadataOf(element, PARTS), subject), ...contextMark(element), ...more };
  const place = { file: key };
  const within = [...element.many('Akteninhalt').flatMap(({ children }) => children), ...element.many('Teilakte')];
  return [
    inFile === undefined
      ? { do: 'open-file', key, filePlanCode: filePlanCodeOf(element, reading), subject, metadata }
      : { do: 'open-sub-file', key, inFile, subject, metadata },
    ...fileAnnexesOfCirculation(element, place, reading),
    ...within.flatMap((child) => {
      if (DOCUMENTS.has(child.name)) return fileDocument(child, place, reading);
      if (child.name === 'Vorgang') return fileCase(child, { inFile: key }, reading);
      return child.name === 'Teilakte' ? fileCaseFile(child, key, reading) : [];
    }),
  ];
}

/** The sender's file plan is not ours: the longest prefix of its code that the settings know decides. */
export function filePlanCodeOf(record: Element, { settings }: Reading): string {
  const theirs = record.maybe.text('AllgemeineMetadaten/Aktenplaneinheit/Kennzeichen');
  if (theirs === undefined) return settings.filePlanCode;
  const known = Object.entries(settings.filePlanCodes ?? {}).filter(([prefix]) => theirs.startsWith(prefix));
  const [best] = known.toSorted(([one], [other]) => other.length - one.length);
  return best?.[1] ?? settings.filePlanCode;
}
