import type { Clock, Ids } from '../config/clock.js';
import { sqlState, type Database } from '../database/database.js';
import { HubError } from '../errors/hub-error.js';
import { scopeOf } from './file-reference.js';

export interface FilePlanEntry {
  /** Aktenplankennzeichen. */
  readonly code: string;
  readonly title: string;
  /** What file references look like, for example `{plan}/{year}-{seq}`. */
  readonly referencePattern: string;
}

/** The file plan (Aktenplan) of a tenant. */
export class FilePlan {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async createEntry(tenant: string, { code, title, referencePattern }: FilePlanEntry): Promise<void> {
    scopeOf(referencePattern, code, 2000);
    try {
      await this.database.inTenant(tenant, (transaction) =>
        transaction.query(
          `INSERT INTO file_plan_entry (tenant_id, id, code, title, reference_pattern, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
          [tenant, this.ids.uuid(), code, title, referencePattern, this.clock.now()],
        ),
      );
    } catch (cause) {
      if (sqlState(cause) !== '23505') throw cause;
      throw new HubError('rejected', 'access.exists', `The file plan has an entry ${code} already.`, {}, { cause });
    }
  }

  async entries(tenant: string): Promise<readonly FilePlanEntry[]> {
    return this.database.inTenant(tenant, (transaction) =>
      transaction.query<FilePlanEntry>(
        `SELECT code, title, reference_pattern AS "referencePattern" FROM file_plan_entry ORDER BY code`,
      ),
    );
  }
}
