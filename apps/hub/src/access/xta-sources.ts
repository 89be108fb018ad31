import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { COMMAND_LINE, Journal } from './journal.js';
import { procedureIdOf } from './procedures.js';
import {
  certificateIn,
  checkServerAddress,
  checkServerSecrets,
  subjectOf,
  type ServerSecrets,
} from './server-credentials.js';

/** The three ports of a server. */
export interface XtaAddresses {
  readonly management: string;
  readonly send: string;
  readonly msgbox: string;
}

export interface NewXtaSource {
  readonly addresses: XtaAddresses;
  readonly party: { readonly identifier: string; readonly type: string };
  /** Undefined: as before. */
  readonly secrets?: ServerSecrets;
  readonly serverCa?: string;
  /** Otherwise it is there to send alone. */
  readonly fetches: boolean;
  readonly intervalSeconds: number;
  /** Whether what cannot be accepted is closed, and so gone from the mailbox. */
  readonly closesRefused: boolean;
}

export interface XtaSourceRow extends Omit<NewXtaSource, 'secrets' | 'serverCa'> {
  readonly procedure: string;
  /** Distinguished name in the certificate that is shown; null where a password is. */
  readonly certificate: string | null;
  readonly certificateEndsAt: Date | null;
  readonly nextAt: Date;
  readonly contactAt: Date | null;
  readonly failures: number;
  readonly lastError: (XtaLeftRow['error'] & { readonly at: string }) | null;
  readonly fetched: number;
  readonly refused: number;
  /** Messages that were left in the mailbox. */
  readonly left: number;
}

/** A message that something stood in the way of: left in the mailbox, or closed unread. */
export interface XtaLeftRow {
  readonly messageId: string;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly values?: Readonly<Record<string, string | number>>;
  };
  readonly tries: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly nextAt: Date | null;
  readonly closedAt: Date | null;
}

/** As `XtaConnection` of xta-client/ has it. */
export interface XtaSourceConnection {
  readonly addresses: XtaAddresses;
  readonly party: { readonly identifier: string; readonly type: string };
  readonly credentials: ServerSecrets & { readonly serverCa?: string };
}

interface SourceRecord {
  readonly management: string;
  readonly send: string;
  readonly msgbox: string;
  readonly party: string;
  readonly partyType: string;
}

/** Servers of XTA that messages of procedures are fetched from, and sent to. */
export class XtaSources {
  private readonly journal: Journal;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    ids: Ids,
  ) {
    this.journal = new Journal(database, clock, ids);
  }

  async list(tenant: string): Promise<readonly XtaSourceRow[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const rows = await transaction.query<SourceRecord & Omit<XtaSourceRow, 'addresses' | 'party'>>(
        `SELECT procedure.name AS procedure, management_url AS management, send_url AS send, msgbox_url AS msgbox, party,
           party_type AS "partyType", certificate, certificate_ends_at AS "certificateEndsAt", fetches,
           interval_seconds AS "intervalSeconds", closes_refused AS "closesRefused", next_at AS "nextAt",
           contact_at AS "contactAt", failures, last_error AS "lastError", fetched::float8, refused::float8,
           (SELECT count(*)::int FROM xta_left AS own WHERE own.tenant_id = xta_source.tenant_id
              AND own.procedure_id = xta_source.procedure_id AND closed_at IS NULL) AS left
         FROM xta_source JOIN procedure ON procedure.tenant_id = xta_source.tenant_id AND procedure.id = procedure_id
         ORDER BY procedure.name`,
      );
      return rows.map(({ management, send, msgbox, party, partyType, certificate, ...row }) => ({
        ...row,
        addresses: { management, send, msgbox },
        party: { identifier: party, type: partyType },
        certificate: certificate === null ? null : subjectOf(certificate, invalid),
      }));
    });
  }

  /** Sets the source of a procedure up, or changes it; it is fetched from at once then. */
  async set(tenant: string, procedure: string, given: NewXtaSource, actor = COMMAND_LINE): Promise<void> {
    const addresses = checkAddresses(given.addresses);
    const certificateEndsAt = checkServerSecrets(given.secrets, invalid);
    if (given.serverCa !== undefined) certificateIn(given.serverCa, invalid);
    await this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const now = this.clock.now();
      const { party, secrets, fetches, intervalSeconds, closesRefused } = given;
      const { management, send, msgbox } = addresses;
      const facts = [management, send, msgbox, party.identifier, party.type, given.serverCa ?? null];
      await transaction.query(
        `INSERT INTO xta_source (tenant_id, procedure_id, management_url, send_url, msgbox_url, party, party_type, server_ca,
           fetches, interval_seconds, closes_refused, created_at, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
         ON CONFLICT (tenant_id, procedure_id) DO UPDATE SET management_url = excluded.management_url,
           send_url = excluded.send_url, msgbox_url = excluded.msgbox_url, party = excluded.party,
           party_type = excluded.party_type, server_ca = excluded.server_ca, fetches = excluded.fetches,
           interval_seconds = excluded.interval_seconds, closes_refused = excluded.closes_refused,
           next_at = excluded.next_at, failures = 0`,
        [tenant, id, ...facts, fetches, intervalSeconds, closesRefused, now],
      );
      if (secrets !== undefined) await replaceSecrets(transaction, { tenant, id }, secrets, certificateEndsAt);
      // Receipts that go this way are tried again at once, too.
      await transaction.query(
        `UPDATE webhook SET url = $3, failures = 0, rest_until = NULL
         WHERE tenant_id = $1 AND procedure_id = $2 AND kind = 'xta'`,
        [tenant, id, send],
      );
      const details = { party: party.identifier, fetches, secrets: secrets === undefined ? 'as before' : 'new' };
      const subject = { kind: 'procedure', id: procedure };
      this.journal.note(transaction, tenant, { actor, action: 'xta-source.set', subject, details });
    });
  }

  /** Nothing is fetched any more. What was left in the mailbox is forgotten here, and still lies there. */
  async remove(tenant: string, procedure: string, actor = COMMAND_LINE): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const [target] = await transaction.query(`SELECT FROM xta_target WHERE procedure_id = $1`, [id]);
      if (target !== undefined) {
        const sentence = 'Receipts of this procedure go by this source: remove its target first.';
        throw new HubError('rejected', 'xta-client.source-in-use', sentence);
      }
      const removed = await transaction.query(
        `DELETE FROM xta_source WHERE tenant_id = $1 AND procedure_id = $2 RETURNING 1`,
        [tenant, id],
      );
      if (removed.length === 0) throw sourceNotSet(procedure);
      const subject = { kind: 'procedure', id: procedure };
      this.journal.note(transaction, tenant, { actor, action: 'xta-source.removed', subject });
    });
  }

  /** What is or was in the mailbox because something stood in its way, the last one first. */
  async left(tenant: string, procedure: string): Promise<readonly XtaLeftRow[]> {
    return this.database.inTenant(tenant, async (transaction) =>
      transaction.query<XtaLeftRow>(
        `SELECT message_id AS "messageId", error, tries, first_at AS "firstAt", last_at AS "lastAt", next_at AS "nextAt",
           closed_at AS "closedAt"
         FROM xta_left WHERE tenant_id = $1 AND procedure_id = $2 ORDER BY last_at DESC, message_id LIMIT 1000`,
        [tenant, await procedureIdOf(transaction, tenant, procedure)],
      ),
    );
  }

  /**
   * Has what was left fetched once more, for example under other limits.
   *
   * @returns how many that are
   */
  async retry(tenant: string, procedure: string, messageId?: string, actor = COMMAND_LINE): Promise<number> {
    return this.database.inTenant(tenant, async (transaction) => {
      const id = await procedureIdOf(transaction, tenant, procedure);
      const now = this.clock.now();
      const freed = await transaction.query(
        `UPDATE xta_left SET next_at = $3
         WHERE tenant_id = $1 AND procedure_id = $2 AND closed_at IS NULL AND ($4::text IS NULL OR message_id = $4)
         RETURNING 1`,
        [tenant, id, now, messageId ?? null],
      );
      await transaction.query(`UPDATE xta_source SET next_at = $3 WHERE tenant_id = $1 AND procedure_id = $2`, [
        tenant,
        id,
        now,
      ]);
      const subject = { kind: 'procedure', id: procedure };
      const details = { messages: freed.length };
      this.journal.note(transaction, tenant, { actor, action: 'xta-source.retried', subject, details });
      return freed.length;
    });
  }

  /**
   * With its secrets, for whoever is about to use it.
   *
   * @param procedure its name
   * @throws HubError `xta-client.source-not-set`
   */
  async connection(tenant: string, procedure: string): Promise<XtaSourceConnection> {
    const found = await readConnection(this.database, tenant, `procedure.name = $2`, procedure);
    if (found === undefined) throw sourceNotSet(procedure);
    return found;
  }
}

/** @param where leads to one procedure by `$2` */
export async function readConnection(
  database: Database,
  tenant: string,
  where: 'procedure.name = $2' | 'procedure.id = $2',
  value: string,
): Promise<XtaSourceConnection | undefined> {
  type Row = SourceRecord & Readonly<Record<keyof ServerSecrets | 'serverCa', string | null>>;
  const [row] = await database.asSystem((transaction) =>
    transaction.query<Row>(
      `SELECT management_url AS management, send_url AS send, msgbox_url AS msgbox, party, party_type AS "partyType",
         certificate, server_ca AS "serverCa", user_name AS "userName", private_key AS "privateKey", password
       FROM procedure JOIN xta_source AS own ON own.tenant_id = procedure.tenant_id AND own.procedure_id = procedure.id
       LEFT JOIN xta_source_secret AS secret
         ON secret.tenant_id = own.tenant_id AND secret.procedure_id = own.procedure_id
       WHERE procedure.tenant_id = $1 AND ${where}`,
      [tenant, value],
    ),
  );
  if (row === undefined) return undefined;
  const { management, send, msgbox, party, partyType, ...credentials } = row;
  const given = Object.entries(credentials).filter(([, text]) => text !== null);
  return {
    addresses: { management, send, msgbox },
    party: { identifier: party, type: partyType },
    credentials: Object.fromEntries(given) as XtaSourceConnection['credentials'],
  };
}

export function sourceNotSet(procedure: string): HubError {
  return new HubError('rejected', 'xta-client.source-not-set', `No XTA source is set up for ${procedure}.`);
}

async function replaceSecrets(
  transaction: Transaction,
  { tenant, id }: { readonly tenant: string; readonly id: string },
  { certificate, privateKey, userName, password }: ServerSecrets,
  certificateEndsAt: Date | undefined,
): Promise<void> {
  await transaction.query(
    `UPDATE xta_source SET certificate = $3, certificate_ends_at = $4, user_name = $5
     WHERE tenant_id = $1 AND procedure_id = $2`,
    [tenant, id, certificate ?? null, certificateEndsAt ?? null, userName ?? null],
  );
  await transaction.query(`DELETE FROM xta_source_secret WHERE tenant_id = $1 AND procedure_id = $2`, [tenant, id]);
  await transaction.query(
    `INSERT INTO xta_source_secret (tenant_id, procedure_id, private_key, password) VALUES ($1, $2, $3, $4)`,
    [tenant, id, privateKey ?? null, password ?? null],
  );
}

function checkAddresses({ management, send, msgbox }: XtaAddresses): XtaAddresses {
  const checked = (text: string): string => checkServerAddress(text, invalid);
  return { management: checked(management), send: checked(send), msgbox: checked(msgbox) };
}

/** @param cause of the reader: what is wrong with a key is not told to anybody */
function invalid(reason: string, cause?: unknown): HubError {
  return new HubError(
    'rejected',
    'xta-client.source-invalid',
    `The XTA source cannot be set up: ${reason}.`,
    { values: { reason } },
    cause === undefined ? undefined : { cause },
  );
}
