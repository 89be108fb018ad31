/**
 * What stands still, by cause: kind, code, version of the connector, place in the message, and what is in the way. Triggers
 * keep the rows (migration 0023); here they are read, and operators write down what they found out.
 */
import type { Database, Transaction } from '../database/database.js';
import type { LedgerError } from './state.js';
import { stoppedSource, type StoppedFilter, type StoppedState } from './stopped.js';

/** The messages of one cause that stand still now. */
export interface CauseGroup {
  readonly id: string;
  readonly kind: LedgerError['kind'];
  readonly code: string;
  readonly stage: LedgerError['stage'];
  readonly connector: string | null;
  readonly connectorVersion: string | null;
  readonly path: string | null;
  readonly target: string | null;
  /** When a message first stopped for it, also one that was released since. */
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly count: number;
  readonly procedures: readonly { readonly id: string; readonly count: number }[];
  /** How many stopped in each of the last 24 hours, the oldest first. */
  readonly trend: readonly number[];
  readonly notes: number;
  /** Errors of the first and the last message of it. */
  readonly examples: readonly LedgerError[];
}

export interface CauseNote {
  readonly id: string;
  readonly at: Date;
  readonly author: string;
  readonly content: string;
}

interface CountRow {
  readonly cause: string;
  readonly procedure: string;
  /** How many whole hours ago they stopped; null when that is longer ago than the trend goes back. */
  readonly hoursAgo: number | null;
  readonly count: number;
  readonly lastSeen: Date;
}

type CauseRow = Pick<
  CauseGroup,
  'id' | 'kind' | 'code' | 'stage' | 'connector' | 'connectorVersion' | 'path' | 'target' | 'firstSeen' | 'notes'
> & { readonly first: LedgerError | null; readonly last: LedgerError | null };

const TREND_HOURS = 24;
/** Nobody reads more; a filter finds the others. */
export const GROUPS_MAX = 500;

export class Causes {
  constructor(private readonly database: Database) {}

  /** Those with most messages first, `GROUPS_MAX` at most. */
  async groups(tenant: string, filter: StoppedFilter, now: Date): Promise<readonly CauseGroup[]> {
    return this.database.inTenant(tenant, async (transaction) => {
      const counts = byCause(await countGroups(transaction, tenant, filter, now));
      const largest = [...counts.keys()].toSorted((one, other) => sumOf(counts, other) - sumOf(counts, one));
      const causes = await readCauses(transaction, tenant, largest.slice(0, GROUPS_MAX), filter.state);
      return causes
        .map(({ first, last, ...cause }) => {
          const own = counts.get(cause.id) ?? [];
          return {
            ...cause,
            count: sumOf(counts, cause.id),
            lastSeen: own.reduce((latest, { lastSeen }) => (lastSeen > latest ? lastSeen : latest), new Date(0)),
            procedures: byProcedure(own),
            trend: trendOf(own),
            examples: [first, last].filter((error) => error !== null),
          };
        })
        .toSorted((one, other) => other.count - one.count || one.id.localeCompare(other.id));
    });
  }

  /** How many messages are parked, and how many wait. */
  async counts(tenant: string): Promise<Readonly<Record<StoppedState, number>>> {
    const rows = await this.database.inTenant(tenant, (transaction) =>
      transaction.query<{ state: StoppedState; count: number }>(
        'SELECT state, count(*)::int AS count FROM stopped_message WHERE tenant_id = $1 GROUP BY state',
        [tenant],
      ),
    );
    const countOf = (state: StoppedState): number => rows.find((row) => row.state === state)?.count ?? 0;
    return { parked: countOf('parked'), waiting: countOf('waiting') };
  }

  /** What is written down about a cause; undefined when there never was one of this id. */
  async notes(tenant: string, cause: string): Promise<readonly CauseNote[] | undefined> {
    return this.database.inTenant(tenant, async (transaction) => {
      const [known] = await transaction.query('SELECT FROM cause WHERE tenant_id = $1 AND id = $2', [tenant, cause]);
      if (known === undefined) return undefined;
      return transaction.query<CauseNote>(
        'SELECT id, at, author, content FROM cause_note WHERE tenant_id = $1 AND cause_id = $2 ORDER BY at, id',
        [tenant, cause],
      );
    });
  }
}

/** @returns false when there is no such cause */
export async function writeNote(
  transaction: Transaction,
  tenant: string,
  cause: string,
  { id, at, author, content }: CauseNote,
): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO cause_note (tenant_id, id, cause_id, at, author, content)
     SELECT tenant_id, $3, id, $4, $5, $6 FROM cause WHERE tenant_id = $1 AND id = $2 RETURNING id`,
    [tenant, cause, id, at, author, content],
  );
  return rows.length > 0;
}

function byCause(rows: readonly CountRow[]): ReadonlyMap<string, readonly CountRow[]> {
  const groups = new Map<string, CountRow[]>();
  for (const row of rows) {
    const group = groups.get(row.cause);
    if (group === undefined) groups.set(row.cause, [row]);
    else group.push(row);
  }
  return groups;
}

function sumOf(groups: ReadonlyMap<string, readonly CountRow[]>, cause: string): number {
  return (groups.get(cause) ?? []).reduce((sum, { count }) => sum + count, 0);
}

/** All that is counted, at one go: with a word each further look would look for it again. */
async function countGroups(
  transaction: Transaction,
  tenant: string,
  filter: StoppedFilter,
  now: Date,
): Promise<CountRow[]> {
  const { sql, values } = stoppedSource(tenant, { filter });
  const at = `$${values.length + 1}::timestamptz`;
  return transaction.query<CountRow>(
    `SELECT cause_id AS cause, procedure_id AS procedure, CASE WHEN since > ${at} - interval '${TREND_HOURS} hours'
         THEN floor(extract(epoch FROM ${at} - since) / 3600)::int END AS "hoursAgo",
       count(*)::int AS count, max(since) AS "lastSeen"
     FROM ${sql} GROUP BY 1, 2, 3`,
    [...values, now],
  );
}

function byProcedure(rows: readonly CountRow[]): CauseGroup['procedures'] {
  const counts = new Map<string, number>();
  for (const { procedure, count } of rows) counts.set(procedure, (counts.get(procedure) ?? 0) + count);
  return [...counts].map(([id, count]) => ({ id, count })).toSorted((one, other) => other.count - one.count);
}

function trendOf(rows: readonly CountRow[]): readonly number[] {
  const trend = Array.from({ length: TREND_HOURS }, () => 0);
  for (const { hoursAgo, count } of rows) {
    if (hoursAgo === null) continue;
    // A clock that was ahead: it has stopped just now.
    const hour = TREND_HOURS - 1 - Math.max(hoursAgo, 0);
    trend[hour] = (trend[hour] ?? 0) + count;
  }
  return trend;
}

async function readCauses(
  transaction: Transaction,
  tenant: string,
  ids: readonly string[],
  state: StoppedState,
): Promise<CauseRow[]> {
  return transaction.query<CauseRow>(
    `SELECT id, kind, code, stage, connector, connector_version AS "connectorVersion", path, target,
       first_seen AS "firstSeen", ${errorOf('ASC')} AS first, ${errorOf('DESC')} AS last,
       (SELECT count(*)::int FROM cause_note WHERE cause_note.tenant_id = $1 AND cause_id = cause.id) AS notes
     FROM cause WHERE tenant_id = $1 AND id = ANY ($2::uuid[])`,
    [tenant, ids, state],
  );
}

/** The error of the first or the last message of a cause. */
function errorOf(direction: 'ASC' | 'DESC'): string {
  return `(SELECT CASE one.state WHEN 'parked' THEN submission.error ELSE message.waiting END
     FROM (SELECT * FROM stopped_message WHERE tenant_id = $1 AND cause_id = cause.id AND state = $3
       ORDER BY accepted_at ${direction}, message_id ${direction} LIMIT 1) AS one
     LEFT JOIN submission ON submission.tenant_id = $1 AND submission.id = one.submission_id
     LEFT JOIN message ON message.tenant_id = $1 AND message.id = one.message_id AND message.accepted_at = one.accepted_at)`;
}
