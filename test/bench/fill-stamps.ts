/** The numbers that gateways give to messages, for those that were filled in. */

/** The day of `at`, as the hub reckons days. */
export const DAY = `date_trunc('day', at, 'Europe/Berlin')`;

/** A gateway that starts anew every day. */
export function epochOf(gateway: string): string {
  return `md5('${gateway}' || procedure_id || ${DAY})::uuid`;
}

/** What the gateway told: one tally for each of its days. `drafts` has `procedure_id`, `at`, `epoch` and `seq`. */
export function talliesOf(drafts: string, gateway: string): string {
  return `
  INSERT INTO intake_tally (tenant_id, procedure_id, gateway, epoch, minute, first_seq, last_seq, first_at, last_at, voided)
  SELECT tenant_id, procedure_id, '${gateway}', epoch, ${DAY}, min(seq), max(seq), min(at), max(at), '{}'
  FROM ${drafts} GROUP BY tenant_id, procedure_id, epoch, ${DAY}`;
}
