/** Whatever reads messages: threads with limits, and the rules behind them. Workers have one, and so have trials. */
import type { HubConfig } from './config/hub-config.js';
import type { ReadingSetup } from './reading.thread.js';
import type { Answered, AnswerJob, ThreadJob } from './translate/answers.js';
import type { InstalledConnectors } from './translate/installed.js';
import type { Reading, ReadingJob } from './translate/reading.js';
import { ThreadPool } from './translate/thread-pool.js';
import { KositValidator } from './validate/kosit-validator.js';
import { RuledReaders, type Readers } from './worker.rules.js';

/** A thread that has read more at once is replaced. */
const LARGE_BYTES = 4_194_304;
/** Enough for the largest PDF, a copy of it, and the largest XML in it. */
const PDF_GROWTH_MIB_MAX = 128;

export function readingPool(
  config: HubConfig,
  connectors: InstalledConnectors,
  threads: number,
): ThreadPool<ReadingJob, Reading> {
  return poolOf<ReadingJob, Reading>(config, connectors, threads);
}

/** The same threads, for senders that wait. */
export function answeringPool(
  config: HubConfig,
  connectors: InstalledConnectors,
  threads: number,
): ThreadPool<AnswerJob, Answered> {
  return poolOf<AnswerJob, Answered>(config, connectors, threads);
}

function poolOf<Job extends ThreadJob, Result>(
  config: HubConfig,
  connectors: InstalledConnectors,
  threads: number,
): ThreadPool<Job, Result> {
  const { jsonDepthMax, jsonValuesMax, messageBytesMax, xmlDepthMax, xmlElementsMax, xmlAttributesMax } = config;
  const setup: ReadingSetup = {
    schemasFolder: connectors.schemasFolder,
    get connectorPackages() {
      return connectors.packages;
    },
    // Before the thread itself has to go: its neighbours would be read again.
    interpreter: { timeoutMs: config.translateTimeoutMs / 2, memoryMib: config.interpreterMemoryMib },
    schemaPackagesDir: config.schemaPackagesDir!,
    returnsXml: config.rulesValidatorUrl !== undefined,
    json: { depthMax: jsonDepthMax, valuesMax: jsonValuesMax },
    messageBytesMax,
    xml: { depthMax: xmlDepthMax, elementsMax: xmlElementsMax, attributesMax: xmlAttributesMax },
  };
  const pool = new ThreadPool<Job, Result>(new URL('./reading.thread.js', import.meta.url), {
    threads,
    timeoutMs: config.translateTimeoutMs,
    heapMib: config.translateHeapMib,
    wearsOut: ({ body }) => body.byteLength > LARGE_BYTES,
    // What a PDF unpacks to is known to its reader alone, which has no limits.
    growthMibMax: ({ envelope }) => (envelope.body.syntax === 'pdf' ? PDF_GROWTH_MIB_MAX : undefined),
    workerData: setup,
  });
  connectors.onReplaced(() => pool.renew());
  return pool;
}

export function readersOf(
  pool: ThreadPool<ReadingJob, Reading>,
  { rulesValidatorUrl, rulesTimeoutMs }: HubConfig,
): Readers {
  if (rulesValidatorUrl === undefined) return pool;
  return new RuledReaders(pool, new KositValidator(rulesValidatorUrl, rulesTimeoutMs));
}
