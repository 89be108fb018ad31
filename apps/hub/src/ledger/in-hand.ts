import type { Database } from '../database/database.js';

/**
 * What the workers have in hand, in a table that all of them see. A worker that dies leaves its rows behind, and whoever
 * gets one of these messages next knows that it was in hand when a worker died. A message that was only prefetched, or
 * handed back by a worker that lives, has no row.
 */
export class InHand {
  constructor(
    private readonly database: Database,
    /** Stands for this process. */
    private readonly holder: string,
  ) {}

  /** Writes down that this process has them now. @returns those that another one had and did not let go of */
  take(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.database.asSystem(async (transaction) => {
      await transaction.query(
        {
          name: 'take-in-hand',
          text: `INSERT INTO in_hand (message_id, holder) SELECT DISTINCT id, $2::uuid FROM unnest($1::text[]) AS new(id)
            ORDER BY id ON CONFLICT DO NOTHING`,
        },
        [ids, this.holder],
      );
      const left = await transaction.query<{ id: string }>(
        {
          name: 'left-in-hand',
          text: 'SELECT message_id AS id FROM in_hand WHERE message_id = ANY ($1) AND holder <> $2',
        },
        [ids, this.holder],
      );
      return new Set(left.map(({ id }) => id));
    });
  }

  /** Takes one over that another process had. @returns how many processes did not let go of it */
  async takeOver(id: string): Promise<number> {
    const [row] = await this.database.asSystem((transaction) =>
      transaction.query<{ deaths: number }>(
        'UPDATE in_hand SET holder = $2, deaths = deaths + 1, taken_at = now() WHERE message_id = $1 RETURNING deaths',
        [id, this.holder],
      ),
    );
    // The other one lives, and has let go of it meanwhile.
    return row?.deaths ?? 0;
  }

  /** Nothing of these can be to blame for what happens to this process from now on. */
  async letGo(ids: readonly string[]): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query({ name: 'let-go', text: 'DELETE FROM in_hand WHERE message_id = ANY ($1) AND holder = $2' }, [
        ids,
        this.holder,
      ]),
    );
  }

  /** Of everything: what an outage kept it from letting go of. Fails as long as nothing can be written. */
  async letGoOfAll(): Promise<void> {
    await this.database.asSystem((transaction) =>
      transaction.query('DELETE FROM in_hand WHERE holder = $1', [this.holder]),
    );
  }
}
