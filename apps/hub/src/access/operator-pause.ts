/** Keeps messages of a procedure from being filed because an operator says so. Gateways go on accepting. */
import type { Transaction } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { PAUSED, type OperatorPause } from './snapshot.js';

/**
 * Workers let go of its lanes within seconds of the commit, and finish what they have in hand. One that is paused already
 * stays as it is: who was first, and why, is what counts.
 *
 * @returns the pause that holds now, and whether it is a new one
 * @throws HubError `procedure.not-found`
 */
export async function pauseProcedure(
  transaction: Transaction,
  tenant: string,
  name: string,
  pause: { readonly by: string; readonly at: Date; readonly reason: string },
): Promise<{ readonly paused: OperatorPause; readonly changed: boolean }> {
  const known = await lockProcedure(transaction, tenant, name);
  if (known !== null) return { paused: known, changed: false };
  await transaction.query(
    'UPDATE procedure SET paused_by = $3, paused_at = $4, paused_reason = $5 WHERE tenant_id = $1 AND name = $2',
    [tenant, name, pause.by, pause.at, pause.reason],
  );
  return { paused: { ...pause, at: pause.at.toISOString() }, changed: true };
}

/**
 * Workers take from its lanes again within seconds of the commit.
 *
 * @returns the pause that ended; undefined when there was none
 * @throws HubError `procedure.not-found`
 */
export async function resumeProcedure(
  transaction: Transaction,
  tenant: string,
  name: string,
): Promise<OperatorPause | undefined> {
  const known = await lockProcedure(transaction, tenant, name);
  if (known === null) return undefined;
  await transaction.query(
    'UPDATE procedure SET paused_by = NULL, paused_at = NULL, paused_reason = NULL WHERE tenant_id = $1 AND name = $2',
    [tenant, name],
  );
  return known;
}

/** `FOR NO KEY UPDATE`: filing, whose rows refer to the procedure, is not held up. */
async function lockProcedure(transaction: Transaction, tenant: string, name: string): Promise<OperatorPause | null> {
  const [row] = await transaction.query<{ paused: OperatorPause | null }>(
    `SELECT ${PAUSED} AS paused FROM procedure WHERE tenant_id = $1 AND name = $2 FOR NO KEY UPDATE`,
    [tenant, name],
  );
  if (row === undefined) throw new HubError('rejected', 'procedure.not-found', `There is no procedure ${name}.`);
  return row.paused;
}
