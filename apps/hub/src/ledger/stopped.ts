/** Which messages that stand still are meant: counted by cause, or decided about. */
export type StoppedState = 'parked' | 'waiting';

export interface StoppedFilter {
  readonly state: StoppedState;
  readonly cause?: string;
  readonly procedureId?: string;
  readonly code?: string;
  /** Accepted at this time (ISO) or later, and before that one. */
  readonly from?: string;
  readonly to?: string;
  /** Words of keys, errors and bodies; all of them must be there. They may say what messages say. */
  readonly q?: string;
}

export interface Source {
  /** Rows of `stopped_message`, under that name, and which of them; without the words. */
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What to select from; `$1` is the tenant, which is the first of the values. */
export function stoppedSource(
  tenant: string,
  { filter, messages }: { readonly filter?: StoppedFilter; readonly messages?: readonly string[] },
): Source {
  const values: unknown[] = [tenant];
  const next = (value: unknown): string => `$${values.push(value)}`;
  const sql = ['tenant_id = $1'];
  let rows = 'stopped_message';
  if (messages !== undefined) sql.push(`message_id = ANY (${next(messages)}::uuid[])`);
  if (filter !== undefined) {
    const { state, cause, procedureId, code, from, to, q } = filter;
    sql.push(`state = ${next(state)}`);
    if (cause !== undefined) sql.push(`cause_id = ${next(cause)}::uuid`);
    if (procedureId !== undefined) sql.push(`procedure_id = ${next(procedureId)}::uuid`);
    if (code !== undefined)
      sql.push(`cause_id IN (SELECT id FROM cause WHERE tenant_id = $1 AND code = ${next(code)})`);
    if (from !== undefined) sql.push(`accepted_at >= ${next(from)}::timestamptz`);
    if (to !== undefined) sql.push(`accepted_at < ${next(to)}::timestamptz`);
    if (q !== undefined) rows = `fachwerk_stopped_found(${next(q)}) AS stopped_message`;
  }
  return { sql: `${rows} WHERE ${sql.join(' AND ')}`, values };
}
