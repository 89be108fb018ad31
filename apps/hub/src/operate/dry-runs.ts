import type { ArchiveCommand } from '@fachwerk/connectors/contract';
import type { AccessDirectory } from '../access/directory.js';
import type { SpecialistProcedure } from '../access/snapshot.js';
import { readFiledFacts, readKeyIds } from '../archive/filed-facts.js';
import type { Additions, Filing, FilingOrder, Rehearsal } from '../archive/filing.js';
import { factsOf } from '../archive/record-facts.js';
import type { Place } from '../archive/segments.js';
import type { Database } from '../database/database.js';
import { HubError, type Stage } from '../errors/hub-error.js';
import { bodyToFile, type BodyToFile } from '../ledger/body-to-file.js';
import type { Envelope } from '../ledger/envelope.js';
import type { Messages } from '../ledger/messages.js';
import type { MessageState } from '../ledger/message-state.js';
import type { LedgerError } from '../ledger/state.js';
import type { PlainError, Reading } from '../translate/reading.js';
import { compareFacts, type Comparison } from './dry-run-compare.js';

/** Reads a message as a worker would, in a thread. */
export type TryReading = (
  procedure: SpecialistProcedure,
  message: { readonly envelope: Envelope; readonly body?: Uint8Array | undefined; readonly place?: Place | undefined },
) => Promise<Reading>;

export interface DryRun {
  readonly message: MessageState;
  readonly connector: { readonly name: string; readonly version?: string };
  readonly type?: string;
  /** Number of the correction that was read in place of what was sent. */
  readonly correction?: number;
  readonly key?: string;
  readonly commands?: readonly ArchiveCommand[];
  /** Why it would not be filed. */
  readonly error?: LedgerError;
  /** What filing it now would add; left out when it would not be filed. */
  readonly adds?: Additions;
  /** With what was filed; left out when nothing was, or there are no commands to compare. */
  readonly comparison?: Comparison;
}

/** Its reader takes the whole process along, which no thread can prevent. */
export const ENDS_PROCESS = 'read.process-ended';

/**
 * What would become of a message today, with the connector and the settings as they are: it is read and translated as a
 * worker would, and its commands are planned against the archive. Nothing is filed, nothing is written down.
 */
export class DryRuns {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly directory: AccessDirectory,
    private readonly filing: Filing,
    readonly tryReading: TryReading,
  ) {}

  /**
   * @param correction number of one; undefined for what would be filed now: the last that was approved, else what was sent
   * @throws HubError `message.not-found`, `message.payload-gone`, `correction.not-found`, `dry-run.busy`, `dry-run.harmful`
   */
  async of(tenant: string, id: string, correction: number | undefined, now: Date): Promise<DryRun> {
    const message = await this.messages.find(tenant, id);
    const tried = message === undefined ? undefined : await this.toTry(tenant, id, correction);
    if (message === undefined || tried === undefined) {
      throw new HubError('rejected', 'message.not-found', 'There is no such message, or no worker has seen it yet.');
    }
    if (message.error?.code === ENDS_PROCESS) throw harmful();
    const procedure = this.directory.procedure(message.procedureId);
    if (procedure === undefined) {
      const sentence = 'The procedure of this message is not known here.';
      const values = { procedure: message.procedureId };
      throw new HubError('misconfigured', 'procedure.unknown', sentence, { values });
    }
    const reading = await this.tryReading(procedure, tried);
    const { connector: name, version, type } = reading;
    const facts = {
      message,
      connector: { name, ...(version === undefined ? {} : { version }) },
      ...(type === undefined ? {} : { type }),
      ...(tried.correction === undefined ? {} : { correction: tried.correction }),
    };
    if ('error' in reading) return { ...facts, error: ledgerError(reading.error, reading.stage, reading) };
    const { key, commands } = reading;
    const order = orderOf(tried.envelope, procedure, commands, now);
    const rehearsal = await this.rehearse(tenant, order);
    const comparison = message.receipt === null ? undefined : await this.compare(tenant, message, order);
    return {
      ...facts,
      key,
      commands,
      ...('refused' in rehearsal
        ? { error: ledgerError(rehearsal.refused, 'file', reading) }
        : { adds: rehearsal.adds }),
      ...(comparison === undefined ? {} : { comparison }),
    };
  }

  /**
   * @param asked number of a correction; undefined for what would be filed now
   * @throws HubError `message.payload-gone`, `correction.not-found`
   */
  toTry(tenant: string, id: string, asked: number | undefined): Promise<BodyToFile | undefined> {
    return bodyToFile(this.database, tenant, id, asked);
  }

  /** Whether the archive would take it now. */
  rehearse(tenant: string, order: FilingOrder): Promise<Rehearsal> {
    return this.database.inTenant(tenant, (transaction) => this.filing.rehearse(transaction, tenant, order));
  }

  /** What an order says with what the message has filed; it has a receipt. */
  compare(tenant: string, message: MessageState, order: FilingOrder): Promise<Comparison> {
    const { receipt, procedureId, id } = message;
    const today = factsOf(order.commands, order.parts);
    const filed = {
      procedureId,
      messageIds: [...new Set([id, receipt!.messageId])],
      caseFiles: receipt!.caseFiles.map((caseFile) => caseFile.id),
      cases: receipt!.cases.map((one) => one.id),
      documents: receipt!.documents,
    };
    return this.database.inTenant(tenant, async (transaction) => {
      const ids = await readKeyIds(transaction, tenant, procedureId, today);
      const keys = new Map([...ids].map(([named, record]) => [record, named.slice(named.indexOf(' ') + 1)]));
      return compareFacts(await readFiledFacts(transaction, tenant, filed, keys), today, ids);
    });
  }
}

function harmful(): HubError {
  const sentence = 'Reading this message has ended the process each time. It is not tried out beside everything else.';
  return new HubError('rejected', 'dry-run.harmful', sentence);
}

export function busy(): HubError {
  const sentence = 'Too many messages are being tried out at the moment. Try again in a few seconds.';
  return new HubError('rejected', 'dry-run.busy', sentence, { retryAfterSeconds: 5 });
}

/** As the worker makes it; nobody carries it out. */
export function orderOf(
  envelope: Envelope,
  { name }: SpecialistProcedure,
  commands: readonly ArchiveCommand[],
  at: Date,
): FilingOrder {
  const { sha256, sizeBytes, mime, fileName } = envelope.body;
  return {
    procedureId: envelope.procedure,
    messageId: envelope.id,
    at,
    actor: `procedure:${name}`,
    commands,
    parts: {
      message: { sha256, sizeBytes, mime, ...(fileName === undefined ? {} : { fileName }) },
      attachments: new Map(envelope.attachments.map((part) => [part.name, { ...part, fileName: part.name }])),
    },
  };
}

export function ledgerError(
  error: Pick<PlainError, 'kind' | 'code' | 'message' | 'details' | 'stack'> | HubError,
  stage: Stage,
  { connector, version, type }: Pick<Reading, 'connector' | 'version' | 'type'>,
): LedgerError {
  const { kind, code, message, details } = error;
  const { path, target, values } = details;
  const stack = error instanceof HubError ? undefined : error.stack;
  return {
    kind,
    code,
    stage,
    message,
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(values === undefined ? {} : { values }),
    connector,
    ...(version === undefined ? {} : { connectorVersion: version }),
    ...(type === undefined ? {} : { type }),
    ...(stack === undefined ? {} : { stack }),
  };
}
