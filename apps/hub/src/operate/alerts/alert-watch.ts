import type { AccessDirectory } from '../../access/directory.js';
import type { Clock, Ids } from '../../config/clock.js';
import { exclusively } from '../../database/exclusively.js';
import type { Database, Transaction } from '../../database/database.js';
import { HubError } from '../../errors/hub-error.js';
import { deletePending, insertAlert, insertPending, lockOpenAlerts, updateAlert } from '../../ledger/alerts/alerts.js';
import { listChannels, type ListedChannel } from '../../ledger/alerts/channels.js';
import { insertDelivery } from '../../ledger/alerts/deliveries.js';
import { readRules, type Rule } from '../../ledger/alerts/rules.js';
import { decide, type Changes } from './decide.js';
import type { Finding } from './finding.js';
import type { Findings } from './findings.js';

const LOCK = 'fachwerk_alerts';
const MINUTE_MS = 60_000;

export interface WatchOptions {
  readonly lookMs: number;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Looks for each tenant whether one of its rules holds, and writes alerts and what is to be told of them. Every process
 * with the role `operator` does; at any time one alone, whichever has the lock.
 */
export class AlertWatch {
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  /** Since when no look has succeeded, because the database is away. */
  private awaySince: Date | undefined;

  constructor(
    private readonly databases: { readonly lock: Database; readonly work: Database },
    private readonly directory: AccessDirectory,
    private readonly findings: Findings,
    private readonly time: { readonly clock: Clock; readonly ids: Ids },
    private readonly options: WatchOptions,
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.timer !== undefined && this.start());
    }, this.options.lookMs);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.looking;
  }

  private async look(): Promise<void> {
    const begun = this.time.clock.now();
    try {
      await exclusively(this.databases.lock, LOCK, () => this.lookAtAll());
      this.awaySince = undefined;
    } catch (error) {
      // Nothing can be written now; it is told once it can be.
      if (isAway(error)) this.awaySince ??= begun;
      this.options.onProblem(error);
    }
  }

  /**
   * A tenant whose look fails does not keep the others from theirs: its statement may have taken too long, which is no
   * outage of the database while those of others succeed.
   */
  private async lookAtAll(): Promise<void> {
    let succeeded = 0;
    let away: unknown;
    for (const tenant of this.directory.tenants()) {
      if (this.timer === undefined) return;
      await this.lookAt(tenant).then(
        () => (succeeded += 1),
        (error: unknown) => {
          if (isAway(error)) away ??= error;
          this.options.onProblem(error);
        },
      );
    }
    if (away !== undefined && succeeded === 0) throw away;
  }

  private async lookAt(tenant: string): Promise<void> {
    const { clock, ids } = this.time;
    const rules = await this.databases.work.inTenant(tenant, (transaction) => readRules(transaction, tenant));
    const findings = [...(await this.findings.look(tenant, rules, clock)), ...this.outage()];
    await this.databases.work.inTenant(tenant, async (transaction) => {
      const known = await lockOpenAlerts(transaction, tenant);
      const now = clock.now();
      const changes = decide(known, findings, rules, { now, newId: () => ids.uuid() });
      write(transaction, tenant, changes);
      if (changes.notices.length === 0) return;
      const channels = await listChannels(transaction, tenant);
      this.tell(transaction, tenant, { changes, rules, channels, now });
    });
  }

  /** That the database was away until now, for whoever wants to know why nothing was filed. */
  private outage(): readonly Finding[] {
    const { awaySince: since } = this;
    if (since === undefined) return [];
    const value = (this.time.clock.now().getTime() - since.getTime()) / MINUTE_MS;
    return [{ kind: 'part-away', subject: 'database', value, since }];
  }

  /** One delivery for each channel, whatever happened at once. */
  private tell(transaction: Transaction, tenant: string, { changes, rules, channels, now }: Telling): void {
    const channelsOf = new Map(rules.map((rule) => [rule.kind, rule.channels]));
    for (const channel of channels) {
      const notices = changes.notices.filter(({ alert }) => channelsOf.get(alert.kind)?.includes(channel.id) ?? true);
      if (notices.length === 0) continue;
      const told = notices.map(({ what, alert }) => ({ what, alert: alert.id }));
      const delivery = { id: this.time.ids.uuid(), channel: channel.id, channelTitle: channel.title, notices: told };
      insertDelivery(transaction, tenant, delivery, now);
    }
  }
}

function isAway(error: unknown): boolean {
  return error instanceof HubError && error.kind === 'unavailable-shared';
}

interface Telling {
  readonly changes: Changes;
  readonly rules: readonly Rule[];
  readonly channels: readonly ListedChannel[];
  readonly now: Date;
}

function write(transaction: Transaction, tenant: string, { opened, updated, begun, ended }: Changes): void {
  for (const pending of ended) deletePending(transaction, tenant, pending);
  for (const pending of begun) insertPending(transaction, tenant, pending);
  for (const alert of updated) updateAlert(transaction, tenant, alert);
  for (const alert of opened) insertAlert(transaction, tenant, alert);
}
