import type { Database } from '../database/database.js';
import type { Journal, JournalSubject } from './journal.js';
import type { Principal } from './principal.js';

/** Who looked at contents where a tenant hides them. Asked for by whatever shows one, before it does. */
export class ContentLooks {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** Writes it down, when the tenant wants to know; a look that cannot be written down is not given. */
  async note(principal: Principal, subject: JournalSubject): Promise<void> {
    if (principal.kind === 'procedure' || !principal.tenantHidesContent) return;
    const { tenant, name } = principal;
    await this.database.inTenant(tenant, async (transaction) =>
      this.journal.note(transaction, tenant, { actor: name, action: 'content.read', subject }),
    );
  }
}
