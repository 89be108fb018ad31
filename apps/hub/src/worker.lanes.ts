import type { AccessDirectory } from './access/directory.js';
import type { Pauses } from './access/pauses.js';
import type { ExchangeServer } from './exchange/exchange-server.js';
import type { Lane } from './exchange/exchange.js';

const LOOK_MS = 1_000;

/** Keeps the worker on the lanes of all procedures that do not wait for a person. */
export class WorkerLanes {
  private timer: NodeJS.Timeout | undefined;
  private current = '';
  private updating: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: ExchangeServer,
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
    const procedures = this.directory.procedures().filter((procedure) => !this.pauses.isPaused(procedure));
    const lanes = procedures.map(({ tenant, id }): Lane => ({ kind: 'in', tenant, procedure: id }));
    const next = JSON.stringify(lanes);
    if (next === this.current) return;
    await this.server.setLanes(lanes);
    this.current = next;
  }
}
