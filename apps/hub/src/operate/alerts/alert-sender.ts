import type { AccessDirectory } from '../../access/directory.js';
import type { HubConfig } from '../../config/hub-config.js';
import type { Clock, Ids } from '../../config/clock.js';
import { reachOf, sendToWebhook } from '../../confirm/webhook-request.js';
import type { Database } from '../../database/database.js';
import { HubError } from '../../errors/hub-error.js';
import {
  dueDeliveries,
  takeAlertDelivery,
  writeOutcome,
  type DueDelivery,
  type Notice,
  type Target,
} from '../../ledger/alerts/deliveries.js';
import type { DeliveryError } from '../../ledger/outbox.js';
import { alertView } from './alert-view.js';
import type { AlertNoticeBody } from './generated/alert-notice.js';
import type { Mailer } from './mailer.js';
import { letterOf } from './notice-text.js';

const TICK_MS = 1_000;
const AT_ONCE = 10;
const WAIT_MS_MAX = 3_600_000;
/** What is as old as this is no news any more. The history of the alert says that nobody was told. */
const GIVE_UP_MS = 3 * 86_400_000;
/** Longer than any try lasts. */
const LEASE_MS = 120_000;

type Settings = Pick<HubConfig, 'webhookTimeoutMs' | 'webhookLoopback' | 'publicUrl' | 'host' | 'port' | 'timeZone'>;

/** Tells people of alerts: what was written with them is sent, and sent again until it is taken. */
export class AlertSender {
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly directory: AccessDirectory,
    private readonly mailer: Mailer,
    private readonly time: { readonly clock: Clock; readonly ids: Ids },
    private readonly options: { readonly settings: Settings; readonly onProblem: (error: unknown) => void },
  ) {}

  start(): void {
    this.timer = setTimeout(() => {
      this.sending = this.tick()
        .catch(this.options.onProblem)
        .finally(() => this.timer !== undefined && this.start());
    }, TICK_MS);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sending;
  }

  /** Sends a test at once. @throws HubError why it was not taken */
  async test(tenant: string, target: Target): Promise<void> {
    await this.send(tenant, target, this.time.ids.uuid(), []);
  }

  /** One after the other of each way, as long as one is taken: what has piled up goes out when its way is open again. */
  private async tick(): Promise<void> {
    let goesOn = true;
    while (goesOn && this.timer !== undefined) {
      const due = await dueDeliveries(this.database, this.time.clock.now(), AT_ONCE);
      const sent = await Promise.allSettled(due.map((delivery) => this.deliver(delivery)));
      for (const one of sent) if (one.status === 'rejected') this.options.onProblem(one.reason);
      goesOn = sent.some((one) => one.status === 'fulfilled' && one.value);
    }
  }

  /** @returns whether it was taken */
  private async deliver(delivery: DueDelivery): Promise<boolean> {
    const now = this.time.clock.now();
    const taken = await takeAlertDelivery(this.database, delivery, now, new Date(now.getTime() + LEASE_MS));
    if (taken === undefined) return false;
    const { tenant, id } = delivery;
    try {
      await this.send(tenant, delivery, id, taken.notices);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      await this.undelivered(delivery, taken.attempts, error);
      return false;
    }
    const at = this.time.clock.now();
    await writeOutcome(this.database, delivery, { state: 'delivered', error: null, nextAt: at }, at);
    return true;
  }

  private async send(tenant: string, target: Target, id: string, notices: readonly Notice[]): Promise<void> {
    const { timeZone } = this.options.settings;
    const told = notices.map(({ what, alert }) => ({ what, alert: alertView(alert, this.directory) }));
    const name = this.directory.tenantName(tenant) ?? tenant;
    const { baseUrl } = this;
    if (target.kind === 'mail') {
      const letter = letterOf(told, { tenant: name, language: target.language, baseUrl, timeZone });
      return this.mailer.send(target.address, letter, id);
    }
    const body: AlertNoticeBody = {
      version: 1,
      delivery: id,
      tenant: name,
      state: told.length === 0 ? 'test' : 'alerts',
      notices: told.map(({ what, alert: { id: alert, page, ...view } }) => {
        const { kind, severity, procedure, part, sentence, openedAt, resolvedAt } = view;
        return {
          what,
          alert,
          kind,
          severity,
          ...(procedure === undefined ? {} : { procedure }),
          ...(part === undefined ? {} : { part }),
          sentence,
          openedAt,
          ...(resolvedAt === undefined ? {} : { resolvedAt }),
          page: baseUrl + page,
        };
      }),
    };
    const secrets = target.secret === null ? [] : [target.secret];
    const reach = reachOf(this.options.settings);
    await sendToWebhook({ url: target.address, secrets }, body, reach, this.time.clock.now());
  }

  private async undelivered(delivery: DueDelivery, attempts: number, cause: HubError): Promise<void> {
    const now = this.time.clock.now();
    const isOld = now.getTime() - delivery.createdAt.getTime() > GIVE_UP_MS;
    const { code, message, details } = cause;
    const values = details.values === undefined ? {} : { values: details.values };
    const error: DeliveryError = { code, message, ...values, at: now.toISOString() };
    const state = cause.kind === 'rejected' || isOld ? 'stopped' : 'pending';
    // Tries that failed at once are not repeated at once (full jitter).
    const share = this.time.ids.bytes(4).readUInt32BE() / 0xffff_ffff;
    const nextAt = new Date(now.getTime() + share * Math.min(WAIT_MS_MAX, 1_000 * 2 ** Math.min(attempts, 20)));
    await writeOutcome(this.database, delivery, { state, error, nextAt }, now);
  }

  /** Where people find the console. */
  private get baseUrl(): string {
    const { publicUrl, host, port } = this.options.settings;
    return (publicUrl ?? `http://${host}:${port}`).replace(/\/+$/, '');
  }
}
