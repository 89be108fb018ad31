import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database, type Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { Party, PartyName } from '../ledger/xta/order.js';
import type { Journal } from './journal.js';
import { procedureIdOf, type Actor } from './procedures.js';

export interface PartyRow extends PartyName {
  /** Name of the procedure; null: the tenant itself. */
  readonly procedure: string | null;
  readonly services: readonly string[];
  readonly createdAt: Date;
  /** Messages that its reader has not closed. */
  readonly waiting: number;
  /** Since when the oldest of them may be fetched. */
  readonly oldestAt: Date | null;
}

export interface NewParty extends PartyName {
  /** Name of a procedure; undefined: the tenant itself, what is sent to it is filed. */
  readonly procedure: string | undefined;
  readonly services: readonly string[];
}

const TYPE_LENGTH_MAX = 200;
const IDENTIFIER_LENGTH_MAX = 500;

/** By which identifiers procedures and the tenant itself are addressed over XTA. */
export class XtaParties {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Those of the tenant itself first. */
  list(tenant: string): Promise<readonly PartyRow[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<PartyRow>(
        `SELECT xta_party.type, identifier, procedure.name AS procedure, services, xta_party.created_at AS "createdAt",
           mailbox.waiting, mailbox."oldestAt"
         FROM xta_party LEFT JOIN procedure
           ON procedure.tenant_id = xta_party.tenant_id AND procedure.id = xta_party.procedure_id,
         LATERAL (
           SELECT count(*)::int AS waiting, min(visible_from) AS "oldestAt" FROM xta_message AS waiting
           WHERE waiting.tenant_id = xta_party.tenant_id AND waiting.reader_id = xta_party.procedure_id
             AND reader_type = xta_party.type AND reader_identifier = xta_party.identifier
             AND closed_at IS NULL AND cancelled_at IS NULL
         ) AS mailbox
         ORDER BY procedure.name NULLS FIRST, xta_party.type, identifier`,
      ),
    );
  }

  /** Whom a name means; undefined when nobody here is called so. */
  async find(tenant: string, { type, identifier }: PartyName): Promise<Party | undefined> {
    const [found] = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<Party>(
        `SELECT type, identifier, procedure_id AS procedure, services FROM xta_party
         WHERE tenant_id = $1 AND type = $2 AND identifier = $3`,
        [tenant, type, identifier],
      ),
    );
    return found;
  }

  /** @throws HubError `access.unknown`, `xta.party-exists`, `xta.party-invalid` */
  async add({ tenant, name: actor }: Actor, party: NewParty): Promise<void> {
    const { type, identifier, procedure, services } = party;
    if (!isName(type, TYPE_LENGTH_MAX) || !isName(identifier, IDENTIFIER_LENGTH_MAX) || !services.every(isService))
      throw invalid();
    await onlyOnce(party, () =>
      this.database.inTenant(tenant, async (transaction) => {
        const id = procedure === undefined ? null : await procedureIdOf(transaction, tenant, procedure);
        await transaction.query(
          `INSERT INTO xta_party (tenant_id, id, procedure_id, type, identifier, services, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [tenant, this.ids.uuid(), id, type, identifier, services, this.clock.now()],
        );
        this.note(transaction, { tenant, name: actor }, 'xta-party.added', party);
      }),
    );
  }

  /**
   * From now on nobody is called so. What lies in a mailbox stays there.
   *
   * @throws HubError `xta.party-unknown`
   */
  async remove(by: Actor, { type, identifier }: PartyName): Promise<void> {
    await this.database.inTenant(by.tenant, async (transaction) => {
      const removed = await transaction.query<{ procedure: string | undefined }>(
        `DELETE FROM xta_party WHERE tenant_id = $1 AND type = $2 AND identifier = $3
         RETURNING (SELECT name FROM procedure WHERE procedure.tenant_id = $1 AND procedure.id = procedure_id) AS procedure`,
        [by.tenant, type, identifier],
      );
      if (removed.length === 0) {
        const sentence = `Nobody is called ${identifier} (${type}).`;
        throw new HubError('rejected', 'xta.party-unknown', sentence, { values: { identifier, type } });
      }
      this.note(transaction, by, 'xta-party.removed', {
        type,
        identifier,
        procedure: removed[0]!.procedure ?? undefined,
      });
    });
  }

  private note(
    transaction: Transaction,
    { tenant, name: actor }: Actor,
    action: `xta-party.${string}`,
    { type, identifier, procedure, services }: Omit<NewParty, 'services'> & { readonly services?: readonly string[] },
  ): void {
    const subject = { kind: 'xta-party', id: `${type} ${identifier}` };
    const details = {
      ...(procedure === undefined ? {} : { procedure }),
      ...(services === undefined ? {} : { services }),
    };
    this.journal.note(transaction, tenant, { actor, action, subject, details });
  }
}

/** As a party writes it: what is shown has no control characters, and no space around it that nobody sees. */
function isName(text: string, lengthMax: number): boolean {
  return text !== '' && text.length <= lengthMax && text.trim() === text && !/[\p{Cc}\p{Surrogate}]/u.test(text);
}

function isService(text: string): boolean {
  return isName(text, IDENTIFIER_LENGTH_MAX) && URL.canParse(text);
}

function invalid(): HubError {
  const sentence =
    'A party needs a type of up to 200 characters and an identifier of up to 500, without control characters and space around them; services are URIs.';
  return new HubError('rejected', 'xta.party-invalid', sentence);
}

async function onlyOnce({ type, identifier }: PartyName, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (sqlState(cause) !== '23505') throw cause;
    const sentence = `Somebody is called ${identifier} (${type}) already.`;
    throw new HubError('rejected', 'xta.party-exists', sentence, { values: { identifier, type } }, { cause });
  }
}
