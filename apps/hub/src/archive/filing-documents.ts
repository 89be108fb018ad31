import type { AddDocument, AddVersion, Format, Metadata } from '@fachwerk/connectors/contract';
import type { Ids } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { defaultFileName } from './default-file-name.js';
import type { FiledContent, FiledRecords } from './filing.js';
import type { CasePlan } from './filing-cases.js';
import { conflict, refuseClosedFile, type OrderDraft } from './filing-draft.js';
import type { ContentRow, DocumentRow, VersionRow } from './filing-load.js';

type Place = Pick<DocumentRow, 'caseFileId' | 'caseId' | 'parentId'>;

/** What a command gives, with the bytes that it names. */
interface Given extends FiledContent {
  readonly metadata: Metadata;
}

/** A version that the message named, and which of its formats. */
interface NamedVersion {
  readonly key: string;
  readonly document: DocumentRow;
  readonly version: ContentRow;
  readonly formats: Map<number, ContentRow>;
}

/** Plans what the commands of one message do to documents. */
export class DocumentPlan {
  /** By document and version. */
  private readonly named = new Map<string, NamedVersion>();

  constructor(
    private readonly on: OrderDraft,
    private readonly cases: CasePlan,
    private readonly ids: Ids,
  ) {}

  records(): FiledRecords['documents'] {
    return [...this.named.values()].map(({ key, document: { id, caseFileId }, version, formats }) => {
      const { number, sha256, sizeBytes, mime, fileName } = version;
      return {
        id,
        key,
        caseFileId,
        version: number,
        sha256,
        sizeBytes,
        mime,
        fileName,
        formats: [...formats.values()],
      };
    });
  }

  addDocument(command: AddDocument): void {
    const { key } = command;
    const place = this.placeOf(command);
    const content = this.given(key, { ...command, metadata: {} });
    const formats = this.formatsOf(command);
    const known = this.on.draft.documents.get(this.on.keyOf(key));
    if (known !== undefined && this.hasAll(key, known, content, formats)) return;
    if (known !== undefined && !isAt(known, place)) {
      // Its own case may be closed, which the case named here does not tell.
      throw conflict('archive.key-elsewhere', `The document ${key} is filed elsewhere.`, key);
    }
    this.refuseClosed(key, place);
    if (known === undefined) {
      this.addFormats(key, this.createDocument(command, content, place), 1, formats);
    } else if (versionWith(known, content.sha256) !== undefined || command.whenChanged === 'add-version') {
      this.complete(key, known, { ...content, metadata: command.metadata ?? {} }, formats);
    } else {
      const sentence = `There is a document ${key} with other content already.`;
      throw conflict('archive.content-differs', sentence, key);
    }
  }

  addVersion(command: AddVersion): void {
    const { key } = command;
    const known = this.document(key);
    const content = this.given(key, command);
    const formats = this.formatsOf(command);
    if (this.hasAll(key, known, content, formats)) return;
    this.refuseClosed(key, known);
    this.complete(key, known, content, formats);
  }

  private createDocument(command: AddDocument, content: Given, place: Place): DocumentRow {
    const { at, procedureId: procedure } = this.on.order;
    const { key, subject, documentType = null, documentDate = null, metadata = {} } = command;
    const id = this.ids.uuid();
    const { caseFileId, caseId, parentId } = place;
    this.on.draft.changes.documents.push({
      id,
      procedure,
      key,
      caseFileId,
      caseId,
      parentId,
      subject,
      documentType,
      documentDate,
      metadata,
      at,
    });
    const facts = { subject, sha256: content.sha256, documentType, documentDate, metadata };
    const after = parentId === null ? facts : { ...facts, parent: parentId };
    this.on.remember('document', id, { action: 'created', after });
    return this.newVersion(key, { id, caseFileId, caseId, parentId, versions: [] }, content);
  }

  /** Adds the version unless its content is there, and the formats that it lacks. */
  private complete(key: string, known: DocumentRow, content: Given, formats: readonly Given[]): void {
    const version = versionWith(known, content.sha256);
    if (version !== undefined) {
      this.addFormats(key, known, version.number, formats);
      return;
    }
    const { number, sha256 } = known.versions.at(-1)!;
    const document = this.newVersion(key, known, content);
    const next = document.versions.at(-1)!;
    this.on.remember('document', known.id, {
      action: 'version-added',
      field: 'content',
      before: { version: number, sha256 },
      after: { version: next.number, sha256: next.sha256, metadata: content.metadata },
    });
    this.addFormats(key, document, next.number, formats);
  }

  private newVersion(key: string, document: DocumentRow, content: Given): DocumentRow {
    const number = (document.versions.at(-1)?.number ?? 0) + 1;
    const { messageId, at } = this.on.order;
    this.on.draft.changes.versions.push({ ...content, documentId: document.id, number, messageId, at });
    return this.set(key, {
      ...document,
      versions: [...document.versions, { ...contentRow(number, content), formats: [] }],
    });
  }

  private addFormats(key: string, document: DocumentRow, number: number, given: readonly Given[]): void {
    const { messageId, at } = this.on.order;
    const version = document.versions.find((one) => one.number === number)!;
    const formats = [...version.formats];
    for (const format of given) {
      if (has({ ...version, formats }, format)) continue;
      const next = formats.length + 1;
      formats.push(contentRow(next, format));
      const { id: documentId } = document;
      this.on.draft.changes.formats.push({ ...format, documentId, version: number, number: next, messageId, at });
      this.on.remember('document', documentId, {
        action: 'format-added',
        field: 'content',
        after: { version: number, format: next, sha256: format.sha256, metadata: format.metadata },
      });
    }
    const complete = { ...version, formats };
    const versions = document.versions.map((one) => (one === version ? complete : one));
    this.name(key, this.set(key, { ...document, versions }), complete, given);
  }

  /** Whether there is nothing to add. Then it is done, wherever the command wants it. */
  private hasAll(key: string, known: DocumentRow, content: Given, formats: readonly Given[]): boolean {
    const version = versionWith(known, content.sha256);
    if (version === undefined || !formats.every((format) => has(version, format))) return false;
    this.name(key, known, version, formats);
    return true;
  }

  private name(key: string, document: DocumentRow, version: VersionRow, given: readonly Given[]): void {
    const place = `${document.id} ${version.number}`;
    const named = this.named.get(place) ?? { key, document, version, formats: new Map<number, ContentRow>() };
    for (const { sha256 } of given) {
      const format = version.formats.find((one) => one.sha256 === sha256);
      if (format !== undefined) named.formats.set(format.number, format);
    }
    this.named.set(place, named);
  }

  private placeOf(command: AddDocument): Place {
    if ('file' in command.in) {
      return { caseFileId: this.cases.caseFile(command.in.file).id, caseId: null, parentId: null };
    }
    if ('document' in command.in) {
      const { caseFileId, caseId, id: parentId } = this.document(command.in.document);
      return { caseFileId, caseId, parentId };
    }
    const { caseFileId, id: caseId } = this.cases.case(command.in.case);
    return { caseFileId, caseId, parentId: null };
  }

  private refuseClosed(key: string, { caseId, caseFileId }: Place): void {
    refuseClosedFile(this.on.draft, caseFileId, key);
    const closed = this.cases.closedAround(caseId);
    if (closed === undefined) return;
    throw conflict('archive.case-closed', `The case of document ${key} is closed.`, key, closed);
  }

  private formatsOf(command: AddDocument | AddVersion): readonly Given[] {
    return (command.formats ?? []).map((format) => this.given(command.key, format));
  }

  private given(key: string, { content, fileName, metadata = {} }: Format): Given {
    const { parts } = this.on.order;
    const found = content === 'message' ? parts.message : parts.attachments.get(content.attachment);
    if (found === undefined) {
      const name = content === 'message' ? content : content.attachment;
      throw new HubError('defect', 'connector.invalid-commands', `The message has no attachment ${name}.`, {
        values: { problem: name },
      });
    }
    const { sha256, sizeBytes, mime, place } = found;
    const name = fileName ?? found.fileName ?? defaultFileName(key, mime);
    return { sha256, sizeBytes, mime, fileName: name, metadata, ...(place === undefined ? {} : { place }) };
  }

  private document(key: string): DocumentRow {
    const found = this.on.draft.documents.get(this.on.keyOf(key));
    if (found === undefined) throw conflict('archive.record-unknown', `There is no document with the key ${key}.`, key);
    return found;
  }

  private set(key: string, row: DocumentRow): DocumentRow {
    this.on.draft.documents.set(row, this.on.keyOf(key));
    return row;
  }
}

function contentRow(number: number, { sha256, sizeBytes, mime, fileName }: Given): ContentRow {
  return { number, sha256, sizeBytes, mime, fileName };
}

/** The newest: an archive may have equal versions from the time before they were compared with all others. */
function versionWith(document: DocumentRow, sha256: string): VersionRow | undefined {
  return document.versions.findLast((version) => version.sha256 === sha256);
}

function has(version: VersionRow, { sha256 }: Given): boolean {
  return version.sha256 === sha256 || version.formats.some((format) => format.sha256 === sha256);
}

function isAt(document: DocumentRow, place: Place): boolean {
  return (
    document.caseFileId === place.caseFileId && document.caseId === place.caseId && document.parentId === place.parentId
  );
}
