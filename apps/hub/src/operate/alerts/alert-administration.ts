import type { Journal } from '../../access/journal.js';
import type { PersonPrincipal } from '../../access/principal.js';
import type { Clock, Ids } from '../../config/clock.js';
import type { Database, Transaction } from '../../database/database.js';
import { shownAddress } from '../../access/webhook-address.js';
import { HubError } from '../../errors/hub-error.js';
import {
  acknowledge,
  findAlert,
  listAlerts,
  noticesOf,
  type Alert,
  type AlertFilter,
  type ToldNotice,
} from '../../ledger/alerts/alerts.js';
import {
  deleteChannel,
  findChannel,
  insertChannel,
  listChannels,
  type Channel,
  type ListedChannel,
} from '../../ledger/alerts/channels.js';
import { targetOf } from '../../ledger/alerts/deliveries.js';
import { readRules, writeRule, type Rule } from '../../ledger/alerts/rules.js';
import { isId } from '../message-filter.js';
import type { AlertSender } from './alert-sender.js';

export type NewChannel = Pick<Channel, 'kind' | 'title' | 'address' | 'language'>;

/** What people see and decide about alerts. */
export class AlertAdministration {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly sender: Pick<AlertSender, 'test'>,
  ) {}

  list(
    tenant: string,
    filter: AlertFilter,
  ): Promise<{ readonly alerts: readonly Alert[]; readonly notices: readonly ToldNotice[] }> {
    return this.database.inTenant(tenant, async (transaction) => {
      const alerts = await listAlerts(transaction, tenant, filter);
      const notices = await noticesOf(
        transaction,
        tenant,
        alerts.map(({ id }) => id),
      );
      return { alerts, notices };
    });
  }

  /** @throws HubError `alert.not-found`, `alert.over` */
  acknowledge({ tenant, name }: PersonPrincipal, id: string): Promise<Alert> {
    if (!isId(id)) throw noAlert();
    return this.database.inTenant(tenant, async (transaction) => {
      const done = await acknowledge(transaction, tenant, id, { name, at: this.clock.now() });
      const alert = await findAlert(transaction, tenant, id);
      if (alert === undefined) throw noAlert();
      if (!done)
        throw new HubError('rejected', 'alert.over', 'The alert is over, or somebody has acknowledged it already.');
      this.note(transaction, tenant, name, 'alert.acknowledged', { kind: 'alert', id, title: alert.kind });
      return alert;
    });
  }

  rules(tenant: string): Promise<readonly Rule[]> {
    return this.database.inTenant(tenant, (transaction) => readRules(transaction, tenant));
  }

  /** From the next look on. @throws HubError `alert-channel.not-found` */
  async changeRule({ tenant, name }: PersonPrincipal, after: Rule): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      const known = new Set((await listChannels(transaction, tenant)).map(({ id }) => id));
      if (after.channels?.some((id) => !known.has(id)) === true) throw noChannel();
      const before = (await readRules(transaction, tenant)).find(({ kind }) => kind === after.kind);
      await writeRule(transaction, tenant, after);
      const subject = { kind: 'alert-rule', id: after.kind };
      this.note(transaction, tenant, name, 'alert.rule-changed', subject, { before, after });
    });
  }

  channels(tenant: string): Promise<readonly ListedChannel[]> {
    return this.database.inTenant(tenant, (transaction) => listChannels(transaction, tenant));
  }

  /** @returns with the secret that a webhook is signed with: it is shown this once */
  async createChannel(
    { tenant, name }: PersonPrincipal,
    given: NewChannel,
  ): Promise<{ readonly channel: Channel; readonly secret: string | undefined }> {
    const channel = { ...given, id: this.ids.uuid(), createdAt: this.clock.now(), createdBy: name };
    const secret = given.kind === 'webhook' ? `fwh_${this.ids.bytes(32).toString('base64url')}` : undefined;
    await this.database.inTenant(tenant, async (transaction) => {
      insertChannel(transaction, tenant, channel, secret ?? null);
      this.noteChannel(transaction, tenant, name, 'alert.channel-created', channel);
    });
    return { channel, secret };
  }

  /** @throws HubError `alert-channel.not-found` */
  async removeChannel({ tenant, name }: PersonPrincipal, id: string): Promise<void> {
    if (!isId(id)) throw noChannel();
    const now = this.clock.now();
    const message = 'The channel was removed before the notice was delivered.';
    const error = { code: 'alert-channel.removed', message, at: now.toISOString() };
    await this.database.inTenant(tenant, async (transaction) => {
      const channel = await deleteChannel(transaction, tenant, id, { now, error });
      if (channel === undefined) throw noChannel();
      this.noteChannel(transaction, tenant, name, 'alert.channel-removed', channel);
    });
  }

  /** Sends a test now. @throws HubError `alert-channel.not-found`, or why it was not taken */
  async testChannel({ tenant, name }: PersonPrincipal, id: string): Promise<void> {
    if (!isId(id)) throw noChannel();
    await this.database.inTenant(tenant, async (transaction) => {
      const channel = await findChannel(transaction, tenant, id);
      if (channel === undefined) throw noChannel();
      this.noteChannel(transaction, tenant, name, 'alert.channel-tested', channel);
    });
    const target = await targetOf(this.database, tenant, id);
    if (target === undefined) throw noChannel();
    await this.sender.test(tenant, target);
  }

  private noteChannel(
    transaction: Transaction,
    tenant: string,
    actor: string,
    action: `alert.${string}`,
    { id, kind, title, address }: Channel,
  ): void {
    const subject = { kind: 'alert-channel', id, title };
    this.note(transaction, tenant, actor, action, subject, { kind, address: shownTo({ kind, address }) });
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    action: `alert.${string}`,
    subject: { readonly kind: string; readonly id: string; readonly title?: string },
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    this.journal.note(transaction, tenant, { actor, action, subject, details });
  }
}

export function shownTo({ kind, address }: Pick<Channel, 'kind' | 'address'>): string {
  return kind === 'mail' ? address : shownAddress(address);
}

function noAlert(): HubError {
  return new HubError('rejected', 'alert.not-found', 'There is no such alert.');
}

function noChannel(): HubError {
  return new HubError('rejected', 'alert-channel.not-found', 'There is no such channel.');
}
