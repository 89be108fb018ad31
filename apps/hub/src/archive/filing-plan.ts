import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';
import type { FiledRecords, FilingOrder } from './filing.js';
import { CasePlan, type PlanOptions } from './filing-cases.js';
import type { Changes } from './filing-changes.js';
import { DocumentPlan } from './filing-documents.js';
import { Draft, OrderDraft } from './filing-draft.js';
import type { LoadedArchive } from './filing-load.js';

export type PlanOutcome = { readonly refused: HubError } | { readonly records: () => FiledRecords };

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
      const carrying = new OrderPlan(new OrderDraft(order, draft), this.options);
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

/** The commands of one message. */
class OrderPlan {
  private readonly cases: CasePlan;
  private readonly documents: DocumentPlan;

  constructor(on: OrderDraft, options: PlanOptions) {
    this.cases = new CasePlan(on, options);
    this.documents = new DocumentPlan(on, this.cases, options.ids);
  }

  carryOut(command: ArchiveCommand): void {
    switch (command.do) {
      case 'open-file':
        return this.cases.openFile(command);
      case 'open-sub-file':
        return this.cases.openSubFile(command);
      case 'open-case':
        return this.cases.openCase(command);
      case 'open-sub-case':
        return this.cases.openSubCase(command);
      case 'add-document':
        return this.documents.addDocument(command);
      case 'add-version':
        return this.documents.addVersion(command);
      case 'close-case':
        return this.cases.closeCase(command);
      case 'reopen-case':
        return this.cases.reopenCase(command);
      default:
        return assertNever(command);
    }
  }

  records(): FiledRecords {
    return { ...this.cases.records(), documents: this.documents.records() };
  }
}

function assertNever(command: never): never {
  throw new Error(`Unknown archive command: ${JSON.stringify(command)}`);
}
