import type { Clock, Ids } from '../config/clock.js';
import type { Database, Transaction } from '../database/database.js';

/** What an entry is about, for example `{ kind: 'procedure', id: 'invoices' }`. */
export interface JournalSubject {
  readonly kind: string;
  readonly id: string;
  /** As people knew it then. */
  readonly title?: string | undefined;
}

/** Who did what. Neither secrets nor contents of messages belong here: nobody can take an entry back. */
export interface JournalEntry {
  /** Of version 7, from `Ids`: the order of entries is that of their ids. */
  readonly id: string;
  readonly at: Date;
  /** `PersonPrincipal.name`, or one of those below in parentheses, which no person is called. */
  readonly actor: string;
  /** What and how: `person.created`, `message.released`. */
  readonly action: `${string}.${string}`;
  readonly subject?: JournalSubject | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** Somebody who did not prove to be anybody. */
export const NOBODY = '(unknown)';
/** Whom an OpenID provider vouches for is made known here by it. */
export const IDENTITY_PROVIDER = '(identity provider)';
/** Whoever may use the database of the hub. */
export const COMMAND_LINE = '(command line)';

/** Writes an entry in the transaction of what it tells of, so that there is none without the other. Append-only. */
export function writeJournal(transaction: Transaction, tenant: string, entry: JournalEntry): void {
  const { id, at, actor, action, subject, details = {} } = entry;
  transaction.send(
    `INSERT INTO journal (tenant_id, id, at, actor, action, subject_kind, subject_id, subject_title, details)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tenant,
      id,
      at,
      actor,
      action,
      subject?.kind ?? null,
      subject?.id ?? null,
      subject?.title ?? null,
      JSON.stringify(details),
    ],
  );
}

export interface JournalFilter {
  readonly actor?: string;
  readonly action?: string;
  readonly subjectKind?: string;
  readonly subjectId?: string;
  /** The last entry of the page before. */
  readonly after?: string;
  readonly limit: number;
}

export interface JournalRow {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly subjectTitle: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export class Journal {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** `writeJournal` with an id, and now. */
  note(transaction: Transaction, tenant: string, entry: Omit<JournalEntry, 'id' | 'at'>): void {
    writeJournal(transaction, tenant, { ...entry, id: this.ids.uuid(), at: this.clock.now() });
  }

  /** Newest first. */
  async list(tenant: string, filter: JournalFilter): Promise<readonly JournalRow[]> {
    const conditions = ['tenant_id = $1'];
    const values: unknown[] = [tenant];
    const where = (condition: string, value: string | undefined): void => {
      if (value === undefined) return;
      values.push(value);
      conditions.push(`${condition} $${values.length}`);
    };
    where('actor =', filter.actor);
    where('action =', filter.action);
    where('subject_kind =', filter.subjectKind);
    where('subject_id =', filter.subjectId);
    where('id <', filter.after);
    values.push(filter.limit);
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<JournalRow>(
        `SELECT id, at, actor, action, subject_kind AS "subjectKind", subject_id AS "subjectId",
           subject_title AS "subjectTitle", details
         FROM journal WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT $${values.length}`,
        values,
      ),
    );
  }
}
