import type { Database } from '../database/database.js';

/** What became of a month whose retention is over. */
export interface DroppedMonth {
  /** `payload`: what the messages said. `message`: everything the ledger has of them. */
  readonly what: 'payload' | 'message';
  /** `YYYY-MM` */
  readonly month: string;
  readonly dropped: boolean;
  /** Messages that are parked or not settled, because of which it stays. */
  readonly keptFor?: number;
}

export interface Retention {
  readonly payloadRetentionDays: number;
  readonly messageRetentionMonths: number;
}

interface Due {
  readonly what: DroppedMonth['what'];
  readonly first: string;
}

/**
 * Drops the months whose retention is over, oldest first. The database looks after what must stay, and writes down what
 * was dropped.
 *
 * @param onProblem called for a month that could not be dropped this time; the others are not kept from it
 */
export async function dropOldMonths(
  database: Database,
  now: Date,
  { payloadRetentionDays, messageRetentionMonths }: Retention,
  onProblem: (error: unknown) => void,
): Promise<readonly DroppedMonth[]> {
  const due = await database.asSystem((transaction) =>
    transaction.query<Due>(DUE, [now, payloadRetentionDays, messageRetentionMonths]),
  );
  const all: DroppedMonth[] = [];
  for (const { what, first } of due) {
    try {
      const [row] = await database.asSystem(async (transaction) => {
        await transaction.query('SET LOCAL statement_timeout = 0');
        return transaction.query<{ facts: DroppedMonth | null }>('SELECT fachwerk_drop_month($1, $2) AS facts', [
          what,
          first,
        ]);
      });
      if (row?.facts != null) all.push(row.facts);
    } catch (error) {
      onProblem(error);
    }
  }
  return all;
}

/**
 * The last moment of the month counts: a message is kept for at least as long as its retention says. So it does by the
 * clock of the database: one worker whose clock is years ahead must not drop what cannot be brought back.
 */
const DUE = `WITH partition AS (
    SELECT parent, to_date(right(relname, 7), 'YYYY_MM') AS first
    FROM unnest(ARRAY['payload', 'message']) AS parent
      JOIN pg_inherits ON inhparent = parent::regclass JOIN pg_class ON pg_class.oid = inhrelid
    WHERE relname ~ ('^' || parent || '_[0-9]{4}_[0-9]{2}$')
  )
  SELECT parent AS what, to_char(first, 'YYYY-MM-DD') AS first FROM partition
  WHERE (first + interval '1 month') AT TIME ZONE 'UTC' <= CASE parent
    WHEN 'payload' THEN least($1::timestamptz, now()) - make_interval(days => $2)
    ELSE least($1::timestamptz, now()) - make_interval(months => $3) END
  ORDER BY first, parent DESC`;
