import type { ArchiveCommand, Element, Metadata } from '../contract/index.js';
import { cut } from './cut.js';
import { versionEntries, versionsOf } from './document-versions.js';
import { fieldsWithin, recordOf } from './fields.js';
import { uuidOf } from './identification.js';
import { listsOf, metadataOf, withoutSubject } from './metadata.js';
import type { Place, Reading } from './reading.js';
import { subjectOf } from './subject.js';

/** A document, or since 4.0 one of its two kinds. */
export const DOCUMENTS = new Set(['Dokument', 'DokumentMitSchriftstueck', 'DokumentOderDokumentMitSchriftstueck']);
/** Children of a document that become commands of their own. */
const PARTS = new Set(['Version', 'Anlage', 'Schriftstueck', 'Dokument', 'DokumentMitSchriftstueck']);
const TYPE_LENGTH_MAX = 100;

/**
 * A document (Dokument) with its versions, its annexes (Anlage) and, since 4.0, its pieces (Schriftstück).
 *
 * A document without a version has no file: it is on paper, or it only holds pieces together. It is filed all the same,
 * and its content is the XML that says so.
 */
export function fileDocument(
  element: Element,
  place: Place,
  reading: Reading,
  more: Metadata = {},
): readonly ArchiveCommand[] {
  const inner = element.many('Identifikation').length > 0 ? undefined : innerDocument(element);
  if (inner !== undefined) {
    return fileDocument(inner, place, reading, { ...recordOf(fieldsWithin(element, PARTS)), ...more });
  }
  const key = uuidOf(element);
  const [first, ...later] = versionsOf(element, reading.attachments);
  const subject = subjectOf(element, 'Dokument');
  const documentType = typeOf(element);
  const documentDate = dateOf(element);
  return [
    {
      do: 'add-document',
      key,
      in: place,
      subject,
      ...(first === undefined ? { content: reading.xml } : first.parts),
      ...(documentType === undefined ? {} : { documentType }),
      ...(documentDate === undefined ? {} : { documentDate }),
      metadata: {
        ...withoutSubject(metadataOf(element, PARTS), subject),
        ...listsOf([['versions', versionEntries(element)]]),
        ...(first === undefined ? { 'metadata-only': true } : {}),
        ...more,
      },
      whenChanged: reading.settings.changedDocument ?? 'add-version',
    },
    ...later.map(({ parts, fields }): ArchiveCommand => ({ do: 'add-version', key, ...parts, metadata: fields })),
    ...element
      .many('Schriftstueck')
      .flatMap((piece) => fileDocument(piece, { document: key }, reading, { piece: true })),
    ...element.many('Anlage').flatMap((annex) => fileDocument(annex, { document: key }, reading, { annex: true })),
    ...fileAnnexesOfCirculation(element, { document: key }, reading),
  ];
}

/** Documents that were added while a record circulated (Geschäftsgang). */
export function fileAnnexesOfCirculation(record: Element, place: Place, reading: Reading): readonly ArchiveCommand[] {
  return record.many('InternerGeschaeftsgang/Beteiligungsschritt').flatMap((step) => {
    const number = recordOf([['circulation-step', step.maybe.text('Nummer') ?? '']]);
    const more = { 'circulation-annex': true, ...number };
    return step.many('Bearbeitung/Anlage').flatMap((annex) => fileDocument(annex, place, reading, more));
  });
}

function innerDocument(element: Element): Element | undefined {
  return element.children.find(({ name }) => DOCUMENTS.has(name));
}

function typeOf(document: Element): string | undefined {
  const type = document.maybe.text('Typ');
  return type === undefined ? undefined : cut(type, TYPE_LENGTH_MAX);
}

function dateOf(document: Element): string | undefined {
  return (
    document.maybe.date('DatumDesSchreibens') ??
    document.maybe.date('Posteingangsdatum') ??
    document.maybe.date('Postausgangsdatum')
  );
}
