/** What a worker does with a batch of deliveries. Here the stages meet: read in threads, file per tenant, answer. */
import type { AccessDirectory } from './access/directory.js';
import type { SpecialistProcedure } from './access/snapshot.js';
import type { Clock } from './config/clock.js';
import { HubError, type Stage } from './errors/hub-error.js';
import type { Delivery, Outcome } from './exchange/exchange.js';
import type { FileStage } from './file/file-stage.js';
import type { Filed, ReadMessage } from './file/read-message.js';
import { decodeEnvelope, type Travelling } from './ledger/envelope.js';
import type { Measured } from './ledger/measured.js';
import type { ReadingJobs } from './reading-job.js';
import { lossError } from './translate/loss.js';
import type { Reading, ReadingJob } from './translate/reading.js';
import type { JobResult, Loss } from './translate/thread-pool.js';
import type { Readers } from './worker.rules.js';

/** A message that killed its thread this often is parked; in between it waits on the delay ladder. */
const LOSSES_MAX = 3;
/** One that was in hand when so many processes died is parked unread: the first death may have been anybody's of its batch. */
const DEATHS_MAX = 3;
/** Most bytes of bodies that are read at once. */
const SHARE_BYTES_MAX = 32 * 1024 * 1024;

type PausedProcedure = Pick<SpecialistProcedure, 'tenant' | 'id'>;

export interface PipelineEvents {
  /** A message was decided; for metrics and the log. */
  readonly onFiled: (message: ReadMessage, filed: Filed) => void;
  /** A procedure must wait; the delivery goes back to its lane. */
  readonly onPause: (procedure: PausedProcedure, cause: HubError, stage: Stage) => Promise<void>;
  /** Bytes that are no message; they stay on the delay ladder until an operator looks at them. */
  readonly onUnreadable: (delivery: Delivery, error: unknown) => void;
}

interface Work {
  readonly delivery: Delivery;
  readonly travelling: Travelling;
  readonly procedure: SpecialistProcedure | undefined;
  /** It came by the lane of an ordered procedure, or its procedure was ordered at some time. */
  readonly ordered: boolean;
  readonly startedAt: Date;
}

export class WorkerPipeline {
  constructor(
    private readonly directory: AccessDirectory,
    private readonly jobs: ReadingJobs,
    private readonly readers: Readers,
    private readonly fileStage: FileStage,
    private readonly clock: Clock,
    private readonly events: PipelineEvents,
  ) {}

  /**
   * One outcome per delivery.
   *
   * @param turn nothing is filed before it
   * @param deaths how many processes died with these in hand
   * @throws HubError `unavailable-shared`: the whole batch goes back, and consuming is suspended
   */
  async handle(batch: readonly Delivery[], turn: Promise<void>, deaths = 0): Promise<readonly Outcome[]> {
    const works = batch.map((delivery) => this.open(delivery));
    const known = works.filter((work) => work !== undefined);
    const messages = deaths < DEATHS_MAX ? await this.read(known) : known.map((work) => refused(work, killer(deaths)));
    const kept = await perTenant(messages, (tenant, own) => this.fileStage.keepBodies(tenant, own));
    await turn;
    const filed = await perTenant(kept, (tenant, own) => this.fileStage.file(tenant, own));
    const outcomes = new Map<Delivery, Outcome>();
    for (const [position, work] of known.entries())
      outcomes.set(work.delivery, await this.outcome(kept[position]!, filed[position]!));
    return batch.map((delivery) => outcomes.get(delivery) ?? { do: 'delay' });
  }

  private open(delivery: Delivery): Work | undefined {
    try {
      const travelling = decodeEnvelope(delivery.bytes);
      const procedure = this.directory.procedure(travelling.envelope.procedure);
      const ordered = delivery.lane.kind === 'ordered' || procedure?.everOrdered === true;
      return { delivery, travelling, procedure, ordered, startedAt: this.clock.now() };
    } catch (error) {
      this.events.onUnreadable(delivery, error);
      return undefined;
    }
  }

  /** Share by share, so that the bodies of a batch are not in memory all at once. */
  private async read(works: readonly Work[]): Promise<readonly ReadMessage[]> {
    const messages: ReadMessage[] = [];
    for (const share of shares(works)) messages.push(...(await this.readShare(share)));
    return messages;
  }

  private async readShare(works: readonly Work[]): Promise<readonly ReadMessage[]> {
    const jobs = await Promise.all(works.map((work) => this.job(work)));
    const readable = jobs.filter((job): job is ReadingJob => !(job instanceof HubError));
    const results = readable.length === 0 ? [] : await this.readers.run(readable);
    const resultOf = new Map(readable.map((job, position) => [job, results[position]!]));
    return works.map((work, position) => {
      const job = jobs[position]!;
      if (!(job instanceof HubError)) return asRead(work, resultOf.get(job)!);
      const version = work.procedure && this.jobs.versionFor(work.procedure);
      return refused(work, forAnother(work, version, job));
    });
  }

  /** What the thread needs, or why the message cannot even be read. */
  private async job(work: Work): Promise<ReadingJob | HubError> {
    const { delivery, procedure, travelling } = work;
    const { envelope } = travelling;
    if (delivery.death !== undefined) return gaveUp(delivery);
    if (procedure === undefined) {
      const sentence = 'The procedure of this message is not known here.';
      return new HubError('misconfigured', 'procedure.unknown', sentence, {
        values: { procedure: envelope.procedure },
      });
    }
    try {
      return await this.jobs.of(procedure, travelling, work.ordered);
    } catch (error) {
      if (error instanceof HubError && error.kind !== 'unavailable-shared') return error;
      throw error;
    }
  }

  private async outcome(message: ReadMessage, filed: Filed): Promise<Outcome> {
    const { envelope } = message;
    this.events.onFiled(message, filed);
    if (filed.as === 'settled') return { do: 'settled' };
    if (filed.as === 'delay') return { do: 'delay' };
    await this.events.onPause({ tenant: envelope.tenant, id: envelope.procedure }, filed.error, filed.stage);
    return { do: 'hand-back' };
  }
}

/** Tenant by tenant, because a transaction and a segment belong to one; results in the order of the messages. */
async function perTenant<Result>(
  messages: readonly ReadMessage[],
  work: (tenant: string, own: readonly ReadMessage[]) => Promise<readonly Result[]>,
): Promise<readonly Result[]> {
  const all = new Map<ReadMessage, Result>();
  for (const tenant of new Set(messages.map(({ envelope }) => envelope.tenant))) {
    const own = messages.filter(({ envelope }) => envelope.tenant === tenant);
    const results = await work(tenant, own);
    for (const [position, message] of own.entries()) all.set(message, results[position]!);
  }
  return messages.map((message) => all.get(message)!);
}

/** In order; a share has one message, or as many as stay below the limit together. */
function shares(works: readonly Work[]): readonly (readonly Work[])[] {
  const all: Work[][] = [];
  let sizeBytes = Infinity;
  for (const work of works) {
    const { sizeBytes: own } = work.travelling.envelope.body;
    sizeBytes += own;
    if (sizeBytes <= SHARE_BYTES_MAX) all.at(-1)!.push(work);
    else {
      all.push([work]);
      sizeBytes = own;
    }
  }
  return all;
}

function asRead(work: Work, result: JobResult<Reading>): ReadMessage {
  if ('lost' in result) return refused(work, lossOf(result.lost, work));
  const { done } = result;
  const { connector, version: connectorVersion, type, validation, orderKey } = done;
  const [openedMs, validatedMs, translatedMs] = done.lapsMs;
  const own = base(work);
  const measured = { ...own.measured, openedMs, validatedMs, translatedMs };
  const read = { ...own, readAtMs: done.begunAtMs, measured, connector, connectorVersion, type, validation, orderKey };
  if (!('error' in done)) return { ...read, result: { key: done.key, commands: done.commands } };
  const { kind, code, message, details, stack } = done.error;
  const cause = stack === undefined ? undefined : Object.assign(new Error(message), { stack });
  const error = new HubError(kind, code, message, details, { cause });
  return { ...read, result: { error: forAnother(work, connectorVersion, error), stage: done.stage } };
}

/**
 * What was accepted for one connector, or version of it, and is none of the one that the procedure has now, need not be
 * the sender's mistake: a person decides, and nothing is refused for good.
 *
 * @param version that the message was read with; undefined when there is none
 */
function forAnother(
  { procedure, travelling: { envelope } }: Work,
  version: string | undefined,
  error: HubError,
): HubError {
  if (error.kind !== 'rejected' || procedure === undefined) return error;
  // A gateway of the version before tells no version.
  const accepted = envelope.connectorVersion ?? version;
  if (procedure.connector === envelope.connector && accepted === version) return error;
  const values = {
    before: named(envelope.connector, envelope.connectorVersion),
    now: named(procedure.connector, version),
    code: error.code,
  };
  const sentence = `The message was accepted for the connector ${values.before}; the procedure has ${values.now} now, which does not take it (${error.code}).`;
  return new HubError('conflict', 'procedure.connector-changed', sentence, { values }, { cause: error });
}

function named(connector: string, version: string | undefined): string {
  return version === undefined ? connector : `${connector} ${version}`;
}

function refused(work: Work, error: HubError): ReadMessage {
  const { envelope } = work.travelling;
  const connector = work.procedure?.connector ?? envelope.connector;
  return {
    ...base(work),
    connector,
    connectorVersion: undefined,
    type: undefined,
    validation: undefined,
    orderKey: envelope.orderKey,
    result: { error, stage: 'validate' },
  };
}

type Base = Pick<ReadMessage, 'envelope' | 'body' | 'procedureName' | 'ordered' | 'startedAt' | 'measured'>;

function base(work: Work): Base {
  const { envelope, body } = work.travelling;
  return {
    envelope,
    body,
    procedureName: work.procedure?.name ?? envelope.procedure,
    ordered: work.ordered,
    startedAt: work.startedAt,
    measured: arrivalOf(work),
  };
}

function arrivalOf({ delivery, startedAt, travelling: { envelope } }: Work): Measured {
  // The clocks are two.
  const waitedMs = Math.max(startedAt.getTime() - Date.parse(envelope.acceptedAt), 0);
  return { receivedMs: envelope.receivedMs, waitedMs, deliveries: delivery.deliveriesBefore + 1 };
}

/** A machine under load can kill a thread once; a message that does it again and again is the culprit. */
function lossOf(lost: Loss, work: Work): HubError {
  const connector = work.procedure?.connector ?? '';
  const isLast = work.delivery.delays + 1 >= LOSSES_MAX;
  // A bomb in a PDF is found by its size alone, and the time it takes is the sender's doing, not a connector's.
  if (work.travelling.envelope.body.syntax === 'pdf' && (lost === 'heap' || isLast)) {
    const sentence = 'Reading the PDF takes more time or memory than allowed.';
    return new HubError('rejected', 'pdf.too-costly', sentence);
  }
  return lossError(lost, connector, isLast ? 'defect' : 'unavailable-message');
}

function killer(count: number): HubError {
  const sentence = `The process that had this message in hand ended, ${count} times.`;
  return new HubError('defect', 'read.process-ended', sentence, { values: { count } });
}

function gaveUp(delivery: Delivery): HubError {
  const { reason = '', count = 0 } = delivery.death ?? {};
  return new HubError(
    'defect',
    'exchange.gave-up',
    `The broker gave up on this message after ${count} deliveries (${reason}).`,
    { values: { reason, count } },
  );
}
