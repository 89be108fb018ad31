import type { ContentStore } from '../archive/content-store.js';
import type { Database } from '../database/database.js';
import { sqlState } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { ANY_KEY, lockOrder, writeTurns } from '../ledger/turns.js';
import { fileBatch, type BatchParts } from './batch.js';
import { asDefect } from './decide.js';
import { preciseNow, type Filed, type ReadMessage } from './read-message.js';

/** Serialization failure, deadlock, a row that another made first: the same work succeeds on what is there now. */
const REPEATABLE = new Set(['40001', '40P01', '23505']);
const REPEATS_MAX = 5;

/**
 * The stage `file`: one transaction for the messages of a tenant. A batch that fails is halved until the culprit stands
 * alone; its neighbours are filed, and it is parked with the cause.
 */
export class FileStage {
  constructor(
    private readonly database: Database,
    private readonly store: ContentStore,
    private readonly parts: BatchParts,
    private readonly onStuck: (message: ReadMessage, error: unknown) => void,
  ) {}

  /**
   * One answer per message, same order.
   *
   * @throws HubError `unavailable-shared`: nothing was decided for at least one message
   */
  async file(tenant: string, messages: readonly ReadMessage[]): Promise<readonly Filed[]> {
    return this.fileKept(tenant, await this.keepBodies(tenant, messages));
  }

  /**
   * A document's bytes are durable before the row that names them. Large bodies are in the store already. However often
   * the transaction is repeated, the places are the same. May be called before `file`, which keeps what is left.
   */
  async keepBodies(tenant: string, messages: readonly ReadMessage[]): Promise<readonly ReadMessage[]> {
    const toKeep = new Set(messages.filter(({ body, place, result }) => body && !place && 'commands' in result));
    const bodies = [...toKeep].map(({ envelope, body }) => ({ sha256: envelope.body.sha256, bytes: body! }));
    const places = (await this.store.append(tenant, bodies)).values();
    return messages.map((message) => (toKeep.has(message) ? { ...message, place: places.next().value! } : message));
  }

  private async fileKept(tenant: string, messages: readonly ReadMessage[]): Promise<readonly Filed[]> {
    try {
      return await this.commit(tenant, messages);
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unavailable-shared') throw error;
      const [only, ...others] = messages;
      if (only === undefined) return [];
      if (others.length === 0) return this.park(tenant, only, error);
      const middle = Math.ceil(messages.length / 2);
      const first = await this.fileKept(tenant, messages.slice(0, middle));
      return [...first, ...(await this.fileKept(tenant, messages.slice(middle)))];
    }
  }

  private async commit(tenant: string, messages: readonly ReadMessage[]): Promise<readonly Filed[]> {
    for (let repeats = 0; ; repeats += 1) {
      const fromMs = preciseNow();
      try {
        const filed = await this.database.inTenant(tenant, (transaction) =>
          fileBatch(transaction, tenant, messages, this.parts),
        );
        const done = { fromMs, toMs: preciseNow(), messages: messages.length };
        return filed.map((one) => ({ ...one, transaction: done }));
      } catch (error) {
        if (repeats >= REPEATS_MAX || !REPEATABLE.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  /**
   * A message that fails even alone. When not even that can be written down, only this message waits: it is no reason to
   * stop the others. The books show its number as in flight.
   */
  private async park(tenant: string, message: ReadMessage, error: unknown): Promise<readonly Filed[]> {
    const parked: ReadMessage = { ...message, result: { error: asDefect(error), stage: 'file' } };
    try {
      return await this.commit(tenant, [parked]);
    } catch (stuck) {
      if (stuck instanceof HubError && stuck.kind === 'unavailable-shared') throw stuck;
      this.onStuck(message, stuck);
      if (message.ordered) await this.keepTurn(tenant, message);
      return [{ as: 'delay' }];
    }
  }

  /** Those behind it wait nevertheless. When not even that can be written down, everything goes back. */
  private async keepTurn(tenant: string, { envelope, orderKey = ANY_KEY }: ReadMessage): Promise<void> {
    const { id: messageId, acceptedAt, procedure } = envelope;
    await this.database.inTenant(tenant, async (transaction) => {
      const byKey = await lockOrder(transaction, tenant, [procedure]);
      if (byKey.has(procedure))
        writeTurns(transaction, tenant, [{ messageId, acceptedAt, procedure, orderKey, held: false }]);
    });
  }
}
