import { createHash } from 'node:crypto';
import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import type { LedgerError } from '../ledger/state.js';
import type { Journal } from './journal.js';
import { named } from './named.js';
import type { PersonPrincipal } from './principal.js';
import { parseRate } from './rate.js';
import type { ReceiptKind } from './receipt-targets.js';
import { PAUSED, type OperatorPause, type SpecialistProcedure } from './snapshot.js';

/** Who changes something, as the journal names it. */
export type Actor = Pick<PersonPrincipal, 'tenant' | 'name'>;

/** Whom to call about a procedure. */
export interface Contact {
  readonly name?: string;
  readonly mail?: string;
  readonly phone?: string;
}

export interface NewProcedure {
  readonly name: string;
  readonly title: string;
  readonly connector: string;
  /** Null: the newest that is installed and not retired. */
  readonly connectorVersion?: string | null;
  readonly settings: unknown;
  readonly validation?: SpecialistProcedure['validation'];
  readonly order?: SpecialistProcedure['order'];
  /** As `50/s` or `600/min`, null for no limit. */
  readonly rate?: string | null;
  readonly contact?: Contact | null;
}

export type ProcedureChange = Partial<Omit<NewProcedure, 'name'>>;

export interface ProcedureRow extends Required<NewProcedure> {
  readonly createdAt: Date;
  /** Why its messages wait, as the last worker wrote it down; null when they do not. */
  readonly waiting: (LedgerError & { readonly since: string }) | null;
  /** By an operator; null when it is not. */
  readonly paused: OperatorPause | null;
}

export interface ProcedureWithKeys extends ProcedureRow {
  readonly validKeys: number;
  /** When the first of the valid keys ends; null when none does. */
  readonly nextKeyEnd: Date | null;
  readonly validCertificates: number;
  /** When the first of them ends; null when there is none. */
  readonly nextCertificateEnd: Date | null;
  /** How its receipts go to it; null when it fetches them. */
  readonly receiptsBy: ReceiptKind | null;
}

/** @throws HubError `connector.unknown`, `connector.version-unknown`, `settings.invalid` with all problems */
export type CheckSettings = (connector: string, version: string | null, settings: unknown) => void;

const COLUMNS = `name, title, connector, connector_version AS "connectorVersion", settings, validation, filing_order AS "order", rate, contact,
  created_at AS "createdAt", pause_cause AS waiting, ${PAUSED} AS paused`;
const CHANGEABLE = [
  'title',
  'connector',
  'connectorVersion',
  'settings',
  'validation',
  'order',
  'rate',
  'contact',
] as const;
/** What is changed of these has to fit together. */
const CHECKED: readonly (typeof CHANGEABLE)[number][] = ['connector', 'connectorVersion', 'settings'];

/** Specialist procedures of a tenant, as administrators see and change them, over HTTP and by the command line. */
export class Procedures {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly check: CheckSettings,
  ) {}

  /** By name. */
  list(tenant: string): Promise<readonly ProcedureWithKeys[]> {
    return this.read(tenant, undefined);
  }

  /** @throws HubError `access.unknown` */
  async one(tenant: string, name: string): Promise<ProcedureWithKeys> {
    const [found] = await this.read(tenant, name);
    if (found === undefined) throw unknownProcedure(name);
    return found;
  }

  /**
   * @returns its id
   * @throws HubError `access.exists`, `access.name-invalid`, `access.rate-invalid`, and what the settings are refused with
   */
  async create({ tenant, name: actor }: Actor, procedure: NewProcedure): Promise<string> {
    const { name, title, connector, settings } = procedure;
    const { connectorVersion = null, validation = 'when-installed', order = 'none' } = procedure;
    const { rate = null, contact = null } = procedure;
    this.check(connector, connectorVersion, settings);
    if (rate !== null) parseRate(rate);
    const id = this.ids.uuid();
    await named(`procedure ${name}`, () =>
      this.database.inTenant(tenant, async (transaction) => {
        await transaction.query(
          `INSERT INTO procedure (tenant_id, id, name, title, connector, settings, validation, filing_order, ever_ordered,
             rate, contact, created_at, connector_version)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8 = 'by-key', $9, $10, $11, $12)`,
          [
            tenant,
            id,
            name,
            title,
            connector,
            JSON.stringify(settings),
            validation,
            order,
            rate,
            contactJson(contact),
            this.clock.now(),
            connectorVersion,
          ],
        );
        const details = { connector, connectorVersion, settings, validation, order, rate };
        const subject = { kind: 'procedure', id: name, title };
        this.journal.note(transaction, tenant, { actor, action: 'procedure.created', subject, details });
      }),
    );
    return id;
  }

  /**
   * Changes what is given and keeps the rest. Gateways and workers know within seconds; messages that wait for a setting
   * go on by themselves. A change of the order waits until no worker files messages of the procedure.
   *
   * @param revision of what the change was made from; undefined changes whatever is there
   * @throws HubError `access.unknown`, `procedure.changed` when somebody was faster, `access.rate-invalid`, and what the
   *   settings are refused with
   */
  async change(
    { tenant, name: actor }: Actor,
    name: string,
    change: ProcedureChange,
    revision?: string,
  ): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      // Filing, whose rows refer to the procedure, is not held up.
      const [before] = await transaction.query<ProcedureRow>(
        `SELECT ${COLUMNS} FROM procedure WHERE tenant_id = $1 AND name = $2 FOR NO KEY UPDATE`,
        [tenant, name],
      );
      if (before === undefined) throw unknownProcedure(name);
      if (revision !== undefined && revision !== revisionOf(before)) throw overtaken(name);
      const after = { ...before, ...versionFor(before, change), ...change };
      const changed = CHANGEABLE.filter((field) => sameOf(before[field]) !== sameOf(after[field]));
      if (changed.some((field) => CHECKED.includes(field))) {
        this.check(after.connector, after.connectorVersion, after.settings);
      }
      if (after.rate !== null) parseRate(after.rate);
      if (changed.length === 0) return;
      await transaction.query(
        `UPDATE procedure SET title = $3, connector = $4, settings = $5, validation = $6, filing_order = $7,
           ever_ordered = ever_ordered OR $7 = 'by-key', rate = $8, contact = $9,
           connector_version = $10
         WHERE tenant_id = $1 AND name = $2`,
        [
          tenant,
          name,
          after.title,
          after.connector,
          JSON.stringify(after.settings),
          after.validation,
          after.order,
          after.rate,
          contactJson(after.contact),
          after.connectorVersion,
        ],
      );
      const subject = { kind: 'procedure', id: name, title: after.title };
      const details = detailsOf(changed, before, after);
      this.journal.note(transaction, tenant, { actor, action: 'procedure.changed', subject, details });
    });
  }

  private read(tenant: string, name: string | undefined): Promise<readonly ProcedureWithKeys[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<ProcedureWithKeys>(
        `SELECT ${COLUMNS}, valid."validKeys", valid."nextKeyEnd", shown."validCertificates", shown."nextCertificateEnd",
           (SELECT kind FROM webhook WHERE tenant_id = procedure.tenant_id AND procedure_id = procedure.id) AS "receiptsBy"
         FROM procedure, LATERAL (
           SELECT count(*)::int AS "validKeys", min(expires_at) AS "nextKeyEnd" FROM api_key
           WHERE tenant_id = procedure.tenant_id AND procedure_id = procedure.id AND revoked_at IS NULL
             AND (expires_at IS NULL OR expires_at > $3)
         ) AS valid, LATERAL (
           SELECT count(*)::int AS "validCertificates", min(not_after) AS "nextCertificateEnd" FROM procedure_certificate
           WHERE tenant_id = procedure.tenant_id AND procedure_id = procedure.id AND revoked_at IS NULL
             AND not_before <= $3 AND not_after > $3
         ) AS shown
         WHERE tenant_id = $1 AND ($2::text IS NULL OR name = $2) ORDER BY name`,
        [tenant, name ?? null, this.clock.now()],
      ),
    );
  }
}

/** Another one after every change of what people change: who changes the one that is gone is told so. */
export function revisionOf(procedure: ProcedureRow): string {
  const values = CHANGEABLE.map((field) => procedure[field]);
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22);
}

/** Another connector does not have the version of the one before. */
function versionFor(before: ProcedureRow, change: ProcedureChange): Pick<ProcedureRow, 'connectorVersion'> {
  const stays = change.connector === undefined || change.connector === before.connector;
  return { connectorVersion: stays ? before.connectorVersion : null };
}

/** @throws HubError `access.unknown` */
export async function procedureIdOf(transaction: Transaction, tenant: string, name: string): Promise<string> {
  const [found] = await transaction.query<{ id: string }>(
    'SELECT id FROM procedure WHERE tenant_id = $1 AND name = $2',
    [tenant, name],
  );
  if (found === undefined) throw unknownProcedure(name);
  return found.id;
}

export function unknownProcedure(name: string): HubError {
  return new HubError('rejected', 'access.unknown', `There is no procedure ${name}.`);
}

function overtaken(name: string): HubError {
  const sentence = `Somebody changed the procedure ${name} in the meantime: read it again.`;
  return new HubError('rejected', 'procedure.changed', sentence);
}

function contactJson(contact: Contact | null): string | null {
  return contact === null ? null : JSON.stringify(contact);
}

/** Members in one order, as the database keeps them in another one than they were sent in. */
function sameOf(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** What it was and what it is. Of settings those that differ; of people who are called that they do. */
function detailsOf(
  changed: readonly (typeof CHANGEABLE)[number][],
  before: ProcedureRow,
  after: ProcedureRow,
): Readonly<Record<string, unknown>> {
  const plain = changed.filter((field) => field !== 'settings' && field !== 'contact');
  const of = (row: ProcedureRow): Record<string, unknown> => ({
    ...Object.fromEntries(plain.map((field) => [field, row[field]])),
    ...(changed.includes('settings') ? { settings: differing(row.settings, row === before ? after : before) } : {}),
  });
  return { before: of(before), after: of(after), ...(changed.includes('contact') ? { contact: 'changed' } : {}) };
}

function differing(settings: unknown, other: ProcedureRow): unknown {
  if (!isObject(settings) || !isObject(other.settings)) return settings;
  const others = other.settings;
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => sameOf(value) !== sameOf(others[name])));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
