import type { AccessDirectory } from './access/directory.js';
import type { Pauses } from './access/pauses.js';
import type { SpecialistProcedure } from './access/snapshot.js';
import type { ExchangeServer } from './exchange/exchange-server.js';
import type { Exchange, Lane } from './exchange/exchange.js';
import { depthOf, laneOf, lanesOf } from './exchange/lane.js';

const LOOK_MS = 1_000;

/**
 * Keeps the worker on the lanes of all procedures that do not wait for a person and that no operator has paused. When a procedure becomes ordered, its
 * ordered lane has to wait until the other one was seen empty: what was accepted before comes first.
 */
export class WorkerLanes {
  private timer: NodeJS.Timeout | undefined;
  private current = '';
  private updating: Promise<void> = Promise.resolve();
  /** Ordered procedures whose other lane was empty since. */
  private readonly drained = new Set<string>();

  constructor(
    private readonly server: ExchangeServer,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly pauses: Pauses,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.updating;
  }

  /** Takes a change over at once, for example a pause. Looks take turns, so that the last one sees the last change. */
  look(): Promise<void> {
    this.updating = this.updating.then(() => this.update()).catch(this.onProblem);
    return this.updating;
  }

  private async update(): Promise<void> {
    const procedures = this.directory
      .procedures()
      .filter((procedure) => procedure.paused === null && !this.pauses.isPaused(procedure));
    const lanes = (await Promise.all(procedures.map((procedure) => this.open(procedure)))).flat();
    const next = JSON.stringify(lanes);
    if (next === this.current) return;
    await this.server.setLanes(lanes);
    this.current = next;
  }

  private async open(procedure: SpecialistProcedure): Promise<readonly Lane[]> {
    const { id, order } = procedure;
    const lanes = lanesOf(procedure);
    if (order === 'none') this.drained.delete(id);
    if (order === 'none' || this.drained.has(id)) return lanes;
    const { kind } = laneOf(procedure);
    const others = lanes.filter((lane) => lane.kind !== kind);
    if (!(await this.areEmpty(others))) return others;
    this.drained.add(id);
    return lanes;
  }

  /** As far as the exchange can tell; when it cannot, they count as not empty, and are looked at again. */
  private async areEmpty(lanes: readonly Lane[]): Promise<boolean> {
    try {
      const { ready, unsettled = 0 } = await depthOf(this.exchange, lanes);
      return ready + unsettled === 0;
    } catch (error) {
      this.onProblem(error);
      return false;
    }
  }
}
