import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import type { HubError, Stage } from '../errors/hub-error.js';
import type { SpecialistProcedure } from './snapshot.js';

/** How long a paused procedure rests before its next message shows whether the cause is gone. */
export const PAUSE_REST_MS = 15_000;

interface Pause {
  /** On the clock of `performance.now()`: a wall clock that is put right makes no rest longer. */
  readonly until: number;
  /** What it was set up with when it failed: a change ends the pause at once. */
  readonly settings: string;
  readonly code: string;
}

/**
 * Which procedures wait because something is misconfigured. The pause is a rest, not a lock: afterwards the next
 * message is tried, and the procedure resumes by itself when it goes through.
 */
export class Pauses {
  private readonly pauses = new Map<string, Pause>();
  /** Procedures whose cause was taken back since they last waited, also what an earlier process wrote down. */
  private readonly flowing = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Rests now; the database keeps the cause for people, as far as it can be reached. */
  async pause(procedure: SpecialistProcedure, cause: HubError, stage: Stage): Promise<void> {
    const settings = settingsOf(procedure);
    const known = this.pauses.get(procedure.id);
    this.pauses.set(procedure.id, { until: performance.now() + PAUSE_REST_MS, settings, code: cause.code });
    this.flowing.delete(procedure.id);
    if (known?.code === cause.code) return;
    const { kind, code, message, details } = cause;
    await this.write(procedure, JSON.stringify({ kind, code, stage, message, ...details, since: this.clock.now() }));
  }

  isPaused(procedure: SpecialistProcedure): boolean {
    const pause = this.pauses.get(procedure.id);
    if (pause === undefined) return false;
    return performance.now() < pause.until && pause.settings === settingsOf(procedure);
  }

  /** A message of it went through. */
  async resumed(procedure: SpecialistProcedure): Promise<void> {
    this.pauses.delete(procedure.id);
    if (this.flowing.has(procedure.id)) return;
    this.flowing.add(procedure.id);
    try {
      await this.write(procedure, null);
    } catch (error) {
      this.flowing.delete(procedure.id);
      throw error;
    }
  }

  private async write(procedure: SpecialistProcedure, cause: string | null): Promise<void> {
    await this.database.inTenant(procedure.tenant, (transaction) =>
      transaction.query(
        'UPDATE procedure SET pause_cause = $2 WHERE id = $1 AND pause_cause IS DISTINCT FROM $2::jsonb',
        [procedure.id, cause],
      ),
    );
  }
}

function settingsOf({ connector, connectorVersion, settings, validation }: SpecialistProcedure): string {
  return JSON.stringify([connector, connectorVersion, settings, validation]);
}
