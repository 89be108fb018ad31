import type { Database } from '../database/database.js';
import { measuredIn, type Measured } from './measured.js';
import { acceptedAtOf } from './message-id.js';
import { listMessages, type MessageFilter } from './message-list.js';
import { MESSAGE_COLUMNS, MESSAGE_SOURCE, withConfirmations, type MessageState } from './message-state.js';
import type { LedgerError } from './state.js';

export interface AttemptRow {
  readonly id: string;
  readonly outcome: string;
  readonly stage: string;
  readonly error: LedgerError | null;
  readonly connector: string | null;
  readonly connectorVersion: string | null;
  readonly actor: string;
  /** Why a person decided so. */
  readonly reason: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly measured: Measured;
}

/** What the ledger knows about messages. */
export class Messages {
  constructor(private readonly database: Database) {}

  async find(tenant: string, id: string): Promise<MessageState | undefined> {
    const at = acceptedAtOf(id);
    if (at === undefined) return undefined;
    return this.database.inTenant(tenant, async (transaction) => {
      const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
        `SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_SOURCE} WHERE message.tenant_id = $1 AND message.id = $2 AND message.accepted_at = $3`,
        [tenant, id, at],
      );
      return (await withConfirmations(transaction, tenant, rows))[0];
    });
  }

  /** Those of them that a worker has seen, in no order. */
  async findThose(tenant: string, ids: readonly string[]): Promise<readonly MessageState[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const rows = await transaction.query<Omit<MessageState, 'confirmation'>>(
        `SELECT ${MESSAGE_COLUMNS} FROM ${MESSAGE_SOURCE}
         WHERE message.tenant_id = $1 AND message.id = ANY ($2) AND message.accepted_at = ANY ($3)`,
        [tenant, ids, ids.flatMap((id) => acceptedAtOf(id) ?? [])],
      );
      return withConfirmations(transaction, tenant, rows);
    });
  }

  /** @param procedures all of the tenant */
  list(tenant: string, filter: MessageFilter, procedures: readonly string[]): Promise<readonly MessageState[]> {
    return listMessages(this.database, tenant, filter, procedures);
  }

  async attempts(tenant: string, id: string): Promise<readonly AttemptRow[]> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<Omit<AttemptRow, 'measured'> & { readonly measured: (number | null)[] | null }>(
        `SELECT id, outcome, stage, error, connector, connector_version AS "connectorVersion", actor, reason,
           started_at AS "startedAt", ended_at AS "endedAt", measured
         FROM attempt WHERE tenant_id = $1 AND message_id = $2 AND accepted_at = $3 ORDER BY ended_at, id`,
        [tenant, id, acceptedAtOf(id)],
      ),
    );
    return rows.map((row) => ({ ...row, measured: measuredIn(row.measured) }));
  }
}
