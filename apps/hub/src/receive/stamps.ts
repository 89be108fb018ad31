import type { Clock, Ids } from '../config/clock.js';
import type { Stamp } from '../ledger/envelope.js';

/** What a gateway says about the messages of one procedure that it accepted in one minute. */
export interface TallyEntry {
  readonly tenant: string;
  readonly procedure: string;
  /** Beginning of the minute, UTC. */
  readonly minute: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Numbers between first and last whose publish was refused: the sender got 503. */
  readonly voided: readonly number[];
}

export interface Tally {
  readonly version: 1;
  readonly gateway: string;
  readonly epoch: string;
  readonly entries: readonly TallyEntry[];
}

/** A number taken for one message; it must be either confirmed or voided. */
export interface TakenStamp {
  readonly stamp: Stamp;
  readonly at: Date;
  /** The broker has it. */
  confirm(): void;
  /** It is not known to be stored; the sender was told so. */
  void(): void;
}

interface Numbered {
  readonly seq: number;
  readonly at: number;
  state: 'open' | 'confirmed' | 'voided';
}

/** The numbers of one epoch. */
interface Epoch {
  readonly id: string;
  readonly counters: Map<string, Counter>;
  lastAt: number;
}

interface Counter {
  readonly tenant: string;
  readonly procedure: string;
  last: number;
  /** In order; decided numbers leave at the front, with the next tally. */
  numbers: Numbered[];
}

const MINUTE_MS = 60_000;
/** A clock that goes back further was wrong before, and has been put right. */
const STEP_BACK_MS = 5 * MINUTE_MS;

/**
 * Numbers the accepted messages of this gateway, per procedure and without gaps, new at each start (`epoch`). The
 * tallies say which numbers were used; so a message that vanished behind the hub's back is missed by its number.
 */
export class Stamps {
  /** The current one is the last; older ones stay until all of their numbers are told. */
  private readonly epochs: Epoch[] = [];

  constructor(
    readonly gateway: string,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.begin();
  }

  get epoch(): string {
    return this.epochs.at(-1)!.id;
  }

  take(tenant: string, procedure: string): TakenStamp {
    const now = this.clock.now().getTime();
    const last = this.epochs.at(-1)!;
    // In one epoch the minutes of a tally must not go back. In the next one they may.
    const epoch = now < last.lastAt - STEP_BACK_MS ? this.begin() : last;
    const counter = counterIn(epoch, tenant, procedure);
    const at = Math.max(now, epoch.lastAt);
    const number: Numbered = { seq: counter.last + 1, at, state: 'open' };
    counter.last = number.seq;
    epoch.lastAt = at;
    counter.numbers.push(number);
    return {
      stamp: { gateway: this.gateway, epoch: epoch.id, seq: number.seq },
      at: new Date(at),
      confirm: () => void (number.state = 'confirmed'),
      void: () => void (number.state = 'voided'),
    };
  }

  /** How many numbers are neither confirmed nor voided; zero once a drained gateway may stop. */
  open(): number {
    return this.epochs.reduce((sum, epoch) => sum + numbersOf(epoch).filter(isOpen).length, 0);
  }

  /** The numbers decided since the last call, without a gap. */
  nextTallies(): readonly Tally[] {
    const { gateway } = this;
    const tallies = this.epochs.map(({ id, counters }): Tally => {
      return { version: 1, gateway, epoch: id, entries: [...counters.values()].flatMap(takeEntries) };
    });
    while (this.epochs.length > 1 && numbersOf(this.epochs[0]!).length === 0) this.epochs.shift();
    return tallies.filter(({ entries }) => entries.length > 0);
  }

  private begin(): Epoch {
    const epoch: Epoch = { id: this.ids.uuid(), counters: new Map(), lastAt: 0 };
    this.epochs.push(epoch);
    return epoch;
  }
}

function counterIn({ counters }: Epoch, tenant: string, procedure: string): Counter {
  const known = counters.get(procedure);
  if (known !== undefined) return known;
  const counter: Counter = { tenant, procedure, last: 0, numbers: [] };
  counters.set(procedure, counter);
  return counter;
}

function numbersOf({ counters }: Epoch): readonly Numbered[] {
  return [...counters.values()].flatMap(({ numbers }) => numbers);
}

function isOpen(number: Numbered): boolean {
  return number.state === 'open';
}

function takeEntries(counter: Counter): readonly TallyEntry[] {
  const end = counter.numbers.findIndex(isOpen);
  const decided = end < 0 ? counter.numbers : counter.numbers.slice(0, end);
  counter.numbers = end < 0 ? [] : counter.numbers.slice(end);
  const minutes = new Map<number, Numbered[]>();
  for (const number of decided) {
    const minute = Math.floor(number.at / MINUTE_MS) * MINUTE_MS;
    const numbers = minutes.get(minute);
    if (numbers === undefined) minutes.set(minute, [number]);
    else numbers.push(number);
  }
  return [...minutes].map(([minute, numbers]) => entry(counter, minute, numbers));
}

function entry(counter: Counter, minute: number, numbers: readonly Numbered[]): TallyEntry {
  const first = numbers[0]!;
  const last = numbers.at(-1)!;
  return {
    tenant: counter.tenant,
    procedure: counter.procedure,
    minute: new Date(minute).toISOString(),
    firstSeq: first.seq,
    lastSeq: last.seq,
    firstAt: new Date(first.at).toISOString(),
    lastAt: new Date(last.at).toISOString(),
    voided: numbers.filter(({ state }) => state === 'voided').map(({ seq }) => seq),
  };
}
