import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { Ids } from '../config/clock.js';
import type { Transaction } from '../database/database.js';
import type { HubError } from '../errors/hub-error.js';
import { loadArchive } from './filing-load.js';
import { FilingPlan } from './filing-plan.js';
import { writePlan } from './filing-write.js';
import type { Place } from './segments.js';

/** The commands of one message, and the bytes they may refer to. */
export interface FilingOrder {
  readonly procedureId: string;
  readonly messageId: string;
  /** Of the orders with the same one, none is carried out once one was refused for a reason that may pass. */
  readonly orderKey?: string;
  readonly at: Date;
  /** Who: `procedure:<name>`. */
  readonly actor: string;
  readonly commands: readonly ArchiveCommand[];
  readonly parts: { readonly message: StoredContent; readonly attachments: ReadonlyMap<string, StoredContent> };
}

export interface StoredContent {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mime: string;
  readonly fileName?: string;
  /** Of bytes that have no file of their own. */
  readonly place?: Place;
}

/** The records a message went to, in the order of its commands. */
export interface FiledRecords {
  readonly caseFiles: readonly { readonly id: string; readonly key: string; readonly reference: string }[];
  readonly cases: readonly {
    readonly id: string;
    readonly key: string;
    readonly caseFileId: string;
    readonly number: number;
  }[];
  /** One entry for each version that the message named, whether it was filed now or before. */
  readonly documents: readonly FiledVersion[];
}

export interface FiledVersion extends FiledContent {
  readonly id: string;
  readonly key: string;
  readonly caseFileId: string;
  readonly version: number;
  /** The further formats of this version that the message named. */
  readonly formats: readonly (FiledContent & { readonly number: number })[];
}

export interface FiledContent extends StoredContent {
  readonly fileName: string;
}

export type FilingResult =
  | { readonly filed: FiledRecords }
  | { readonly refused: HubError }
  /** Not carried out: it comes after this message, which was refused. */
  | { readonly after: string };

/** How many of what would be written. */
export interface Additions {
  readonly caseFiles: number;
  readonly cases: number;
  readonly documents: number;
  /** The first of each new document included. */
  readonly versions: number;
  readonly formats: number;
  /** Cases that are closed or reopened. */
  readonly closings: number;
}

export type Rehearsal = { readonly refused: HubError } | { readonly adds: Additions };

/**
 * Carries out archive commands: load what they name, plan in memory, write. The commands of one message are carried out
 * all or none; a message that is refused leaves no trace, and later messages of the batch see what earlier ones did.
 * Carrying out the same message twice changes nothing.
 */
export class Filing {
  constructor(private readonly options: { readonly timeZone: string; readonly ids: Ids }) {}

  /**
   * One result per order, same order.
   *
   * @throws an error with SQLSTATE 40001 or 23505 when another transaction opened the same record first: repeat the transaction
   */
  async carryOut(
    transaction: Transaction,
    tenant: string,
    orders: readonly FilingOrder[],
  ): Promise<readonly FilingResult[]> {
    if (orders.length === 0) return [];
    const archive = await loadArchive(transaction, tenant, orders);
    const plan = new FilingPlan(archive, this.options);
    const refused = new Map<string | undefined, string>();
    const outcomes = orders.map((order) => {
      const after = refused.get(order.orderKey);
      if (after !== undefined) return { after };
      const outcome = plan.add(order);
      const passes = 'refused' in outcome && outcome.refused.kind !== 'rejected';
      if (passes && order.orderKey !== undefined) refused.set(order.orderKey, order.messageId);
      return outcome;
    });
    await writePlan(transaction, tenant, plan.changes(), this.options.ids);
    // File references are known only now.
    return outcomes.map((outcome) => ('records' in outcome ? { filed: outcome.records() } : outcome));
  }

  /**
   * What carrying it out would add, without adding anything. It locks what it looks at, so the transaction should end
   * soon after.
   */
  async rehearse(transaction: Transaction, tenant: string, order: FilingOrder): Promise<Rehearsal> {
    const plan = new FilingPlan(await loadArchive(transaction, tenant, [order]), this.options);
    const outcome = plan.add(order);
    if ('refused' in outcome) return outcome;
    const { caseFiles, cases, documents, versions, formats, closings } = plan.changes();
    return {
      adds: {
        caseFiles: caseFiles.length,
        cases: cases.length,
        documents: documents.length,
        versions: versions.length,
        formats: formats.length,
        closings: closings.size,
      },
    };
  }
}
