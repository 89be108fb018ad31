import { HubError } from '../errors/hub-error.js';
import type { FilingOrder } from './filing.js';
import { noChanges, type HistoryEntry, type NewCaseFile } from './filing-changes.js';
import { recordKey, type CaseFileRow, type CaseRow, type DocumentRow, type LoadedArchive } from './filing-load.js';
import { KeyedRows } from './keyed-rows.js';

export interface PlannedCaseFile extends CaseFileRow {
  /** Undefined when it existed before. */
  readonly created?: NewCaseFile;
}

/** Records on top of what was loaded, and the changes that lead there. */
export class Draft {
  readonly changes = noChanges();
  readonly filePlan: LoadedArchive['filePlan'];
  readonly caseFiles: KeyedRows<PlannedCaseFile>;
  readonly cases: KeyedRows<CaseRow>;
  readonly documents: KeyedRows<DocumentRow>;
  readonly closedFiles: LoadedArchive['closedFiles'];

  constructor(below: LoadedArchive | Draft) {
    this.filePlan = below.filePlan;
    this.closedFiles = below.closedFiles;
    this.caseFiles = new KeyedRows<PlannedCaseFile>(below.caseFiles);
    this.cases = new KeyedRows(below.cases);
    this.documents = new KeyedRows(below.documents);
  }

  mergeInto(base: Draft): void {
    this.caseFiles.mergeInto(base.caseFiles);
    this.cases.mergeInto(base.cases);
    this.documents.mergeInto(base.documents);
    const { changes } = this;
    append(base.changes.caseFiles, changes.caseFiles);
    append(base.changes.cases, changes.cases);
    append(base.changes.documents, changes.documents);
    append(base.changes.versions, changes.versions);
    append(base.changes.formats, changes.formats);
    append(base.changes.history, changes.history);
    for (const [id, counters] of changes.counters) base.changes.counters.set(id, counters);
    for (const [id, day] of changes.closings) base.changes.closings.set(id, day);
  }
}

/** One by one: a call with a hundred thousand arguments overflows the stack. */
function append<Item>(list: Item[], more: readonly Item[]): void {
  for (const item of more) list.push(item);
}

/** The draft of one message, and what all its commands need. */
export class OrderDraft {
  constructor(
    readonly order: FilingOrder,
    readonly draft: Draft,
  ) {}

  remember(
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

  keyOf(key: string): string {
    return recordKey(this.order.procedureId, key);
  }
}

/** Nothing is added to a case file that is closed. */
export function refuseClosedFile({ closedFiles }: Draft, caseFileId: string, key: string): void {
  const reference = closedFiles.get(caseFileId);
  if (reference === undefined) return;
  const sentence = `The case file ${reference} is closed; ${key} cannot be added.`;
  const values = { key, reference };
  throw new HubError('conflict', 'archive.file-closed', sentence, { target: reference, values });
}

/** @param target what stands in the way of it, and perhaps of many others */
export function conflict(code: string, sentence: string, key: string, target?: string): HubError {
  return new HubError('conflict', code, sentence, { values: { key }, ...(target === undefined ? {} : { target }) });
}
