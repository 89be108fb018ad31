/** The parts of the benchmark, in the order in which they run. */
import type { Servers } from '../harness/servers.js';
import type { Limit, Ratio, Report } from './figures.js';
import { measureFiling, type FilingFigures, type FilingOptions } from './filing.js';
import { Hubs, type Workers } from './hubs.js';

const SENDERS = 32;
const WARM_UP_SECONDS = 4;

export interface RunOptions {
  readonly seconds: number;
  readonly full: boolean;
}

/** One run of the benchmark, and what it has found so far. */
export class Run {
  readonly limits: Record<string, Limit> = {};
  readonly filing: Record<string, FilingFigures> = {};
  private readonly startedAt = new Date().toISOString();

  constructor(
    readonly servers: Servers,
    readonly options: RunOptions,
  ) {}

  async withHubs(workers: Workers, work: (hubs: Hubs) => Promise<void>): Promise<void> {
    const hubs = await Hubs.start(this.servers, workers);
    try {
      await work(hubs);
    } finally {
      await hubs.remove();
    }
  }

  async file(name: string, hubs: Hubs, options: Partial<FilingOptions>): Promise<FilingFigures> {
    const defaults: FilingOptions = {
      procedure: 'xrechnung',
      source: { message: 'xrechnung', bytes: 5_000, attachmentBytes: undefined },
      pace: { senders: SENDERS },
      seconds: this.options.seconds,
      warmUpSeconds: WARM_UP_SECONDS,
    };
    return (this.filing[name] = await measureFiling(hubs, { ...defaults, ...options }));
  }

  report(machine: Report['machine']): Report {
    const { limits, filing, startedAt } = this;
    return { machine, startedAt, limits, filing, ratios: this.ratios() };
  }

  private ratios(): Readonly<Record<string, Ratio>> {
    return {};
  }
}

type Part = (run: Run) => Promise<void>;

/** By the name that `--only` takes. */
export const parts: Readonly<Record<string, Part>> = {
  '2KB': ofSize('2KB', 2_048),
  '5KB': ofSize('5KB', 5_000),
  '20KB': ofSize('20KB', 20_000),
  '200KB': ofSize('200KB', 200_000),
  'one-process': (run) => run.withHubs(0, async (hubs) => void (await run.file('5KB, one process', hubs, {}))),
  'two-workers': (run) => run.withHubs(2, async (hubs) => void (await run.file('5KB, two workers', hubs, {}))),
};

/** As it runs in production: a gateway and a worker. */
function ofSize(name: string, bytes: number): Part {
  const source = { message: 'xrechnung', bytes, attachmentBytes: undefined };
  return (run) => run.withHubs(1, async (hubs) => void (await run.file(name, hubs, { source })));
}
