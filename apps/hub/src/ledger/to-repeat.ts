/** What a hub that was restored knows to be missing: what senders repeat, and what an operator releases. */
import type { Database } from '../database/database.js';
import { UNSEEN } from './unsettled.js';

/** Numbers that a gateway gave out. */
export interface LostRange {
  readonly gateway: string;
  readonly epoch: string;
  readonly firstSeq: number;
  /** Null: this one and all that came behind it. */
  readonly lastSeq: number | null;
  readonly from: string;
  /** Null: until the old hub stopped. */
  readonly to: string | null;
}

export interface ToRepeat {
  readonly tenant: string;
  readonly procedure: string;
  /** Whoever repeats all from here on, with the same keys, repeats enough. */
  readonly from: string;
  readonly ranges: readonly LostRange[];
  /** Wait in the restored exchange, and are filed by themselves when the hub runs on it. */
  readonly waiting: number;
  /** Were known to a worker, and are neither settled nor in the exchange: an operator releases them, or they are repeated. */
  readonly unsettled: number;
}

interface Row {
  readonly procedure: string;
  readonly ranges: readonly LostRange[];
  readonly waiting: string;
  readonly unsettled: string;
}

/**
 * @param takenAt when the backup was taken: what was accepted later is not in it
 */
export async function listToRepeat(database: Database, takenAt: string): Promise<readonly ToRepeat[]> {
  const tenants = await database.asSystem((transaction) =>
    transaction.query<{ id: string; name: string }>('SELECT id, name FROM tenant ORDER BY name'),
  );
  const all: ToRepeat[] = [];
  for (const { id, name } of tenants) {
    const held = await waitingStamps(database, id);
    const rows = await database.inTenant(id, async (transaction) => {
      await transaction.query('SET LOCAL statement_timeout = 0');
      return transaction.query<Row>(TO_REPEAT, [
        id,
        takenAt,
        held.map((stamp) => stamp.procedure),
        held.map((stamp) => stamp.epoch),
        held.map((stamp) => stamp.seq),
      ]);
    });
    for (const { procedure, ranges, waiting, unsettled } of rows) {
      const from = [takenAt, ...ranges.map((range) => range.from)].toSorted()[0]!;
      all.push({ tenant: name, procedure, from, ranges, waiting: Number(waiting), unsettled: Number(unsettled) });
    }
  }
  return all;
}

interface WaitingStamp {
  readonly procedure: string;
  readonly epoch: string;
  readonly seq: string;
}

/** Numbers of the messages that the exchange on the database has, out of their envelopes (see envelope.ts and lane.ts). */
function waitingStamps(database: Database, tenant: string): Promise<WaitingStamp[]> {
  return database.asSystem((transaction) =>
    transaction.query<WaitingStamp>(
      `SELECT split_part(lane, '.', 3) AS procedure, stamp->>'epoch' AS epoch, stamp->>'seq' AS seq FROM exchange_message,
         LATERAL (SELECT ('x' || encode(substring(bytes FROM 1 FOR 4), 'hex'))::bit(32)::int AS length) AS head,
         LATERAL (SELECT convert_from(substring(bytes FROM 5 FOR length), 'UTF8')::jsonb->'stamp' AS stamp) AS envelope
       WHERE split_part(lane, '.', 1) IN ('in', 'ordered') AND split_part(lane, '.', 2) = $1`,
      [tenant],
    ),
  );
}

const INSTANT = `to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const instant = (expression: string): string => INSTANT.replace('%s', expression);

/**
 * Lost may be what gateways told and no worker has seen; between the last number told and the last one seen, what was not
 * seen; and everything behind the last number known, of each gateway's last start, and of an earlier start that ended so
 * shortly before the last message seen that what came at its end may not have been seen yet.
 */
const TO_REPEAT = `${UNSEEN}, waiting AS (
    SELECT procedure_id, epoch, seq FROM unnest($3::uuid[], $4::uuid[], $5::bigint[]) AS given(procedure_id, epoch, seq)
  ), waiting_numbers AS (
    SELECT procedure_id, epoch, range_agg(int8range(seq, seq, '[]')) AS numbers FROM waiting GROUP BY 1, 2
  ), known AS (
    SELECT procedure_id, gateway, epoch, coalesce(max(told), 0) AS told, coalesce(max(got), 0) AS got,
      coalesce(max(told_at), min(got_at) - interval '1 minute') AS told_at, greatest(max(told_at), max(got_at)) AS at
    FROM (
      SELECT procedure_id, gateway, epoch, last_seq AS told, last_at AS told_at, NULL::bigint AS got, NULL::timestamptz AS got_at
      FROM intake_tally WHERE tenant_id = $1
      UNION ALL SELECT procedure_id, gateway, epoch, NULL, NULL, seq, accepted_at FROM message WHERE tenant_id = $1
    ) AS numbered GROUP BY 1, 2, 3
  ), ranked AS (
    SELECT *, row_number() OVER (PARTITION BY procedure_id, gateway ORDER BY at DESC) AS start,
      (SELECT max(accepted_at) FROM message WHERE tenant_id = $1 AND message.procedure_id = known.procedure_id) AS seen_until
    FROM known
  ), lost AS (
    SELECT procedure_id, gateway, epoch, lower(part) AS first, upper(part) - 1 AS last, first_at AS from_at, last_at AS to_at
    FROM unseen LEFT JOIN waiting_numbers AS held USING (procedure_id, epoch),
      unnest(unseen.numbers - coalesce(held.numbers, '{}'::int8multirange)) AS part
    UNION ALL
    SELECT procedure_id, gateway, epoch, lower(part), upper(part) - 1, told_at, at
    FROM known LEFT JOIN seen USING (procedure_id, epoch) LEFT JOIN waiting_numbers AS held USING (procedure_id, epoch),
      unnest(int8multirange(int8range(told + 1, greatest(told, got) + 1)) - coalesce(seen.numbers, '{}'::int8multirange)
        - coalesce(held.numbers, '{}'::int8multirange)) AS part
    UNION ALL
    SELECT procedure_id, gateway, epoch, greatest(told, got) + 1, NULL, least(at, $2::timestamptz), NULL FROM ranked
    WHERE start = 1 OR at >= seen_until - interval '1 minute'
  )
  SELECT procedure.name AS procedure,
    coalesce((SELECT jsonb_agg(jsonb_build_object('gateway', gateway, 'epoch', epoch, 'firstSeq', first, 'lastSeq', last,
        'from', ${instant('from_at')}, 'to', ${instant('to_at')}) ORDER BY from_at, gateway, first)
      FROM lost WHERE procedure_id = procedure.id), '[]') AS ranges,
    (SELECT count(*) FROM waiting WHERE procedure_id = procedure.id) AS waiting,
    (SELECT count(*) FROM message WHERE message.tenant_id = $1 AND procedure_id = procedure.id AND settled_at IS NULL
       AND NOT EXISTS (SELECT FROM waiting WHERE waiting.procedure_id = message.procedure_id
         AND waiting.epoch = message.epoch AND waiting.seq = message.seq)) AS unsettled
  FROM procedure WHERE procedure.tenant_id = $1 ORDER BY procedure.name`;
