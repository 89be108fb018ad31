import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { COMMAND_LINE, Journal } from './journal.js';
import { procedureIdOf } from './procedures.js';
import { endTarget, setTarget } from './receipt-targets.js';
import { readConnection, sourceNotSet, type XtaSourceConnection } from './xta-sources.js';

/** What receipts are, in the words that were agreed on with their reader. As `Qualifier` of xta-client/ has it. */
export interface XtaQualifier {
  readonly service: string;
  readonly scenario: string;
  readonly messageType: {
    readonly code: string;
    readonly listUri: string;
    readonly listVersion: string;
    readonly payloadSchema: string;
  };
}

export interface NewXtaTarget {
  readonly reader: { readonly identifier: string; readonly type: string };
  readonly qualifier: XtaQualifier;
  /** Otherwise receipts are written down and wait. */
  readonly active: boolean;
}

/** What a receipt is sent with now. */
export interface XtaTarget extends Pick<NewXtaTarget, 'reader' | 'qualifier'> {
  readonly connection: XtaSourceConnection;
}

/**
 * To whom receipts of a procedure go by its XTA source. Its row in `webhook` is the target of the outbox, of the kind `xta`:
 * the circuit, what waits and what was stopped are those of every target.
 */
export class XtaTargets {
  private readonly journal: Journal;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.journal = new Journal(database, clock, ids);
  }

  /** @throws HubError `xta-client.source-not-set`, another kind of target */
  async set(tenant: string, procedure: string, given: NewXtaTarget, actor = COMMAND_LINE): Promise<void> {
    const { reader, qualifier, active } = given;
    await this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const [source] = await transaction.query<{ url: string }>(
        `SELECT send_url AS url FROM xta_source WHERE tenant_id = $1 AND procedure_id = $2 FOR KEY SHARE`,
        [tenant, id],
      );
      if (source === undefined) throw sourceNotSet(procedure);
      await setTarget(transaction, { tenant, id }, { kind: 'xta', url: source.url, active }, this.clock.now());
      await transaction.query(
        `INSERT INTO xta_target (tenant_id, procedure_id, reader, reader_type, qualifier) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (tenant_id, procedure_id) DO UPDATE
           SET reader = excluded.reader, reader_type = excluded.reader_type, qualifier = excluded.qualifier`,
        [tenant, id, reader.identifier, reader.type, JSON.stringify(qualifier)],
      );
      this.note(transaction, tenant, actor, 'xta-target.set', procedure, { reader: reader.identifier, active });
    });
  }

  /**
   * Receipts go no more. What has not arrived yet is stopped, and can be released when there is a target again.
   *
   * @returns how many receipts were stopped
   */
  async remove(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<number> {
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const message = 'The XTA target of the procedure was removed before the receipt had arrived.';
      const why = { code: 'xta-client.target-removed', message };
      const stopped = await endTarget(transaction, { tenant, id }, 'xta', why, this.clock.now());
      if (stopped === undefined) throw targetNotSet(procedure);
      this.note(transaction, tenant, actor, 'xta-target.removed', procedure, { stopped });
      return stopped;
    });
  }

  private note(
    transaction: Transaction,
    tenant: string,
    actor: string,
    action: `xta-target.${string}`,
    procedure: string,
    details: Readonly<Record<string, unknown>>,
  ): void {
    this.journal.note(transaction, tenant, { actor, action, subject: { kind: 'procedure', id: procedure }, details });
  }
}

/** @param procedure its id. @throws HubError `xta-client.target-not-set` */
export async function readXtaTarget(database: Database, tenant: string, procedure: string): Promise<XtaTarget> {
  const [found] = await database.asSystem((transaction) =>
    transaction.query<{ reader: string; readerType: string; qualifier: XtaQualifier }>(
      `SELECT reader, reader_type AS "readerType", qualifier FROM xta_target WHERE tenant_id = $1 AND procedure_id = $2`,
      [tenant, procedure],
    ),
  );
  const connection = await readConnection(database, tenant, 'procedure.id = $2', procedure);
  if (found === undefined || connection === undefined) throw targetNotSet(procedure);
  const { reader, readerType, qualifier } = found;
  return { connection, reader: { identifier: reader, type: readerType }, qualifier };
}

function targetNotSet(procedure: string): HubError {
  return new HubError('rejected', 'xta-client.target-not-set', `No XTA target is set up for ${procedure}.`);
}
