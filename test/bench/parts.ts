/** The parts of the benchmark, in the order in which they run. */
import type { Servers } from '../harness/servers.js';
import { brokerOn } from '../harness/services.js';
import { realMessagesMissing } from '../messages.js';
import { officialSchemasMissing } from '../schemas.js';
import { measureArchive } from './archive.js';
import { measureDoors } from './doors.js';
import { measurePages } from './operator-pages.js';
import type { Limit, Ratio, Report } from './figures.js';
import { fill } from './fill.js';
import { fillStopped } from './fill-stopped.js';
import { measureBacklog, measureFiling, type FilingFigures, type FilingOptions } from './filing.js';
import { Hubs, type Form } from './hubs.js';
import { brokerLimits } from './limits/broker.js';
import { databaseLimit } from './limits/database.js';
import { httpLimit } from './limits/http.js';
import { xsdLimits } from './limits/xsd.js';
import type { QuestionFigures } from './munich-questions.js';
import type { Profile } from './profile.js';
import { realInvoices } from './real-invoices.js';

const SENDERS = 32;
const WARM_UP_SECONDS = 4;
/** A tenth of the messages of a filled ledger stands still, for so many reasons. */
const STOPPED_GROUPS = 50;

export interface RunOptions {
  readonly seconds: number;
  readonly full: boolean;
  readonly profile: boolean;
  /** How many documents the archive of the part `archive` has. */
  readonly fill: number;
}

/** One run of the benchmark, and what it has found so far. */
export class Run {
  readonly limits: Limit[] = [];
  readonly filing: Record<string, FilingFigures> = {};
  readonly profiles: Record<string, Profile> = {};
  readonly questions: QuestionFigures[] = [];
  archive: Report['archive'];
  private readonly startedAt = new Date().toISOString();

  constructor(
    readonly servers: Servers,
    readonly options: RunOptions,
  ) {}

  async withHubs(form: Form, work: (hubs: Hubs) => Promise<unknown>): Promise<void> {
    const before = new Set(Object.keys(this.filing));
    const { profile } = this.options;
    const hubs = await Hubs.start(this.servers, { ...form, profile });
    try {
      await work(hubs);
      const measured = Object.keys(this.filing).filter((name) => !before.has(name));
      if (profile) this.profiles[measured.join('; ')] = await hubs.profile();
    } finally {
      await hubs.remove();
    }
  }

  /** Invoices of 5 KB as fast as senders get answers, unless it is said otherwise. */
  async file(name: string, hubs: Hubs, changes: Partial<FilingOptions> = {}): Promise<FilingFigures> {
    return (this.filing[name] = await measureFiling(hubs, { ...this.defaults(), ...changes }));
  }

  async backlog(name: string, hubs: Hubs, count: number): Promise<void> {
    this.filing[name] = await measureBacklog(hubs, count, this.defaults());
  }

  report(machine: Report['machine']): Report {
    const { limits, filing, profiles, startedAt, archive, questions } = this;
    return {
      machine,
      startedAt,
      limits,
      filing,
      ratios: this.ratios(),
      profiles,
      ...(questions.length === 0 ? {} : { questions }),
      ...(archive === undefined ? {} : { archive }),
    };
  }

  private defaults(): FilingOptions {
    return {
      procedure: 'xrechnung',
      source: { message: 'xrechnung', bytes: SIZES['5KB'], attachmentBytes: undefined },
      pace: { senders: SENDERS },
      seconds: this.options.seconds,
      warmUpSeconds: WARM_UP_SECONDS,
    };
  }

  /** Only where every limit was measured in this run: the slowest of some of them says nothing. */
  private ratios(): Readonly<Record<string, Ratio>> {
    const ratios: Record<string, Ratio> = {};
    const kinds = new Set(this.limits.map(({ what }) => what));
    for (const [size, { filedPerSecond }] of Object.entries(this.filing)) {
      const own = this.limits.filter((limit) => limit.size === size);
      const slowest = own.toSorted((a, b) => a.perSecond - b.perSecond)[0];
      if (slowest === undefined || own.length < Math.max(kinds.size, LIMITS)) continue;
      const { what, perSecond } = slowest;
      ratios[size] = { slowest: what, perSecond, ratio: filedPerSecond / perSecond };
    }
    return ratios;
  }
}

const SIZES = { '2KB': 2_048, '5KB': 5_000, '20KB': 20_000, '200KB': 200_000 } as const;
/** Of these all raw limits are measured: larger ones do not ride in the message. */
const LIMITED = ['2KB', '5KB', '20KB'] as const;
/** Broker with and without delivery, validation, HTTP, database. */
const LIMITS = 5;
const LIMIT_SECONDS = 3;

type Part = (run: Run) => Promise<void>;

/** Takes much longer than the others. */
export const ARCHIVE = 'archive';

/** By the name that `--only` takes, in the order in which they run. */
export const parts: Readonly<Record<string, Part>> = {
  limits: rawLimits,
  '2KB': ofSize('2KB'),
  '5KB': ofSize('5KB'),
  '20KB': ofSize('20KB'),
  '200KB': ofSize('200KB'),
  real,
  'one-process': (run) => run.withHubs({ workers: 0 }, (hubs) => run.file('5KB, one process', hubs)),
  'no-broker': (run) =>
    run.withHubs({ workers: 0, exchange: 'database' }, (hubs) => run.file('5KB, one process, no broker', hubs)),
  'two-workers': (run) => run.withHubs({ workers: 2 }, (hubs) => run.file('5KB, two workers', hubs)),
  schedule: (run) => run.withHubs({ workers: 1 }, (hubs) => bySchedule(run, hubs)),
  pdf: (run) => run.withHubs({ workers: 1 }, (hubs) => withPdf(run, hubs)),
  stream: (run) => run.withHubs({ workers: 1 }, (hubs) => stream(run, hubs)),
  doors: measureDoors,
  backlog: (run) =>
    run.withHubs({ workers: 1 }, (hubs) => run.backlog('5KB, backlog', hubs, run.options.full ? 100_000 : 20_000)),
  [ARCHIVE]: archive,
};

async function rawLimits(run: Run): Promise<void> {
  const url = await brokerOn(run.servers);
  for (const size of LIMITED) run.limits.push(...(await brokerLimits(url, size, SIZES[size], LIMIT_SECONDS)));
  if (officialSchemasMissing === undefined) run.limits.push(...(await xsdLimits(SIZES, LIMIT_SECONDS)));
  for (const size of LIMITED) run.limits.push(await httpLimit(size, SIZES[size], SENDERS, LIMIT_SECONDS));
}

/** As it runs in production: a gateway and a worker. Then the database alone, with the rows of these messages. */
function ofSize(size: keyof typeof SIZES): Part {
  const source = { message: 'xrechnung', bytes: SIZES[size], attachmentBytes: undefined };
  return (run) =>
    run.withHubs({ workers: 1 }, async (hubs) => {
      await run.file(size, hubs, { source });
      await hubs.stopWorkers();
      run.limits.push(await databaseLimit(hubs.database, size));
    });
}

async function real(run: Run): Promise<void> {
  if (realMessagesMissing !== undefined) {
    process.stderr.write(`${realMessagesMissing}\n`);
    return;
  }
  await run.withHubs({ workers: 1 }, async (hubs) => run.file('real', hubs, { source: await realInvoices() }));
}

async function bySchedule(run: Run, hubs: Hubs): Promise<void> {
  const { filedPerSecond } = run.filing['5KB'] ?? (await run.file('5KB', hubs));
  for (const share of [50, 90]) {
    const pace = { perSecond: (filedPerSecond * share) / 100 };
    await run.file(`5KB, ${share} % load`, hubs, { pace, seconds: Math.max(20, run.options.seconds) });
  }
}

function withPdf(run: Run, hubs: Hubs): Promise<FilingFigures> {
  const source = { message: 'building-permits', bytes: undefined, attachmentBytes: 1_000_000 };
  return run.file('PDF of 1 MB', hubs, { procedure: 'building-permits', source, pace: { senders: 8 } });
}

/** One message alone: its sender has time for no other. */
function stream(run: Run, hubs: Hubs): Promise<FilingFigures> {
  const source = { message: 'building-permits', bytes: undefined, attachmentBytes: 2 ** 30 };
  const pace = { senders: 1 };
  return run.file('1 GiB', hubs, { procedure: 'building-permits', source, pace, seconds: 0.1, warmUpSeconds: 0 });
}

/** Filing takes turns, because the machine changes its mind. */
async function archive(run: Run): Promise<void> {
  const { fill: documents } = run.options;
  await run.withHubs({ workers: 1 }, (full) =>
    run.withHubs({ workers: 1 }, async (empty) => {
      const startedAt = performance.now();
      const onStep = (step: string, seconds: number): void =>
        void process.stderr.write(`  ${step}: ${seconds.toFixed(1)} s\n`);
      await fill(full.database.migrateUrl, { documents, onStep });
      await fillStopped(full.database.migrateUrl, { messages: Math.ceil(documents / 10), groups: STOPPED_GROUPS });
      const fillSeconds = Math.round((performance.now() - startedAt) / 1_000);
      // The first time warms up.
      await measureArchive(full.gateway, full.database.migrateUrl, 20);
      const asked = await measureArchive(full.gateway, full.database.migrateUrl);
      const reads = [...asked, ...(await measurePages(full.gateway, full.database.migrateUrl))];
      run.archive = { documents, fillSeconds, reads };
      for (const round of [1, 2, 3]) {
        await run.file(`5KB, full archive, ${round}`, full);
        await run.file(`5KB, empty archive, ${round}`, empty);
      }
    }),
  );
}
