import type { Clock, Ids } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import type { Door, DoorError } from './door.js';
import { writeDoorCounts, type DoorCount, type LineCount } from './tally.js';

const WRITE_MS = 10_000;
/** While the database is away it is asked so often. */
const REST_MS = 30_000;
const MINUTE_MS = 60_000;
/** Of one procedure at one door, while they cannot be written down; what comes then is counted with the last of them. */
const MINUTES_MAX = 60;
/** Codes that are told apart in one minute. Those of the hub are few; a connector of somebody else may make up any. */
const CODES_MAX = 100;

/** What happened at a door. */
export interface Passed {
  readonly tenant: string;
  /** Id. */
  readonly procedure: string;
  readonly door: Door;
  readonly accepted?: number;
  readonly answered?: number;
  readonly bytes?: number;
  /** When somebody last came through; left out when nobody did. */
  readonly contactAt?: Date;
  /** It was refused. */
  readonly error?: DoorError;
}

interface Minute {
  readonly minute: number;
  readonly counter: string;
  accepted: number;
  answered: number;
  refused: number;
  bytes: number;
  readonly codes: Map<string, number>;
  /** Changes since it was written down. */
  isDue: boolean;
}

/** One procedure at one door. */
interface Line {
  readonly tenant: string;
  readonly procedure: string;
  readonly door: Door;
  readonly minutes: Minute[];
  contactAt: Date | undefined;
  error: { readonly cause: DoorError; readonly at: Date } | undefined;
  /** Contact or error changed since it was written down. */
  isDue: boolean;
}

/**
 * Counts what comes in by which door, in memory; it is written down every 10 s, and when the process stops. So no request waits
 * for a database. While that is away, minutes are kept, up to an hour for each procedure and door; then they melt into
 * the last one, and no message is left out of the count. A process that dies takes 10 s with it.
 */
export class DoorCounts {
  private readonly lines = new Map<string, Line>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private restUntil = 0;

  /** @param onProblem counts are kept, and written down later */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), WRITE_MS);
  }

  /** Writes down what is left, if it can. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    await this.write();
  }

  note(passed: Passed): void {
    const { accepted = 0, answered = 0, bytes = 0, contactAt, error } = passed;
    const line = this.lineOf(passed);
    const now = this.clock.now();
    const minute = this.minuteOf(line, now);
    minute.isDue = true;
    minute.accepted += accepted;
    minute.answered += answered;
    minute.bytes += bytes;
    if (contactAt !== undefined) line.contactAt = contactAt;
    if (error !== undefined) {
      minute.refused += 1;
      const { codes } = minute;
      const known = codes.get(error.code) ?? 0;
      if (known > 0 || codes.size < CODES_MAX) codes.set(error.code, known + 1);
      line.error = { cause: error, at: now };
    }
    line.isDue ||= contactAt !== undefined || error !== undefined;
  }

  private lineOf({ tenant, procedure, door }: Passed): Line {
    const key = `${procedure}/${door}`;
    const known = this.lines.get(key);
    if (known !== undefined) return known;
    const line: Line = { tenant, procedure, door, minutes: [], contactAt: undefined, error: undefined, isDue: false };
    this.lines.set(key, line);
    return line;
  }

  private minuteOf({ minutes }: Line, now: Date): Minute {
    const at = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
    const last = minutes.at(-1);
    if (last !== undefined && (last.minute === at || minutes.length >= MINUTES_MAX)) return last;
    const counts = { accepted: 0, answered: 0, refused: 0, bytes: 0, codes: new Map<string, number>() };
    const minute: Minute = { minute: at, counter: this.ids.uuid(), ...counts, isDue: false };
    minutes.push(minute);
    return minute;
  }

  private look(): void {
    if (this.writing !== undefined || this.clock.now().getTime() < this.restUntil) return;
    this.writing = this.write().finally(() => (this.writing = undefined));
  }

  private async write(): Promise<void> {
    const tenants = new Set([...this.lines.values()].map(({ tenant }) => tenant));
    try {
      for (const tenant of tenants) await this.writeOf(tenant);
    } catch (error) {
      this.restUntil = this.clock.now().getTime() + REST_MS;
      this.onProblem(error);
    }
    this.forget();
  }

  private async writeOf(tenant: string): Promise<void> {
    const own = [...this.lines.values()].filter((line) => line.tenant === tenant);
    const counted = own.flatMap((line) =>
      line.minutes.filter(({ isDue }) => isDue).map((minute) => ({ line, minute })),
    );
    const changed = own.filter(({ isDue }) => isDue);
    if (counted.length + changed.length === 0) return;
    const counts = counted.map(({ line, minute }) => countOf(line, minute));
    const contacts = changed.map(lineCountOf);
    // What is noted while this is written down is due again.
    for (const { minute } of counted) minute.isDue = false;
    for (const line of changed) line.isDue = false;
    try {
      await this.database.inTenant(tenant, async (transaction) =>
        writeDoorCounts(transaction, tenant, counts, contacts),
      );
    } catch (error) {
      for (const { minute } of counted) minute.isDue = true;
      for (const line of changed) line.isDue = true;
      throw error;
    }
  }

  /** Minutes that are over and written down, and procedures that have been silent since. */
  private forget(): void {
    const present = Math.floor(this.clock.now().getTime() / MINUTE_MS) * MINUTE_MS;
    for (const [key, line] of this.lines) {
      const kept = line.minutes.filter(({ isDue, minute }) => isDue || minute === present);
      line.minutes.splice(0, line.minutes.length, ...kept);
      if (kept.length === 0 && !line.isDue) this.lines.delete(key);
    }
  }
}

function countOf({ procedure, door }: Line, { minute, codes, isDue: _isDue, ...counts }: Minute): DoorCount {
  return { ...counts, procedure, door, minute: new Date(minute), codes: Object.fromEntries(codes) };
}

function lineCountOf({ procedure, door, contactAt, error }: Line): LineCount {
  return { procedure, door, contactAt: contactAt ?? null, error: error?.cause ?? null, errorAt: error?.at ?? null };
}
