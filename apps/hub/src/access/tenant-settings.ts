import type { Database, Transaction } from '../database/database.js';
import type { Journal } from './journal.js';
import type { PersonPrincipal } from './principal.js';

/** What a tenant decided about how its people work. */
export interface TenantSettings {
  /** Who only moves messages does not read them. */
  readonly hideContent: boolean;
  /** What takes a second person. */
  readonly fourEyes: { readonly discard: boolean; readonly correct: boolean };
}

interface Row {
  readonly hideContent: boolean;
  readonly discard: boolean;
  readonly correct: boolean;
}

/** Of the tenant of this transaction. A tenant that decided nothing hides nothing and takes one person. */
export async function readTenantSettings(transaction: Transaction): Promise<TenantSettings> {
  const [row] = await transaction.query<Row>(
    'SELECT hide_content AS "hideContent", four_eyes_discard AS discard, four_eyes_correct AS correct FROM tenant_settings',
  );
  const { hideContent = false, discard = false, correct = false } = row ?? {};
  return { hideContent, fourEyes: { discard, correct } };
}

/** Reads and changes them for people. */
export class SettingsOfTenants {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  read(tenant: string): Promise<TenantSettings> {
    return this.database.inTenant(tenant, readTenantSettings);
  }

  /** From now on; who is signed in notices with the next request. */
  async change({ tenant, name }: PersonPrincipal, after: TenantSettings): Promise<void> {
    await this.database.inTenant(tenant, async (transaction) => {
      // Two who change them at once take turns, so that each entry of the journal tells what it replaced.
      await transaction.query(
        `INSERT INTO tenant_settings (tenant_id, hide_content, four_eyes_discard, four_eyes_correct)
         VALUES ($1, false, false, false) ON CONFLICT DO NOTHING`,
        [tenant],
      );
      await transaction.query('SELECT FROM tenant_settings FOR UPDATE');
      const before = await readTenantSettings(transaction);
      await transaction.query(
        'UPDATE tenant_settings SET hide_content = $2, four_eyes_discard = $3, four_eyes_correct = $4 WHERE tenant_id = $1',
        [tenant, after.hideContent, after.fourEyes.discard, after.fourEyes.correct],
      );
      const details = { before, after };
      this.journal.note(transaction, tenant, { actor: name, action: 'tenant.settings-changed', details });
    });
  }
}
