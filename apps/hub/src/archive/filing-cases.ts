import type {
  CloseCase,
  OpenCase,
  OpenFile,
  OpenSubCase,
  OpenSubFile,
  ReopenCase,
} from '@fachwerk/connectors/contract';
import type { Ids } from '../config/clock.js';
import { dayOf } from '../config/day.js';
import { HubError } from '../errors/hub-error.js';
import { scopeOf } from './file-reference.js';
import type { FiledRecords } from './filing.js';
import type { NewCaseFile, Numbering } from './filing-changes.js';
import { conflict, refuseClosedFile, type OrderDraft, type PlannedCaseFile } from './filing-draft.js';
import type { CaseRow } from './filing-load.js';

export interface PlanOptions {
  readonly timeZone: string;
  readonly ids: Ids;
}

/** Plans what the commands of one message do to case files and cases. */
export class CasePlan {
  private readonly caseFiles = new Map<string, PlannedCaseFile>();
  private readonly cases = new Map<string, CaseRow>();

  constructor(
    private readonly on: OrderDraft,
    private readonly options: PlanOptions,
  ) {}

  records(): Pick<FiledRecords, 'caseFiles' | 'cases'> {
    return {
      caseFiles: [...this.caseFiles].map(([key, { id, reference, created }]) => ({
        id,
        key,
        reference: created?.reference ?? reference,
      })),
      cases: [...this.cases].map(([key, { id, caseFileId, number }]) => ({ id, key, caseFileId, number })),
    };
  }

  openFile(command: OpenFile): void {
    const known = this.on.draft.caseFiles.get(this.on.keyOf(command.key));
    if (known !== undefined) {
      this.caseFiles.set(command.key, known);
      return;
    }
    const entry = this.on.draft.filePlan.get(command.filePlanCode);
    if (entry === undefined) {
      const sentence = `The file plan has no entry ${command.filePlanCode}.`;
      throw new HubError('misconfigured', 'archive.file-plan-code-unknown', sentence, {
        target: command.filePlanCode,
        values: { filePlanCode: command.filePlanCode },
      });
    }
    const year = Number(dayOf(this.on.order.at, this.options.timeZone).slice(0, 4));
    const scope = scopeOf(entry.referencePattern, entry.code, year);
    this.createCaseFile(command, { scope }, entry.id, { filePlanCode: entry.code });
  }

  openSubFile(command: OpenSubFile): void {
    const whole = this.caseFile(command.inFile);
    const known = this.on.draft.caseFiles.get(this.on.keyOf(command.key));
    if (known === undefined) {
      refuseClosedFile(this.on.draft, whole.id, command.key);
      const partNumber = whole.lastPartNumber + 1;
      this.count({ ...whole, lastPartNumber: partNumber });
      const numbering = { whole: whole.created ?? whole, partNumber };
      this.createCaseFile(command, numbering, whole.filePlanEntry, { parent: whole.id, partNumber });
      return;
    }
    if (known.parentId !== whole.id) {
      const sentence = `The case file ${command.key} is not a part of ${command.inFile}.`;
      throw conflict('archive.key-elsewhere', sentence, command.key);
    }
    this.caseFiles.set(command.key, known);
  }

  openCase(command: OpenCase): void {
    const file = this.caseFile(command.inFile);
    const known = this.on.draft.cases.get(this.on.keyOf(command.key));
    if (known === undefined) return this.createCase(command, file, null);
    if (known.caseFileId !== file.id)
      throw conflict('archive.key-elsewhere', `The case ${command.key} is in another case file.`, command.key);
    this.cases.set(command.key, known);
  }

  openSubCase(command: OpenSubCase): void {
    const parent = this.case(command.inCase);
    this.cases.set(command.inCase, parent);
    const known = this.on.draft.cases.get(this.on.keyOf(command.key));
    if (known === undefined) {
      const closed = this.closedAround(parent.id);
      if (closed !== undefined) {
        const sentence = `The case ${command.inCase}, in which ${command.key} was to be opened, is closed.`;
        throw conflict('archive.case-closed', sentence, command.key, closed);
      }
      const file = this.on.draft.caseFiles.at(parent.caseFileId);
      if (file === undefined) throw new Error(`The case file of case ${parent.id} was not loaded.`);
      this.createCase(command, file, parent.id);
      return;
    }
    if (known.parentId !== parent.id) {
      throw conflict('archive.key-elsewhere', `The case ${command.key} is not in ${command.inCase}.`, command.key);
    }
    this.cases.set(command.key, known);
  }

  closeCase(command: CloseCase): void {
    const known = this.case(command.key);
    this.cases.set(command.key, known);
    if (known.closedOn !== null) return;
    const closedOn = command.closedOn ?? dayOf(this.on.order.at, this.options.timeZone);
    this.changeClosing(command.key, known, closedOn);
    this.on.remember('case', known.id, { action: 'closed', field: 'closedOn', before: null, after: closedOn });
  }

  reopenCase(command: ReopenCase): void {
    const known = this.case(command.key);
    this.cases.set(command.key, known);
    if (known.closedOn === null) return;
    this.changeClosing(command.key, known, null);
    const { closedOn: before } = known;
    this.on.remember('case', known.id, {
      action: 'reopened',
      field: 'closedOn',
      before,
      after: null,
      reason: command.reason,
    });
  }

  caseFile(key: string): PlannedCaseFile {
    const found = this.on.draft.caseFiles.get(this.on.keyOf(key));
    if (found === undefined)
      throw conflict('archive.record-unknown', `There is no case file with the key ${key}.`, key);
    this.caseFiles.set(key, found);
    return found;
  }

  case(key: string): CaseRow {
    const found = this.on.draft.cases.get(this.on.keyOf(key));
    if (found === undefined) throw conflict('archive.record-unknown', `There is no case with the key ${key}.`, key);
    return found;
  }

  /**
   * Id of the closed one of a case and those that it lies in; undefined when all of them are open. Not its file reference:
   * one that is opened in the same batch has none yet, and what is in the way is the same in every batch.
   */
  closedAround(id: string | null): string | undefined {
    for (let at = id; at !== null;) {
      const found = this.on.draft.cases.at(at);
      if (found === undefined) throw new Error(`The case ${at} was not loaded.`);
      if (found.closedOn !== null) return at;
      at = found.parentId;
    }
    return undefined;
  }

  private createCaseFile(
    { key, subject, metadata = {} }: OpenFile | OpenSubFile,
    numbering: Numbering,
    filePlanEntry: string,
    place: object,
  ): void {
    const { at, procedureId: procedure } = this.on.order;
    const id = this.options.ids.uuid();
    const created: NewCaseFile = {
      id,
      procedure,
      key,
      filePlanEntry,
      numbering,
      reference: '',
      subject,
      metadata,
      at,
    };
    const row: PlannedCaseFile = {
      id,
      parentId: 'whole' in numbering ? numbering.whole.id : null,
      filePlanEntry,
      reference: '',
      lastCaseNumber: 0,
      lastPartNumber: 0,
      created,
    };
    this.on.draft.changes.caseFiles.push(created);
    this.on.draft.caseFiles.set(row, this.on.keyOf(key));
    this.caseFiles.set(key, row);
    this.on.remember('case-file', id, { action: 'created', after: { subject, ...place, metadata } });
  }

  private createCase(command: OpenCase | OpenSubCase, file: PlannedCaseFile, parentId: string | null): void {
    const { at, procedureId: procedure } = this.on.order;
    const { key, subject, metadata = {}, openedOn = null } = command;
    refuseClosedFile(this.on.draft, file.id, key);
    const id = this.options.ids.uuid();
    const number = file.lastCaseNumber + 1;
    this.count({ ...file, lastCaseNumber: number });
    const row: CaseRow = { id, caseFileId: file.id, parentId, number, closedOn: null };
    this.on.draft.changes.cases.push({ ...row, procedure, key, subject, metadata, openedOn, at });
    this.on.draft.cases.set(row, this.on.keyOf(key));
    this.cases.set(key, row);
    const place = parentId === null ? { number } : { parent: parentId, number };
    this.on.remember('case', id, { action: 'created', after: { subject, ...place, openedOn, metadata } });
  }

  /** Notes the last numbers given in a case file. */
  private count(file: PlannedCaseFile): void {
    const { id, lastCaseNumber, lastPartNumber } = file;
    this.on.draft.caseFiles.set(file);
    this.on.draft.changes.counters.set(id, { lastCaseNumber, lastPartNumber });
  }

  private changeClosing(key: string, known: CaseRow, closedOn: string | null): void {
    const row = { ...known, closedOn };
    this.on.draft.changes.closings.set(known.id, closedOn);
    this.on.draft.cases.set(row);
    this.cases.set(key, row);
  }
}
