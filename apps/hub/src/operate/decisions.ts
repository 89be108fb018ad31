import { writeJournal } from '../access/journal.js';
import type { AccessDirectory } from '../access/directory.js';
import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Exchange } from '../exchange/exchange.js';
import { laneOf } from '../exchange/lane.js';
import { writeAttempts, type Attempt } from '../ledger/attempts.js';
import { corrected } from '../ledger/corrections.js';
import { parcelOf, type Envelope } from '../ledger/envelope.js';
import { settleSubmissions } from '../ledger/ledger.js';
import { queueReceipts, withdrawRefusal } from '../ledger/outbox.js';
import { countOutcomes } from '../ledger/outcomes.js';
import { lockSettled, reopen, reopenUnsettled, type Releasable } from '../ledger/reopen.js';
import type { LedgerError } from '../ledger/state.js';
import { endTurns } from '../ledger/turns.js';

/** Who decided, and why. */
export interface Decision {
  readonly operator: string;
  readonly reason?: string | undefined;
  /** Called in the transaction that decides; when it throws, nothing is decided. */
  readonly within?: (transaction: Transaction) => Promise<void>;
  /** Not when it only waits: then nobody has asked for a decision. */
  readonly onlyParked?: true;
  /** The journal has it already, as a part of something larger. */
  readonly journalled?: true;
}

type Done = 'released' | 'rerun' | 'discarded' | 'handed-back';

/** A parked message is refused because it is not wanted, or handed back to its sender to be put right. */
export type Refusal = 'discard' | 'hand-back';

interface RefusalFacts {
  readonly code: string;
  readonly sentence: (reason: string) => string;
  /** As the journal has it. */
  readonly done: Done;
}

const REFUSALS: Readonly<Record<Refusal, RefusalFacts>> = {
  discard: {
    done: 'discarded',
    code: 'message.discarded',
    sentence: (reason) => `An operator decided that this message is not filed (${reason}).`,
  },
  'hand-back': {
    done: 'handed-back',
    code: 'message.handed-back',
    sentence: (reason) => `The message is handed back to be put right (${reason}).`,
  },
};

/**
 * What operators decide about messages. Releasing and running again are new attempts of the same submission, so that
 * nothing is filed twice by them; discarding ends it. Each is an attempt with the operator as actor.
 */
export class Decisions {
  /** One at a time: on the database exchange each needs a second connection, and many would wait for one in vain. */
  private last: Promise<void> = Promise.resolve();
  private readonly writer: string;

  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
    private readonly directory: AccessDirectory,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    this.writer = ids.uuid();
  }

  /**
   * Sends a message that is parked, or that a worker had and did not finish, through the pipeline once more.
   *
   * @throws HubError `message.not-parked`
   */
  release(tenant: string, id: string, decision: Decision): Promise<void> {
    return this.inTurn(tenant, async (transaction) => {
      const now = this.clock.now();
      const settled = await lockSettled(transaction, tenant, id, 'parked');
      const found =
        settled === undefined
          ? decision.onlyParked !== true && (await reopenUnsettled(transaction, tenant, id, now))
          : await reopen(transaction, tenant, settled, now);
      if (found === undefined || found === false) throw notParked();
      await this.sendAgain(transaction, tenant, found, 'released', decision);
    });
  }

  /**
   * Sends a rejected message through the pipeline once more, because the connector or its settings have changed.
   *
   * @throws HubError `message.not-rejected`
   */
  rerun(tenant: string, id: string, decision: Decision): Promise<void> {
    return this.inTurn(tenant, async (transaction) => {
      const settled = await lockSettled(transaction, tenant, id, 'rejected');
      const found = settled && (await reopen(transaction, tenant, settled, this.clock.now()));
      if (found === undefined)
        throw new HubError(
          'rejected',
          'message.not-rejected',
          'This message is not rejected, or what was sent is not kept any more.',
        );
      await withdrawRefusal(transaction, tenant, settled!.submission);
      await this.sendAgain(transaction, tenant, found, 'rerun', decision);
    });
  }

  /**
   * Rejects a parked message; the sender reads the reason.
   *
   * @throws HubError `message.not-parked`
   */
  refuse(tenant: string, id: string, refusal: Refusal, decision: Decision): Promise<void> {
    const { reason = '' } = decision;
    return this.inTurn(tenant, async (transaction) => {
      const now = this.clock.now();
      const parked = await lockSettled(transaction, tenant, id, 'parked');
      if (parked === undefined) throw notParked();
      const { submission, messageId, acceptedAt, procedure, connector, connectorVersion, type } = parked;
      const { stage } = parked.error;
      const { code, sentence, done } = REFUSALS[refusal];
      const error: LedgerError = { kind: 'rejected', code, stage, message: sentence(reason), values: { reason } };
      const facts = { connector, connectorVersion: connectorVersion ?? undefined, type: type ?? undefined };
      const settlement = { submission, procedure, ...facts, state: 'rejected', error } as const;
      settleSubmissions(transaction, tenant, now, [settlement]);
      // Those that waited for it go on.
      endTurns(transaction, tenant, [messageId]);
      queueReceipts(transaction, tenant, now, [settlement], this.ids);
      const envelope = { id: messageId, acceptedAt: acceptedAt.toISOString() };
      const attempt = { envelope, submission, outcome: 'rejected', stage, error } as const;
      await this.write(transaction, tenant, attempt, done, decision);
      countOutcomes(transaction, tenant, this.writer, now, [{ procedure, state: 'rejected', touched: true }]);
    });
  }

  private inTurn(tenant: string, work: (transaction: Transaction) => Promise<void>): Promise<void> {
    const once = (): Promise<void> => this.database.inTenant(tenant, work);
    // A worker that holds what this one needs, and the reverse: one of the two is told to begin again.
    const done = this.last
      .then(once)
      .catch((error: unknown) => (sqlState(error) === '40P01' ? once() : Promise.reject(error)));
    this.last = done.catch(() => undefined);
    return done;
  }

  private async sendAgain(
    transaction: Transaction,
    tenant: string,
    { envelope: kept, body }: Releasable,
    done: Done,
    decision: Decision,
  ): Promise<void> {
    const envelope = kept as Envelope;
    const attempt = {
      envelope,
      submission: undefined,
      outcome: 'released',
      stage: 'receive',
      error: undefined,
    } as const;
    await this.write(transaction, tenant, attempt, done, decision);
    const sent = { envelope, ...(body === null ? {} : { body }) };
    const [travelling = sent] = await corrected(transaction, tenant, [sent]);
    await transaction.sent();
    // Published while the submission is still locked: a worker that is faster than the commit waits for it. When the
    // commit fails after all, the worker finds the message as it was before and lets it go.
    const procedure = this.directory.procedure(envelope.procedure) ?? { tenant, id: envelope.procedure };
    await this.exchange.publish(laneOf(procedure), parcelOf(travelling));
  }

  private async write(
    transaction: Transaction,
    tenant: string,
    attempt: Pick<Attempt, 'envelope' | 'submission' | 'outcome' | 'stage' | 'error'>,
    done: Done,
    { operator, reason, within, journalled }: Decision,
  ): Promise<void> {
    const now = this.clock.now();
    const by = { connector: undefined, connectorVersion: undefined, actor: operator, reason };
    writeAttempts(transaction, tenant, [{ id: this.ids.uuid(), ...attempt, ...by, startedAt: now, endedAt: now }]);
    await within?.(transaction);
    if (journalled) return;
    const entry = {
      actor: operator,
      action: `message.${done}`,
      subject: { kind: 'message', id: attempt.envelope.id },
    } as const;
    writeJournal(transaction, tenant, { ...entry, id: this.ids.uuid(), at: now, details: { reason } });
  }
}

export function notParked(): HubError {
  return new HubError('rejected', 'message.not-parked', 'This message is neither parked nor waiting.');
}
