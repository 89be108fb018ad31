import type { Transaction } from '../../database/database.js';
import { endOfHours, readUntouchedHours, readUntouchedMinutes, type Untouched } from '../../ledger/flow.js';

const HOUR_MS = 3_600_000;
const DAYS = 30;

interface Remembered {
  readonly from: number;
  readonly to: number;
  readonly hours: readonly Untouched[];
}

/**
 * Which share was filed without any operator having had a hand in it, in the last 30 days. Hours that are over are
 * remembered: they are many, and only the minutes since then change.
 */
export class UntouchedShares {
  private readonly remembered = new Map<string, Remembered>();

  /** @returns by id of the procedure */
  async read(transaction: Transaction, tenant: string, now: Date): Promise<ReadonlyMap<string, Untouched>> {
    const from = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS - DAYS * 24 * HOUR_MS;
    const to = Math.max(from, (await endOfHours(transaction, tenant)).getTime());
    const [hours, minutes] = await Promise.all([
      this.hours(transaction, tenant, from, to),
      readUntouchedMinutes(transaction, tenant, new Date(to)),
    ]);
    const sums = new Map<string, Untouched>();
    for (const { procedure, filed, untouched } of [...hours, ...minutes]) {
      const sum = sums.get(procedure) ?? { filed: 0, untouched: 0 };
      sums.set(procedure, { procedure, filed: sum.filed + filed, untouched: sum.untouched + untouched });
    }
    return sums;
  }

  private async hours(
    transaction: Transaction,
    tenant: string,
    from: number,
    to: number,
  ): Promise<readonly Untouched[]> {
    const known = this.remembered.get(tenant);
    if (known?.from === from && known.to === to) return known.hours;
    const hours = await readUntouchedHours(transaction, tenant, new Date(from), new Date(to));
    this.remembered.set(tenant, { from, to, hours });
    return hours;
  }
}

/** Undefined as long as nothing was filed. */
export function shareOf(sums: readonly (Untouched | undefined)[]): number | undefined {
  const filed = sums.reduce((sum, one) => sum + (one?.filed ?? 0), 0);
  const untouched = sums.reduce((sum, one) => sum + (one?.untouched ?? 0), 0);
  return filed === 0 ? undefined : Math.round((untouched / filed) * 10_000) / 10_000;
}
