import type { ArchiveCommand, Element, Metadata } from '../contract/index.js';
import { isTrue } from '../xoev/index.js';
import { DOCUMENTS, fileAnnexesOfCirculation, fileDocument } from './documents.js';
import { uuidOf } from './identification.js';
import { contextMark, metadataOf, withoutSubject } from './metadata.js';
import type { Reading } from './reading.js';
import { subjectOf } from './subject.js';

/** Children of a case that become commands of their own. */
const PARTS = new Set([...DOCUMENTS, 'Teilvorgang']);

type Within = { readonly inFile: string } | { readonly inCase: string };

/** A case (Vorgang) or a case within a case (Teilvorgang), with everything in it. */
export function fileCase(
  element: Element,
  within: Within,
  reading: Reading,
  more: Metadata = {},
): readonly ArchiveCommand[] {
  const key = uuidOf(element);
  const subject = subjectOf(element, 'Vorgang');
  const openedOn = element.maybe.date('Laufzeit/Beginn');
  const metadata = { ...withoutSubject(metadataOf(element, PARTS), subject), ...contextMark(element), ...more };
  const facts = { key, subject, ...(openedOn === undefined ? {} : { openedOn }), metadata };
  const place = { case: key };
  return [
    'inFile' in within
      ? { do: 'open-case', ...facts, inFile: within.inFile }
      : { do: 'open-sub-case', ...facts, inCase: within.inCase },
    ...fileAnnexesOfCirculation(element, place, reading),
    ...element.children.flatMap((child) => {
      if (DOCUMENTS.has(child.name)) return fileDocument(child, place, reading);
      return child.name === 'Teilvorgang' ? fileCase(child, { inCase: key }, reading) : [];
    }),
    ...closingOf(element, key),
  ];
}

/**
 * A case that was closed by the sender (z.d.A.) is closed here on the same day: that of the order, else the end of its
 * lifetime. Without a day it stays open, and its metadata says `closed`. What is only there for context is not closed:
 * the mark goes before the order (4.0).
 */
function closingOf(element: Element, key: string): readonly ArchiveCommand[] {
  if (!isTrue(element, 'ZdA') || isTrue(element, 'Kontextobjekt')) return [];
  const closedOn = element.maybe.date('ZdADatum') ?? element.maybe.date('Laufzeit/Ende');
  return closedOn === undefined ? [] : [{ do: 'close-case', key, closedOn }];
}
