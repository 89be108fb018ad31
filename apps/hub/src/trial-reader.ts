/**
 * Reads one message as a worker would, for somebody who wants to know what would become of it. Its thread is none of the
 * worker's, so that a look holds nobody up; it is there only while somebody looks.
 */
import type { SpecialistProcedure } from './access/snapshot.js';
import type { HubConfig } from './config/hub-config.js';
import { HubError } from './errors/hub-error.js';
import { busy } from './operate/dry-runs.js';
import type { MessageToRead, ReadingJobs } from './reading-job.js';
import { readersOf, readingPool } from './reading-pool.js';
import type { InstalledConnectors } from './translate/installed.js';
import { Laps } from './translate/laps.js';
import { lossError } from './translate/loss.js';
import type { Reading, ReadingJob } from './translate/reading.js';
import type { ThreadPool } from './translate/thread-pool.js';

/** They take turns: whoever would wait longer is told so. */
const WAITING_MAX = 4;
/** A thread that nobody needs is ended after so long. */
const IDLE_MS = 30_000;

export class TrialReader {
  private readonly pool: ThreadPool<ReadingJob, Reading>;
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly jobs: ReadingJobs,
    private readonly config: HubConfig,
    connectors: InstalledConnectors,
  ) {
    this.pool = readingPool(config, connectors, 1);
  }

  /**
   * @param listsFields whether the fields of the message are told as well
   * @returns commands, or why there are none; the same as a worker's
   * @throws HubError `dry-run.busy`, or `unavailable-shared` when its bytes are away
   */
  async read(procedure: SpecialistProcedure, message: MessageToRead, listsFields = false): Promise<Reading> {
    if (this.waiting >= WAITING_MAX) throw busy();
    this.waiting += 1;
    clearTimeout(this.idle);
    try {
      return await this.readNow(procedure, message, listsFields);
    } finally {
      this.waiting -= 1;
      if (this.waiting === 0) this.idle = setTimeout(() => void this.pool.close(), IDLE_MS).unref();
    }
  }

  private async readNow(
    procedure: SpecialistProcedure,
    message: MessageToRead,
    listsFields: boolean,
  ): Promise<Reading> {
    const { connector } = procedure;
    try {
      const job = { ...(await this.jobs.of(procedure, message, false)), listsFields };
      const [result] = await readersOf(this.pool, this.config).run([job]);
      if ('done' in result!) return result.done;
      return refused(connector, lossError(result!.lost, connector, 'unavailable-message'));
    } catch (error) {
      if (!(error instanceof HubError) || error.kind === 'unavailable-shared') throw error;
      return refused(connector, error);
    }
  }
}

function refused(connector: string, { kind, code, message, details }: HubError): Reading {
  return { ...new Laps().facts, connector, stage: 'validate', error: { kind, code, message, details } };
}
