import { writeJournal } from '../access/journal.js';
import type { Ids } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';

/** Who closes or opens a case file, and why. */
export interface Closing {
  readonly actor: string;
  readonly reason: string;
  readonly at: Date;
  /** `YYYY-MM-DD` to close it, null to open it again. */
  readonly closedOn: string | null;
}

/**
 * Closes a case file (zdA-Verfügung) with all its parts, or opens them again. What is filed at the same moment may still
 * come in; the history tells which was first.
 *
 * @throws HubError `record.not-found`, `case-file.closed`, `case-file.open`
 */
export async function closeCaseFile(
  database: Database,
  tenant: string,
  id: string,
  { actor, reason, at, closedOn }: Closing,
  ids: Ids,
): Promise<void> {
  await database.inTenant(tenant, async (transaction) => {
    const found = await transaction.query<{ id: string; reference: string; before: string | null }>(
      `WITH RECURSIVE whole AS (
         SELECT id FROM case_file WHERE tenant_id = $1 AND id = $2
         UNION ALL SELECT part.id FROM whole JOIN case_file AS part ON part.tenant_id = $1 AND part.parent_id = whole.id
       )
       SELECT case_file.id, reference, closed_on::text AS before FROM case_file JOIN whole ON whole.id = case_file.id
       WHERE tenant_id = $1 ORDER BY case_file.id FOR NO KEY UPDATE OF case_file`,
      [tenant, id],
    );
    const whole = found.find((one) => one.id === id);
    if (whole === undefined) throw new HubError('rejected', 'record.not-found', 'There is no such record.');
    if ((whole.before === null) === (closedOn === null)) throw alreadySo(closedOn);
    const changed = found.filter(({ before }) => (before === null) !== (closedOn === null));
    await transaction.query(
      'UPDATE case_file SET closed_on = $3::date WHERE tenant_id = $1 AND id = ANY ($2::uuid[])',
      [tenant, changed.map((one) => one.id), closedOn],
    );
    await transaction.query(
      `INSERT INTO history (tenant_id, id, at, actor, record_kind, record_id, action, field, old_value, new_value, reason)
       SELECT $1, id, $2, $3, 'case-file', record, $4, 'closedOn', to_jsonb(before), to_jsonb($5::text), $6
       FROM unnest($7::uuid[], $8::uuid[], $9::text[]) AS new(id, record, before)`,
      [
        tenant,
        at,
        actor,
        closedOn === null ? 'reopened' : 'closed',
        closedOn,
        reason,
        changed.map(() => ids.uuid()),
        changed.map((one) => one.id),
        changed.map(({ before }) => before),
      ],
    );
    const action = closedOn === null ? 'case-file.reopened' : 'case-file.closed';
    const subject = { kind: 'case-file', id, title: whole.reference };
    writeJournal(transaction, tenant, { id: ids.uuid(), at, actor, action, subject, details: { reason } });
  });
}

function alreadySo(closedOn: string | null): HubError {
  return closedOn === null
    ? new HubError('rejected', 'case-file.open', 'The case file is open.')
    : new HubError('rejected', 'case-file.closed', 'The case file is closed already.');
}
