import type {
  AddDocument,
  ArchiveCommand,
  CloseCase,
  OpenCase,
  OpenFile,
  ReopenCase,
} from '@fachwerk/connectors/contract';
import type { Ids } from '../config/clock.js';
import { dayOf } from '../config/day.js';
import { HubError } from '../errors/hub-error.js';
import { defaultFileName } from './default-file-name.js';
import { scopeOf } from './file-reference.js';
import type { FiledRecords, FilingOrder, StoredContent } from './filing.js';
import { noChanges, type Changes, type HistoryEntry, type NewCaseFile } from './filing-changes.js';
import { recordKey, type CaseFileRow, type CaseRow, type DocumentRow, type LoadedArchive } from './filing-load.js';

interface PlannedCaseFile extends CaseFileRow {
  /** Undefined when it existed before. */
  readonly created?: NewCaseFile;
}

export type PlanOutcome = { readonly refused: HubError } | { readonly records: () => FiledRecords };

export interface PlanOptions {
  readonly timeZone: string;
  readonly ids: Ids;
}

/**
 * Works out what the commands of a batch change, message by message, without touching the database. Each message works
 * on a draft; the draft becomes part of the plan only when all its commands succeed.
 */
export class FilingPlan {
  private readonly base: Draft;

  constructor(
    archive: LoadedArchive,
    private readonly options: PlanOptions,
  ) {
    this.base = new Draft(archive);
  }

  add(order: FilingOrder): PlanOutcome {
    const draft = new Draft(this.base);
    try {
      const carrying = new OrderPlan(order, draft, this.base.filePlan, this.options);
      for (const command of order.commands) carrying.carryOut(command);
      draft.mergeInto(this.base);
      return { records: () => carrying.records() };
    } catch (error) {
      if (error instanceof HubError) return { refused: error };
      throw error;
    }
  }

  changes(): Changes {
    return this.base.changes;
  }
}

/** Records by key on top of what was loaded, and the changes that lead there. */
class Draft {
  readonly changes = noChanges();
  readonly filePlan: LoadedArchive['filePlan'];
  readonly caseFiles: Layer<PlannedCaseFile>;
  readonly cases: Layer<CaseRow>;
  readonly documents: Layer<DocumentRow>;

  constructor(below: LoadedArchive | Draft) {
    this.filePlan = below.filePlan;
    this.caseFiles = new Layer(below.caseFiles);
    this.cases = new Layer(below.cases);
    this.documents = new Layer(below.documents);
  }

  mergeInto(base: Draft): void {
    this.caseFiles.mergeInto(base.caseFiles);
    this.cases.mergeInto(base.cases);
    this.documents.mergeInto(base.documents);
    const { changes } = this;
    base.changes.caseFiles.push(...changes.caseFiles);
    base.changes.cases.push(...changes.cases);
    base.changes.documents.push(...changes.documents);
    base.changes.versions.push(...changes.versions);
    base.changes.history.push(...changes.history);
    for (const [id, day] of changes.closings) base.changes.closings.set(id, day);
  }
}

class Layer<Row> {
  private readonly own = new Map<string, Row>();

  constructor(private readonly below: { get(key: string): Row | undefined }) {}

  get(key: string): Row | undefined {
    return this.own.get(key) ?? this.below.get(key);
  }
  set(key: string, row: Row): void {
    this.own.set(key, row);
  }
  mergeInto(base: Layer<Row>): void {
    for (const [key, row] of this.own) base.set(key, row);
  }
}

/** The commands of one message. */
class OrderPlan {
  private readonly caseFiles = new Map<string, PlannedCaseFile>();
  private readonly cases = new Map<string, CaseRow>();
  private readonly documents = new Map<string, DocumentRow>();

  constructor(
    private readonly order: FilingOrder,
    private readonly draft: Draft,
    private readonly filePlan: LoadedArchive['filePlan'],
    private readonly options: PlanOptions,
  ) {}

  carryOut(command: ArchiveCommand): void {
    switch (command.do) {
      case 'open-file':
        return this.openFile(command);
      case 'open-case':
        return this.openCase(command);
      case 'add-document':
        return this.addDocument(command);
      case 'open-sub-file':
      case 'open-sub-case':
      case 'add-version':
        throw new Error(`${command.do} comes with the next commit`);
      case 'close-case':
        return this.closeCase(command);
      case 'reopen-case':
        return this.reopenCase(command);
      default:
        return assertNever(command);
    }
  }

  records(): FiledRecords {
    return {
      caseFiles: [...this.caseFiles].map(([key, { id, reference, created }]) => ({
        id,
        key,
        reference: created?.reference ?? reference,
      })),
      cases: [...this.cases].map(([key, { id, caseFileId, number }]) => ({ id, key, caseFileId, number })),
      documents: [...this.documents].map(([key, { caseId: _caseId, ...document }]) => ({ ...document, key })),
    };
  }

  private openFile(command: OpenFile): void {
    const key = this.keyOf(command.key);
    const known = this.draft.caseFiles.get(key);
    if (known !== undefined) {
      this.caseFiles.set(command.key, known);
      return;
    }
    const entry = this.filePlan.get(command.filePlanCode);
    if (entry === undefined) {
      const sentence = `The file plan has no entry ${command.filePlanCode}.`;
      throw new HubError('misconfigured', 'archive.file-plan-code-unknown', sentence, {
        values: { filePlanCode: command.filePlanCode },
      });
    }
    const { at, procedureId: procedure } = this.order;
    const scope = scopeOf(entry.referencePattern, entry.code, Number(dayOf(at, this.options.timeZone).slice(0, 4)));
    const { subject, metadata = {} } = command;
    const created: NewCaseFile = {
      id: this.options.ids.uuid(),
      procedure,
      key: command.key,
      filePlanEntry: entry.id,
      scope,
      reference: '',
      subject,
      metadata,
      at,
    };
    const row: PlannedCaseFile = { id: created.id, reference: '', lastCaseNumber: 0, created };
    this.draft.changes.caseFiles.push(created);
    this.draft.caseFiles.set(key, row);
    this.caseFiles.set(command.key, row);
    this.remember('case-file', created.id, {
      action: 'created',
      after: { subject, filePlanCode: entry.code, metadata },
    });
  }

  private openCase(command: OpenCase): void {
    const file = this.caseFile(command.inFile);
    const key = this.keyOf(command.key);
    const known = this.draft.cases.get(key);
    if (known !== undefined) {
      if (known.caseFileId !== file.id)
        throw conflict('archive.key-elsewhere', `The case ${command.key} is in another case file.`, command.key);
      this.cases.set(command.key, known);
      return;
    }
    const { at, procedureId: procedure } = this.order;
    const { subject, metadata = {}, openedOn = null } = command;
    const id = this.options.ids.uuid();
    const number = file.lastCaseNumber + 1;
    const row: CaseRow = { id, caseFileId: file.id, number, closedOn: null };
    this.draft.caseFiles.set(this.keyOf(command.inFile), { ...file, lastCaseNumber: number });
    this.draft.changes.cases.push({
      id,
      procedure,
      key: command.key,
      caseFileId: file.id,
      number,
      subject,
      metadata,
      openedOn,
      at,
    });
    this.setCase(command.key, row);
    this.remember('case', id, { action: 'created', after: { subject, number, openedOn, metadata } });
  }

  private addDocument(command: AddDocument): void {
    const place = this.placeOf(command);
    const content = this.contentOf(command);
    const known = this.draft.documents.get(this.keyOf(command.key));
    if (known?.sha256 === content.sha256) {
      this.documents.set(command.key, known);
      return;
    }
    if (known !== undefined && (known.caseFileId !== place.caseFileId || known.caseId !== place.caseId)) {
      // Its own case may be closed, which the case named here does not tell.
      throw conflict('archive.key-elsewhere', `The document ${command.key} is filed elsewhere.`, command.key);
    }
    if (place.closed) {
      throw conflict('archive.case-closed', `The case of document ${command.key} is closed.`, command.key);
    }
    if (known === undefined) this.createDocument(command, content, place);
    else if (command.whenChanged === 'add-version') this.addVersion(command, content, known);
    else {
      const sentence = `There is a document ${command.key} with other content already.`;
      throw conflict('archive.content-differs', sentence, command.key);
    }
  }

  private createDocument(
    command: AddDocument,
    content: StoredContent,
    place: { caseFileId: string; caseId: string | null },
  ): void {
    const { at, procedureId: procedure } = this.order;
    const { key, subject, documentType = null, documentDate = null, metadata = {} } = command;
    const id = this.options.ids.uuid();
    this.draft.changes.documents.push({
      id,
      procedure,
      key,
      ...place,
      subject,
      documentType,
      documentDate,
      metadata,
      at,
    });
    const row = this.version(command, content, { id, ...place }, 1);
    this.remember('document', id, {
      action: 'created',
      after: { subject, sha256: row.sha256, documentType, documentDate, metadata },
    });
  }

  private addVersion(command: AddDocument, content: StoredContent, known: DocumentRow): void {
    const row = this.version(command, content, known, known.version + 1);
    this.remember('document', known.id, {
      action: 'version-added',
      field: 'content',
      before: { version: known.version, sha256: known.sha256 },
      after: { version: row.version, sha256: row.sha256 },
    });
  }

  private version(
    command: AddDocument,
    content: StoredContent,
    document: Pick<DocumentRow, 'id' | 'caseFileId' | 'caseId'>,
    version: number,
  ): DocumentRow {
    const { id, caseFileId, caseId } = document;
    const { sha256, sizeBytes, mime } = content;
    const fileName = command.fileName ?? content.fileName ?? defaultFileName(command.key, mime);
    const { messageId, at } = this.order;
    this.draft.changes.versions.push({
      documentId: id,
      number: version,
      sha256,
      sizeBytes,
      mime,
      fileName,
      messageId,
      at,
    });
    const row: DocumentRow = { id, caseFileId, caseId, version, sha256, sizeBytes, mime, fileName };
    this.draft.documents.set(this.keyOf(command.key), row);
    this.documents.set(command.key, row);
    return row;
  }

  private closeCase(command: CloseCase): void {
    const known = this.case(command.key);
    this.cases.set(command.key, known);
    if (known.closedOn !== null) return;
    this.changeClosing(command.key, known, command.closedOn);
    this.remember('case', known.id, { action: 'closed', field: 'closedOn', before: null, after: command.closedOn });
  }

  private reopenCase(command: ReopenCase): void {
    const known = this.case(command.key);
    this.cases.set(command.key, known);
    if (known.closedOn === null) return;
    this.changeClosing(command.key, known, null);
    const { closedOn: before } = known;
    this.remember('case', known.id, {
      action: 'reopened',
      field: 'closedOn',
      before,
      after: null,
      reason: command.reason,
    });
  }

  private changeClosing(key: string, known: CaseRow, closedOn: string | null): void {
    this.draft.changes.closings.set(known.id, closedOn);
    this.setCase(key, { ...known, closedOn });
  }

  private placeOf(command: AddDocument): { caseFileId: string; caseId: string | null; closed: boolean } {
    if ('file' in command.in) {
      const file = this.caseFile(command.in.file);
      return { caseFileId: file.id, caseId: null, closed: false };
    }
    if ('document' in command.in) throw new Error('annexes come with the next commit');
    const found = this.case(command.in.case);
    return { caseFileId: found.caseFileId, caseId: found.id, closed: found.closedOn !== null };
  }

  private contentOf(command: AddDocument): StoredContent {
    if (command.content === 'message') return this.order.parts.message;
    const name = command.content.attachment;
    const found = this.order.parts.attachments.get(name);
    if (found !== undefined) return found;
    throw new HubError('defect', 'connector.invalid-commands', `The message has no attachment ${name}.`, {
      values: { problem: name },
    });
  }

  private caseFile(key: string): PlannedCaseFile {
    const found = this.draft.caseFiles.get(this.keyOf(key));
    if (found === undefined)
      throw conflict('archive.record-unknown', `There is no case file with the key ${key}.`, key);
    this.caseFiles.set(key, found);
    return found;
  }

  private case(key: string): CaseRow {
    const found = this.draft.cases.get(this.keyOf(key));
    if (found === undefined) throw conflict('archive.record-unknown', `There is no case with the key ${key}.`, key);
    return found;
  }

  private setCase(key: string, row: CaseRow): void {
    this.draft.cases.set(this.keyOf(key), row);
    this.cases.set(key, row);
  }

  private remember(
    kind: HistoryEntry['kind'],
    record: string,
    change: Pick<HistoryEntry, 'action' | 'after'> & Partial<Pick<HistoryEntry, 'field' | 'before' | 'reason'>>,
  ): void {
    const { at, actor, messageId } = this.order;
    this.draft.changes.history.push({
      field: null,
      before: null,
      reason: null,
      ...change,
      at,
      actor,
      kind,
      record,
      messageId,
    });
  }

  private keyOf(key: string): string {
    return recordKey(this.order.procedureId, key);
  }
}

function conflict(code: string, sentence: string, key: string): HubError {
  return new HubError('conflict', code, sentence, { values: { key } });
}

function assertNever(command: never): never {
  throw new Error(`Unknown archive command: ${JSON.stringify(command)}`);
}
