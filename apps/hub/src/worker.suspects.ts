/** Keeps a message that ends the whole process from doing so for ever. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Delivery, Outcome } from './exchange/exchange.js';
import type { InHand } from './ledger/in-hand.js';
import type { WorkerPipeline } from './worker.pipeline.js';

/** Within this time a worker that lives has let go of what it handed back; longer than its statement takes on a slow line. */
const GRACE_MS = 2_000;
const ASK_AGAIN_MS = 250;

/**
 * Hands batches to the pipeline, except for messages that were in hand when a worker died: each of these comes alone, so
 * that the next death names it. Nothing else slows a batch down: a delivery that comes again because its worker was
 * stopped, or because the database was away, is no suspect.
 */
export class Suspects {
  /** What the next batch waits for: that others are let go of and taken, and that no suspect is in hand. */
  private before: Promise<void> = Promise.resolve();
  /** What could not be let go of. */
  private owed: string[] = [];

  constructor(
    private readonly inHand: InHand,
    private readonly pipeline: Pick<WorkerPipeline, 'handle'>,
  ) {}

  async handle(batch: readonly Delivery[], turn: Promise<void>): Promise<readonly Outcome[]> {
    await this.isMyTurnToTake();
    try {
      return await this.handleRuns(batch, turn);
    } finally {
      // Also when it failed: it goes back, and another worker must not take this one for dead. When the database is away
      // the probe sees to it, before anything is consumed again.
      this.letGo(batch.map(({ id }) => id));
    }
  }

  private async isMyTurnToTake(): Promise<void> {
    for (let seen; seen !== this.before; await seen) seen = this.before;
  }

  /** Nothing waits for it but the next batch. */
  private letGo(ids: readonly string[]): void {
    const owed = [...this.owed, ...ids];
    this.owed = [];
    this.nextWaitsFor(this.inHand.letGo(owed).catch(() => void this.owed.push(...owed)));
  }

  private nextWaitsFor(work: Promise<unknown>): void {
    this.before = Promise.allSettled([this.before, work]).then(() => undefined);
  }

  private async handleRuns(batch: readonly Delivery[], turn: Promise<void>): Promise<readonly Outcome[]> {
    const taking = this.take(batch.map(({ id }) => id));
    this.nextWaitsFor(taking);
    const suspects = await taking;
    if (suspects.size === 0) return this.pipeline.handle(batch, turn);
    const handling = this.handleOneByOne(batch, suspects, turn);
    this.nextWaitsFor(handling);
    return handling;
  }

  private async handleOneByOne(
    batch: readonly Delivery[],
    suspects: ReadonlySet<string>,
    turn: Promise<void>,
  ): Promise<readonly Outcome[]> {
    await turn;
    const outcomes: Outcome[] = [];
    // In the order in which they came.
    for (const run of runs(batch, suspects)) {
      const [first] = run;
      const isSuspect = first !== undefined && suspects.has(first.id);
      outcomes.push(...(isSuspect ? await this.handleAlone(first, turn) : await this.pipeline.handle(run, turn)));
    }
    return outcomes;
  }

  /** @returns those that a worker had in hand which did not let go of them, and so is dead */
  private async take(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const until = performance.now() + GRACE_MS;
    for (;;) {
      const left = await this.inHand.take(ids);
      if (left.size === 0 || performance.now() > until) return left;
      await delay(ASK_AGAIN_MS);
    }
  }

  private async handleAlone(delivery: Delivery, turn: Promise<void>): Promise<readonly Outcome[]> {
    const deaths = await this.inHand.takeOver(delivery.id);
    const outcomes = await this.pipeline.handle([delivery], turn, deaths);
    await this.inHand.letGo([delivery.id]);
    return outcomes;
  }
}

/** Neighbours that are no suspects together, each suspect alone. */
function runs(batch: readonly Delivery[], suspects: ReadonlySet<string>): readonly (readonly Delivery[])[] {
  const all: Delivery[][] = [];
  let open = false;
  for (const delivery of batch) {
    const joins = !suspects.has(delivery.id);
    if (joins && open) all.at(-1)!.push(delivery);
    else all.push([delivery]);
    open = joins;
  }
  return all;
}
