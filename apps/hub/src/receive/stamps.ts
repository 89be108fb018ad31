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

interface Counter {
  readonly tenant: string;
  readonly procedure: string;
  last: number;
  lastAt: number;
  /** In order; decided numbers leave at the front, with the next tally. */
  numbers: Numbered[];
}

const MINUTE_MS = 60_000;

/**
 * Numbers the accepted messages of this gateway, per procedure and without gaps, new at each start (`epoch`). The
 * tally says which numbers were used; so a message that vanished behind the hub's back is missed by its number.
 */
export class Stamps {
  readonly epoch: string;
  private readonly counters = new Map<string, Counter>();

  constructor(
    readonly gateway: string,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.epoch = ids.uuid();
  }

  take(tenant: string, procedure: string): TakenStamp {
    const counter = this.counter(tenant, procedure);
    // The clock may step back; the minutes of a tally must not.
    const at = Math.max(this.clock.now().getTime(), counter.lastAt);
    const number: Numbered = { seq: counter.last + 1, at, state: 'open' };
    counter.last = number.seq;
    counter.lastAt = at;
    counter.numbers.push(number);
    return {
      stamp: { gateway: this.gateway, epoch: this.epoch, seq: number.seq },
      at: new Date(at),
      confirm: () => void (number.state = 'confirmed'),
      void: () => void (number.state = 'voided'),
    };
  }

  /** How many numbers are neither confirmed nor voided; zero once a drained gateway may stop. */
  open(): number {
    return [...this.counters.values()].reduce((sum, { numbers }) => sum + numbers.filter(isOpen).length, 0);
  }

  /** The numbers decided since the last call, without a gap; undefined when there are none. */
  nextTally(): Tally | undefined {
    const entries = [...this.counters.values()].flatMap(takeEntries);
    return entries.length === 0 ? undefined : { version: 1, gateway: this.gateway, epoch: this.epoch, entries };
  }

  private counter(tenant: string, procedure: string): Counter {
    const known = this.counters.get(procedure);
    if (known !== undefined) return known;
    const counter: Counter = { tenant, procedure, last: 0, lastAt: 0, numbers: [] };
    this.counters.set(procedure, counter);
    return counter;
  }
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
