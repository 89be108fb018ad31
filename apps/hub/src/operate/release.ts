import type { AccessDirectory } from '../access/directory.js';
import type { Clock, Ids } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Exchange } from '../exchange/exchange.js';
import { laneOf } from '../exchange/lane.js';
import { writeAttempts } from '../ledger/attempts.js';
import { encodeEnvelope, type Envelope } from '../ledger/envelope.js';
import { reopenParked, reopenUnsettled } from '../ledger/messages.js';

/** Sends messages that are parked, or that a worker had and did not finish, through the pipeline once more: a new attempt of the same submission. */
export class Release {
  /** One at a time: on the database exchange each needs a second connection, and many would wait for one in vain. */
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws HubError `message.not-parked` */
  one(tenant: string, id: string, operator: string): Promise<void> {
    const released = this.last.then(() => this.release(tenant, id, operator));
    this.last = released.catch(() => undefined);
    return released;
  }

  private async release(tenant: string, id: string, operator: string): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      const now = this.clock.now();
      const parked = await reopenParked(transaction, tenant, id, now);
      const found = parked ?? (await reopenUnsettled(transaction, tenant, id, now));
      if (found === undefined) {
        throw new HubError('rejected', 'message.not-parked', 'This message is neither parked nor waiting.');
      }
      const envelope = found.envelope as Envelope;
      await writeAttempts(transaction, tenant, [
        {
          id: this.ids.uuid(),
          envelope,
          submission: undefined,
          outcome: 'released',
          stage: 'receive',
          error: undefined,
          connector: undefined,
          connectorVersion: undefined,
          actor: operator,
          startedAt: now,
          endedAt: now,
        },
      ]);
      // Published while the submission is still locked: a worker that is faster than the commit waits for it. When the
      // commit fails after all, the worker finds the message parked as before and lets it go.
      const bytes = encodeEnvelope({ envelope, ...(found.body === null ? {} : { body: found.body }) });
      const procedure = this.directory.procedure(envelope.procedure);
      const lane =
        procedure === undefined ? ({ kind: 'in', tenant, procedure: envelope.procedure } as const) : laneOf(procedure);
      await this.exchange.publish(lane, { id: envelope.id, bytes });
    });
  }
}
