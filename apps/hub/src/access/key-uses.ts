import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';

const LOOK_MS = 2_000;
/** A key that is used all the time is written down so often. */
const WRITE_MS = 60_000;

/** What is used: a key, or a certificate. */
type Used = 'key' | 'certificate';

interface Use {
  readonly tenant: string;
  readonly what: Used;
  usedAt: number;
  /** The use that is in the database. */
  writtenAt: number;
}

/**
 * When keys and certificates were last used. A request notes it in memory; it is written down within seconds when a key was
 * silent, then once a minute, for all keys of a tenant together. So a request waits for no database, and what is lost when a process
 * dies is a minute.
 */
export class KeyUses {
  private readonly uses = new Map<string, Use>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  /** While the database is away it is asked once a minute. */
  private restUntil = 0;

  /** @param onProblem uses are kept, and written down later */
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly onProblem: (error: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  /** Writes down what is left, if it can. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.writing;
    await this.write(this.due(0));
  }

  /** @param id of the key or certificate */
  note(tenant: string, id: string, what: Used = 'key'): void {
    const usedAt = this.clock.now().getTime();
    const known = this.uses.get(id);
    if (known === undefined) this.uses.set(id, { tenant, what, usedAt, writtenAt: 0 });
    else known.usedAt = usedAt;
  }

  private look(): void {
    if (this.writing !== undefined || this.clock.now().getTime() < this.restUntil) return;
    const due = this.due(WRITE_MS);
    if (due.length > 0) this.writing = this.write(due).finally(() => (this.writing = undefined));
  }

  private due(ageMs: number): readonly (readonly [key: string, use: Use])[] {
    return [...this.uses].filter(([, { usedAt, writtenAt }]) => usedAt > writtenAt && usedAt - writtenAt >= ageMs);
  }

  private async write(due: readonly (readonly [key: string, use: Use])[]): Promise<void> {
    try {
      for (const tenant of new Set(due.map(([, use]) => use.tenant))) {
        const uses = due.filter(([, use]) => use.tenant === tenant).map(([key, use]) => ({ key, use, at: use.usedAt }));
        for (const what of ['key', 'certificate'] as const) {
          const these = uses.filter(({ use }) => use.what === what);
          if (these.length > 0) await this.writeOf(tenant, what, these);
        }
        for (const { use, at } of uses) use.writtenAt = at;
      }
    } catch (error) {
      this.restUntil = this.clock.now().getTime() + WRITE_MS;
      this.onProblem(error);
    }
  }

  /** Several processes write down the same key: the latest use counts. A key may be gone since. */
  private async writeOf(
    tenant: string,
    what: Used,
    uses: readonly { readonly key: string; readonly at: number }[],
  ): Promise<void> {
    const values = [tenant, uses.map(({ key }) => key), uses.map(({ at }) => new Date(at))];
    await this.database.inTenant(tenant, (transaction) => transaction.query(WRITE[what], values));
  }
}

const WRITE: Readonly<Record<Used, string>> = {
  key: `INSERT INTO api_key_use AS known (tenant_id, key_id, last_used_at)
    SELECT tenant_id, id, used.at FROM unnest($2::uuid[], $3::timestamptz[]) AS used (key, at)
      JOIN api_key ON tenant_id = $1 AND id = used.key
    ORDER BY id
    ON CONFLICT (tenant_id, key_id) DO UPDATE SET last_used_at = excluded.last_used_at
      WHERE known.last_used_at < excluded.last_used_at`,
  // Locked in the order of their ids, so that no two processes wait for each other.
  certificate: `UPDATE procedure_certificate AS known SET last_used_at = due.at
    FROM (
      SELECT id, used.at FROM unnest($2::uuid[], $3::timestamptz[]) AS used (certificate, at)
        JOIN procedure_certificate ON tenant_id = $1 AND id = used.certificate
      WHERE last_used_at IS NULL OR last_used_at < used.at
      ORDER BY id FOR NO KEY UPDATE OF procedure_certificate
    ) AS due
    WHERE known.tenant_id = $1 AND known.id = due.id`,
};
