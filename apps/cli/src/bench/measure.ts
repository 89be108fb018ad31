/** One measurement: warm-up, sending, waiting until all of it is settled, and asking what became of it. */
import type { Books, Witness } from '../hub/witness.js';
import { checkBooks, type BooksCheck } from './books.js';
import type { BenchResult } from './generated/bench.js';
import { Sent, type Load } from './load.js';
import { drained, outcomeOf, type Outcome } from './outcome.js';
import { percentiles } from './percentile.js';

export interface Measuring {
  readonly load: Load;
  readonly witness: Witness;
  readonly procedure: string;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** How far it is. */
  readonly tell: (what: string, sent: Sent) => void;
  /** Called after each stretch of sending: where the entrance tells no ids, it finds them by their keys. */
  readonly onSent?: (sent: Sent) => Promise<void>;
  /** Called when warm-up is over and settled, and when the measured messages are. */
  readonly onBegin?: () => Promise<void>;
  readonly onDrained?: () => Promise<void>;
}

export interface Measured {
  readonly sent: Sent;
  readonly outcome: Outcome;
  readonly check: BooksCheck;
}

const TELL_EVERY_MS = 1_000;

export async function measure(measuring: Measuring): Promise<Measured> {
  const { load, witness, procedure, seconds, warmUpSeconds, tell } = measuring;
  const before: Books = await witness.books([procedure], [undefined]);
  const warmUp = await told(
    new Sent(),
    (sent) => load.send(warmUpSeconds, sent),
    (sent) => tell('warming up', sent),
  );
  await measuring.onSent?.(warmUp);
  await drained(witness, procedure, warmUp.ids);
  await measuring.onBegin?.();
  const sent = await told(
    new Sent(),
    (growing) => load.send(seconds, growing),
    (growing) => tell('sending', growing),
  );
  load.close();
  tell('waiting until all is settled', sent);
  await measuring.onSent?.(sent);
  await drained(witness, procedure, sent.ids);
  await measuring.onDrained?.();
  tell('asking what became of it', sent);
  const outcome = await outcomeOf(witness, procedure, sent.ids);
  const check = await checkBooks(witness, procedure, before, [...warmUp.ids, ...sent.ids]);
  return { sent, outcome, check };
}

async function told(sent: Sent, work: (sent: Sent) => Promise<Sent>, tell: (sent: Sent) => void): Promise<Sent> {
  const telling = setInterval(() => tell(sent), TELL_EVERY_MS);
  try {
    return await work(sent);
  } finally {
    clearInterval(telling);
  }
}

/** What was found, without what was asked for. */
export type Figures = Readonly<Omit<BenchResult, 'procedure' | 'message' | 'pace' | 'seconds' | 'stopped'>>;

export function figuresOf({ sent, outcome, check }: Measured): Figures {
  const acceptMs = percentiles(sent.acceptMs, { p50: 50, p99: 99, p999: 99.9, max: 100 });
  const filedMs = percentiles(outcome.filedMs, { p50: 50, p99: 99, max: 100 });
  const { filed, rejected, parked, inFlight, lastFiledAt, firstAcceptedAt, codes } = outcome;
  const rate = (count: number, seconds: number): number => (count === 0 ? 0 : tenths(count / Math.max(seconds, 1e-3)));
  return {
    sent: sent.count,
    accepted: sent.ids.length,
    refused: Object.fromEntries(sent.refused),
    acceptedPerSecond: rate(sent.ids.length, sent.seconds),
    filedPerSecond: rate(filed, (lastFiledAt - firstAcceptedAt) / 1_000),
    ...(acceptMs && { acceptMs }),
    ...(filedMs && { filedMs }),
    filed,
    rejected,
    parked,
    inFlight,
    missing: check.missing,
    codes: Object.fromEntries(codes),
    senderCpuMicrosPerMessage: tenths(sent.cpuMicros / Math.max(1, sent.count)),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
