import type { Journal } from '../access/journal.js';
import type { PersonPrincipal } from '../access/principal.js';
import type { Clock, Ids } from '../config/clock.js';
import type { Database } from '../database/database.js';
import { writeNote, type CauseNote } from '../ledger/causes.js';

/** What people find out about causes. A note stays when the messages are gone. */
export class CauseNotes {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @returns undefined when there is no such cause */
  async write({ tenant, name }: PersonPrincipal, cause: string, content: string): Promise<CauseNote | undefined> {
    const note = { id: this.ids.uuid(), at: this.clock.now(), author: name, content };
    return this.database.inTenant(tenant, async (transaction) => {
      if (!(await writeNote(transaction, tenant, cause, note))) return undefined;
      const subject = { kind: 'cause', id: cause };
      this.journal.note(transaction, tenant, { actor: name, action: 'cause.noted', subject });
      return note;
    });
  }
}
