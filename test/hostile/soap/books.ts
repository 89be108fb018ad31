/** What the books of a hub say, before and after a case; shared by the hostile sets of SOAP and XTA. */
import pg from 'pg';
import type { Procedure } from '../../harness/procedure.js';
import type { SetUp } from '../../harness/set-ups.js';
import { until } from '../../harness/wait.js';
import { nothingHalfWritten } from '../half-written.js';

/** What the ledger and the archive have, counted. */
export interface Entries {
  /** Transmissions, repeated ones too. */
  readonly messages: number;
  readonly open: number;
  readonly filed: number;
  readonly rejected: number;
  readonly parked: number;
  /** Case files, cases and documents. */
  readonly records: number;
}

const COUNTS = `
  SELECT (SELECT count(*) FROM message)::int AS messages,
    count(*) FILTER (WHERE state = 'accepted')::int AS open,
    count(*) FILTER (WHERE state = 'filed')::int AS filed,
    count(*) FILTER (WHERE state = 'rejected')::int AS rejected,
    count(*) FILTER (WHERE state = 'parked')::int AS parked,
    ((SELECT count(*) FROM case_file) + (SELECT count(*) FROM file_case) + (SELECT count(*) FROM document))::int AS records
  FROM submission`;

/** Looks into a hub's database by one connection that stays open: it is asked before and after each case. */
export class Books {
  private constructor(
    private readonly client: pg.Client,
    private readonly setUp: SetUp,
    private readonly operator: Procedure,
  ) {}

  static async open(setUp: SetUp): Promise<Books> {
    const client = new pg.Client({ connectionString: setUp.database.migrateUrl });
    client.on('error', () => undefined); // the query itself tells
    await client.connect();
    return new Books(client, setUp, await setUp.hub.operator());
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async entries(): Promise<Entries> {
    const { rows } = await this.client.query<Entries>(COUNTS);
    return rows[0]!;
  }

  /** The same once nothing is on its way any more. @param messages how many there are at least when all have come */
  settled(messages = 0): Promise<Entries> {
    return until(
      'nothing is on its way',
      async () => {
        const entries = await this.entries();
        return entries.open === 0 && entries.messages >= messages && entries;
      },
      60_000,
    );
  }

  /** As the operator sees them: every number that a gateway gave is accounted for. */
  async balance(): Promise<void> {
    const books = await this.operator.booksWhen('nothing is in flight', ({ procedures }) =>
      (procedures as readonly { inFlight: number }[]).every(({ inFlight }) => inFlight === 0),
    );
    for (const one of books.procedures) {
      if (!one.balanced || one.missing.count !== 0) throw new Error(`The books do not balance: ${JSON.stringify(one)}`);
    }
  }

  /** Nothing of the content store is being written any more. */
  nothingHalfWritten(): Promise<void> {
    return nothingHalfWritten(this.setUp.hub.dataDir);
  }
}
