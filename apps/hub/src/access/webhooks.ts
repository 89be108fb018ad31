import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { COMMAND_LINE, Journal } from './journal.js';
import { procedureIdOf, type Actor } from './procedures.js';
import { endTarget, setTarget } from './receipt-targets.js';
import { checkWebhookUrl, shownAddress } from './webhook-address.js';

export interface WebhookRow {
  readonly procedure: string;
  readonly url: string;
  readonly active: boolean;
  /** How many are valid: one, or two while the receiver changes from the old to the new one. */
  readonly secrets: number;
  readonly pending: number;
  readonly stopped: number;
  /** Failures in a row; a success sets it to 0. */
  readonly failures: number;
  readonly restUntil: Date | null;
}

/** One of the secrets that are valid for a webhook; the secret itself is not told. */
export interface WebhookSecretRow {
  readonly procedure: string;
  readonly generation: number;
  readonly createdAt: Date;
}

/**
 * Where procedures want their receipts, and what these are signed with. A secret is shown when it is made; later only
 * the worker reads it, and whoever sends a test.
 */
export class Webhooks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly journal = new Journal(database, clock, ids),
  ) {}

  list(tenant: string): Promise<readonly WebhookRow[]> {
    return this.read(tenant, undefined);
  }

  /** Undefined when none is set up for it. */
  async of(tenant: string, procedure: string): Promise<WebhookRow | undefined> {
    return (await this.read(tenant, procedure))[0];
  }

  private read(tenant: string, procedure: string | undefined): Promise<readonly WebhookRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<WebhookRow>(
        `SELECT procedure.name AS procedure, url, active, failures, rest_until AS "restUntil",
           (SELECT count(*)::int FROM webhook_secret AS own WHERE own.tenant_id = webhook.tenant_id
              AND own.procedure_id = webhook.procedure_id) AS secrets,
           (SELECT count(*)::int FROM outbox AS own WHERE own.tenant_id = webhook.tenant_id
              AND own.procedure_id = webhook.procedure_id AND state = 'pending') AS pending,
           (SELECT count(*)::int FROM outbox AS own WHERE own.tenant_id = webhook.tenant_id
              AND own.procedure_id = webhook.procedure_id AND state = 'stopped') AS stopped
         FROM webhook JOIN procedure ON procedure.tenant_id = webhook.tenant_id AND procedure.id = procedure_id
         WHERE webhook.kind = 'webhook' AND ($1::text IS NULL OR procedure.name = $1) ORDER BY procedure.name`,
        [procedure ?? null],
      ),
    );
  }

  /** Oldest first of each procedure. */
  async secrets(tenant: string): Promise<readonly WebhookSecretRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<WebhookSecretRow>(
        `SELECT procedure.name AS procedure, generation, webhook_secret.created_at AS "createdAt"
         FROM webhook_secret JOIN procedure ON procedure.tenant_id = webhook_secret.tenant_id AND procedure.id = procedure_id
         ORDER BY procedure.name, generation`,
      ),
    );
  }

  /**
   * Sets the webhook of a procedure up, or changes it; a change ends the rest of its target. Receipts of what is settled
   * from now on are sent, or wait while it is not active.
   *
   * @returns the secret when it is new; it is shown once
   */
  async set(
    tenant: string,
    procedure: string,
    url: string,
    active: boolean,
    actor = COMMAND_LINE,
  ): Promise<string | undefined> {
    const href = checkWebhookUrl(url);
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      await setTarget(transaction, { tenant, id }, { kind: 'webhook', url: href, active }, this.clock.now());
      this.note(transaction, { tenant, name: actor }, 'webhook.set', procedure, {
        address: shownAddress(href),
        active,
      });
      const known = await generations(transaction, tenant, id);
      return known.length === 0 ? this.addSecret(transaction, tenant, id, 1) : undefined;
    });
  }

  /**
   * Makes a second secret. From now on each receipt has a signature by either, until the first is retired.
   *
   * @returns the new secret; it is shown once
   */
  async rotate(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<string> {
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await lockWebhook(transaction, tenant, procedure);
      const known = await generations(transaction, tenant, id);
      if (known.length > 1) {
        throw new HubError('rejected', 'webhook.rotating', 'Two secrets are valid already: retire the old one first.');
      }
      this.note(transaction, { tenant, name: actor }, 'webhook.secret-rotated', procedure);
      return this.addSecret(transaction, tenant, id, (known[0] ?? 0) + 1);
    });
  }

  /** Ends the older of two secrets, once the receiver knows the newer one. */
  async retire(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      const id = await lockWebhook(transaction, tenant, procedure);
      const [old, ...newer] = await generations(transaction, tenant, id);
      if (newer.length === 0) {
        const sentence = 'One secret alone is valid: there is no old one to retire.';
        throw new HubError('rejected', 'webhook.not-rotating', sentence);
      }
      await transaction.query(
        `DELETE FROM webhook_secret WHERE tenant_id = $1 AND procedure_id = $2 AND generation = $3`,
        [tenant, id, old],
      );
      this.note(transaction, { tenant, name: actor }, 'webhook.secret-retired', procedure);
    });
  }

  /**
   * Ends the webhook. What was not delivered yet is stopped, and can be released when there is a webhook again.
   *
   * @returns how many receipts were stopped
   */
  async remove(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<number> {
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const message = 'The webhook of the procedure was removed before the receipt was delivered.';
      const why = { code: 'webhook.removed', message };
      const stopped = await endTarget(transaction, { tenant, id }, 'webhook', why, this.clock.now());
      if (stopped === undefined) return notSet(procedure);
      this.note(transaction, { tenant, name: actor }, 'webhook.removed', procedure, { stopped });
      return stopped;
    });
  }

  /** What a receipt of this procedure is sent and signed with now. */
  async target(tenant: string, procedure: string): Promise<{ readonly url: string; readonly secrets: string[] }> {
    const [found] = await this.database.asSystem((transaction) =>
      transaction.query<{ url: string; secrets: string[] }>(
        `SELECT url, array_agg(secret ORDER BY generation) AS secrets
         FROM procedure JOIN webhook ON webhook.tenant_id = procedure.tenant_id AND procedure_id = procedure.id
         JOIN webhook_secret AS own ON own.tenant_id = webhook.tenant_id AND own.procedure_id = webhook.procedure_id
         WHERE procedure.tenant_id = $1 AND procedure.name = $2 GROUP BY url`,
        [tenant, procedure],
      ),
    );
    return found ?? notSet(procedure);
  }

  /** A test is about to be sent: nothing else tells of it. */
  async noteTest(by: Actor, procedure: string): Promise<void> {
    await this.database.inTenant(by.tenant, async (transaction) => {
      this.note(transaction, by, 'webhook.tested', procedure);
    });
  }

  private note(
    transaction: Transaction,
    { tenant, name: actor }: Actor,
    action: `webhook.${string}`,
    procedure: string,
    details: Readonly<Record<string, unknown>> = {},
  ): void {
    this.journal.note(transaction, tenant, { actor, action, subject: { kind: 'procedure', id: procedure }, details });
  }

  private async addSecret(
    transaction: Transaction,
    tenant: string,
    procedure: string,
    generation: number,
  ): Promise<string> {
    const secret = `fwh_${this.ids.bytes(32).toString('base64url')}`;
    await transaction.query(
      `INSERT INTO webhook_secret (tenant_id, procedure_id, generation, secret, created_at) VALUES ($1, $2, $3, $4, $5)`,
      [tenant, procedure, generation, secret, this.clock.now()],
    );
    return secret;
  }
}

async function lockWebhook(transaction: Transaction, tenant: string, procedure: string): Promise<string> {
  const id = await procedureIdOf(transaction, tenant, procedure);
  const found = await transaction.query(
    `SELECT FROM webhook WHERE tenant_id = $1 AND procedure_id = $2 AND kind = 'webhook' FOR UPDATE`,
    [tenant, id],
  );
  return found.length === 0 ? notSet(procedure) : id;
}

/** Oldest first. */
async function generations(transaction: Transaction, tenant: string, procedure: string): Promise<readonly number[]> {
  const rows = await transaction.query<{ generation: number }>(
    `SELECT generation FROM webhook_secret WHERE tenant_id = $1 AND procedure_id = $2 ORDER BY generation`,
    [tenant, procedure],
  );
  return rows.map(({ generation }) => generation);
}

function notSet(procedure: string): never {
  throw new HubError('rejected', 'webhook.not-set', `No webhook is set up for ${procedure}.`);
}
