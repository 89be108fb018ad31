/**
 * Whose turn it is, where a procedure is filed by order. A turn is a row for each message that a worker has had and that
 * is neither filed nor rejected: parked, delayed, waiting, or held because of another one. Its position says in which
 * order messages of the same order key are filed; what has no turn yet comes behind all that have one.
 */
import type { Database, Transaction } from '../database/database.js';
import { corrected } from './corrections.js';
import type { Envelope, Travelling } from './envelope.js';
import type { Releasable } from './reopen.js';

/** Instead of an order key that is not known: it may be any. */
export const ANY_KEY = '';

export interface Turn {
  readonly messageId: string;
  readonly position: number;
}

export interface NewTurn {
  readonly messageId: string;
  readonly acceptedAt: Date | string;
  readonly procedure: string;
  readonly orderKey: string;
  /** The ledger alone has it from now on. */
  readonly held: boolean;
}

/**
 * Locks procedures until the end of the transaction, in which nobody else can then file messages of them: a worker that
 * lost its lane, and does not know, finds what another one has filed or held meanwhile.
 *
 * @returns the ones that are filed by order
 */
export async function lockOrder(
  transaction: Transaction,
  tenant: string,
  procedures: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await transaction.query<{ id: string; order: string }>(
    {
      name: 'lock-order',
      text: `SELECT id, filing_order AS "order" FROM procedure WHERE tenant_id = $1 AND id = ANY ($2::uuid[])
        ORDER BY id FOR NO KEY UPDATE`,
    },
    [tenant, procedures],
  );
  return new Set(rows.flatMap(({ id, order }) => (order === 'by-key' ? id : [])));
}

export interface AskedTurns {
  /** Messages whose own turns are asked for. */
  readonly ids: readonly string[];
  readonly keys: readonly { readonly procedure: string; readonly orderKey: string }[];
}

export interface KnownTurns {
  readonly own: ReadonlyMap<string, number>;
  /** The first turn of each key, among other messages than those asked for; same order as the keys. */
  readonly others: readonly (Turn | undefined)[];
}

/** Call it after `lockOrder`. */
export async function readTurns(
  transaction: Transaction,
  tenant: string,
  { ids, keys }: AskedTurns,
): Promise<KnownTurns> {
  const own = await transaction.query<{ messageId: string; position: string }>(
    {
      name: 'own-turns',
      text: `SELECT message_id AS "messageId", position FROM turn WHERE tenant_id = $1 AND message_id = ANY ($2::uuid[])`,
    },
    [tenant, ids],
  );
  const others = await transaction.query<{ index: string; messageId: string; position: string }>(
    {
      name: 'first-turns',
      text: `SELECT asked.index, first.message_id AS "messageId", first.position
        FROM unnest($2::uuid[], $3::text[]) WITH ORDINALITY AS asked(procedure, key, index), LATERAL (
          SELECT message_id, position FROM turn
          WHERE tenant_id = $1 AND procedure_id = procedure AND order_key = key AND message_id <> ALL ($4::uuid[])
          ORDER BY position LIMIT 1
        ) AS first`,
    },
    [tenant, keys.map(({ procedure }) => procedure), keys.map(({ orderKey }) => orderKey), ids],
  );
  const found = new Map(
    others.map(({ index, messageId, position }) => [Number(index), { messageId, position: Number(position) }]),
  );
  return {
    own: new Map(own.map(({ messageId, position }) => [messageId, Number(position)])),
    others: keys.map((_, index) => found.get(index + 1)),
  };
}

/** Gives turns in the order given. What has one keeps its position. */
export function writeTurns(transaction: Transaction, tenant: string, turns: readonly NewTurn[]): void {
  if (turns.length === 0) return;
  transaction.send(
    {
      name: 'write-turns',
      text: `INSERT INTO turn (tenant_id, message_id, accepted_at, procedure_id, order_key, held)
        SELECT $1, message, at, procedure, key, held
        FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::text[], $6::boolean[]) WITH ORDINALITY
          AS new(message, at, procedure, key, held, index) ORDER BY index
        ON CONFLICT (tenant_id, message_id) DO UPDATE
          SET order_key = excluded.order_key, held = excluded.held, published_at = NULL`,
    },
    [
      tenant,
      turns.map(({ messageId }) => messageId),
      turns.map(({ acceptedAt }) => acceptedAt),
      turns.map(({ procedure }) => procedure),
      turns.map(({ orderKey }) => orderKey),
      turns.map(({ held }) => held),
    ],
  );
}

export function endTurns(transaction: Transaction, tenant: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  transaction.send(
    { name: 'end-turns', text: 'DELETE FROM turn WHERE tenant_id = $1 AND message_id = ANY ($2::uuid[])' },
    [tenant, ids],
  );
}

/** A held message with nothing but held ones before it: it is published, and so are they, in order. */
const DUE = `held AND (filing_order = 'none' OR NOT EXISTS (
    SELECT FROM turn AS before WHERE before.tenant_id = turn.tenant_id AND before.procedure_id = turn.procedure_id
      AND before.order_key IN (turn.order_key, '${ANY_KEY}') AND before.position < turn.position AND NOT before.held))`;
const PROCEDURE = `procedure ON procedure.tenant_id = turn.tenant_id AND procedure.id = procedure_id`;

export interface DueProcedure {
  readonly tenant: string;
  readonly procedure: string;
}

/**
 * Which procedures have held messages whose turn it is.
 *
 * @param lostBefore what was published before that, and is still held, is due again
 */
export function proceduresWithDue(database: Database, lostBefore: Date): Promise<readonly DueProcedure[]> {
  return database.asSystem((transaction) =>
    transaction.query<DueProcedure>(
      `SELECT DISTINCT turn.tenant_id AS tenant, procedure_id AS procedure FROM turn JOIN ${PROCEDURE}
       WHERE (published_at IS NULL OR published_at < $1) AND ${DUE}`,
      [lostBefore],
    ),
  );
}

/**
 * The held messages of a procedure whose turn it is, in order, marked as published. The mark is there before they are:
 * whoever dies in between has published nothing, and they are due again after a while.
 */
export function takeDue(
  database: Database,
  { tenant, procedure }: DueProcedure,
  now: Date,
  lostBefore: Date,
): Promise<readonly Travelling[]> {
  return database.inTenant(tenant, async (transaction) => {
    await lockOrder(transaction, tenant, [procedure]);
    const due = await transaction.query<Releasable>(
      `WITH due AS (
         SELECT message_id, turn.accepted_at, position FROM turn JOIN ${PROCEDURE}
         WHERE turn.tenant_id = $1 AND procedure_id = $2 AND (published_at IS NULL OR published_at < $4) AND ${DUE}
         ORDER BY position LIMIT ${DUE_AT_ONCE_MAX}
       ), marked AS (
         UPDATE turn SET published_at = $3 FROM due WHERE turn.tenant_id = $1 AND turn.message_id = due.message_id
       )
       SELECT message.envelope, payload.body FROM due
       JOIN message ON message.tenant_id = $1 AND message.id = due.message_id AND message.accepted_at = due.accepted_at
       JOIN payload ON payload.tenant_id = $1 AND payload.message_id = message.id AND payload.accepted_at = message.accepted_at
       ORDER BY position`,
      [tenant, procedure, now, lostBefore],
    );
    const sent = due.map(({ envelope, body }) => ({
      envelope: envelope as Envelope,
      ...(body === null ? {} : { body }),
    }));
    return corrected(transaction, tenant, sent);
  });
}

/** Small messages come with their bodies. */
const DUE_AT_ONCE_MAX = 200;

/** They could not be published: they are due as before. */
export function notPublished(database: Database, tenant: string, ids: readonly string[]): Promise<unknown> {
  return database.inTenant(tenant, (transaction) =>
    transaction.query('UPDATE turn SET published_at = NULL WHERE tenant_id = $1 AND message_id = ANY ($2::uuid[])', [
      tenant,
      ids,
    ]),
  );
}
