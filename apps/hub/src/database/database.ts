import { DataSource } from 'typeorm';
import type pg from 'pg';
import { HubError } from '../errors/hub-error.js';

/** One database transaction. */
export interface Transaction {
  /** Runs one statement and answers its rows. A `name` makes it a prepared statement. */
  query<Row extends pg.QueryResultRow>(statement: string | pg.QueryConfig, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Sends a statement that answers nothing anybody needs, and does not wait for it: while the server carries it out, the
   * next one is made. They are carried out in the order in which they were given. When it fails, so does the transaction,
   * with its error.
   */
  send(statement: string | pg.QueryConfig, values?: readonly unknown[]): void;
  /** Resolves when the server has carried out everything that was sent; for what must not happen unless it did. */
  sent(): Promise<void>;
}

/** What a transaction sees of others: what was committed before each statement, or before it began. */
export type View = 'each-statement' | 'whole-transaction';

export interface DatabaseOptions {
  readonly url: string;
  readonly connectionsMax: number;
  /** Longest time for one statement, and for a transaction to do nothing. */
  readonly statementMsMax?: number;
}

/**
 * The connection to PostgreSQL and the only way into it: every piece of work runs in a transaction under one of two
 * roles, set for that transaction alone, so that it is safe behind a transaction pooler and whatever the login may do.
 * `fachwerk_app` sees one tenant (row-level security); `fachwerk_system` has a few narrow grants across tenants.
 *
 * It connects when first used. An unreachable server is `unavailable-shared` / `database.unavailable`.
 */
export class Database {
  private readonly source: DataSource;
  private readonly limitMs: string;
  private connecting: Promise<unknown> | undefined;

  constructor(options: DatabaseOptions) {
    this.limitMs = String(options.statementMsMax ?? STATEMENT_MS_MAX);
    this.source = new DataSource({
      type: 'postgres',
      url: options.url,
      synchronize: false,
      installExtensions: false,
      poolSize: options.connectionsMax,
      connectTimeoutMS: 3_000,
      applicationName: 'fachwerk',
      // A connection that dies in the pool is replaced at its next use, whose error says so; nothing to do here.
      poolErrorHandler: () => undefined,
      // A server that vanished without a word is noticed. The statements of a transaction are sent without waiting for the
      // answers to those before them.
      extra: { keepAlive: true, keepAliveInitialDelayMillis: 10_000, pipeline: true },
    });
  }

  /** Work for one tenant, under row-level security. Commits when `work` resolves, rolls back when it throws. */
  inTenant<T>(tenant: string, work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    return this.transaction(
      `SELECT set_config('role', 'fachwerk_app', true), ${LIMITS}, set_config('fachwerk.tenant', $2, true)`,
      [this.limitMs, tenant],
      work,
      view,
    );
  }

  /** Work across tenants: the exchange twin, snapshots of keys, housekeeping. Sees only what was granted to it. */
  asSystem<T>(work: (transaction: Transaction) => Promise<T>, view?: View): Promise<T> {
    return this.transaction(
      `SELECT set_config('role', 'fachwerk_system', true), ${LIMITS}`,
      [this.limitMs],
      work,
      view,
    );
  }

  async reachable(): Promise<boolean> {
    try {
      await this.asSystem((transaction) => transaction.query('SELECT 1'));
      return true;
    } catch (error) {
      if (error instanceof HubError && error.kind === 'unavailable-shared') return false;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.connecting?.catch(() => undefined);
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async transaction<T>(
    context: string,
    values: readonly unknown[],
    work: (transaction: Transaction) => Promise<T>,
    view: View = 'each-statement',
  ): Promise<T> {
    await this.connect();
    const runner = this.source.createQueryRunner();
    try {
      const client = await foreign(() => runner.connect() as Promise<pg.PoolClient>);
      return await inTransaction(client, view, async (transaction) => {
        transaction.send(context, values);
        return work(transaction);
      });
    } finally {
      await runner.release();
    }
  }

  private async connect(): Promise<void> {
    if (this.source.isInitialized) return;
    this.connecting ??= this.source.initialize();
    try {
      await foreign(() => this.connecting as Promise<unknown>);
    } finally {
      this.connecting = undefined;
    }
  }
}

/** For those who look things up: their connections are not those of filing, so that many of them do not stop it. */
export class ReadersDatabase extends Database {}

const STATEMENT_MS_MAX = 60_000;
/** Of the transaction alone, so that they hold behind a pooler, too: `$1` in milliseconds. */
const LIMITS = `set_config('statement_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $1, true), set_config('random_page_cost', '1.1', true)`;

/**
 * SQLSTATE classes and socket errors that mean "the database is away", not "this statement is wrong". One that gives no
 * answer in time (57014) is away for us.
 */
const AWAY = /^(08|57P|57014|53|58|25P03|ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const AWAY_TEXT = /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered/;

const BEGIN: Record<View, string> = {
  'each-statement': 'START TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'whole-transaction': 'START TRANSACTION ISOLATION LEVEL REPEATABLE READ',
};

/** Commits when `work` resolves and all its statements succeeded, rolls back otherwise. */
async function inTransaction<T>(
  client: pg.PoolClient,
  view: View,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  /** Of the first statement that failed; those after it only fail because of it. */
  let failure: { readonly error: unknown } | undefined;
  const sent: Promise<unknown>[] = [];
  let ended = false;
  const answer = async (statement: string | pg.QueryConfig, values?: readonly unknown[]): Promise<unknown[]> => {
    if (ended) throw new Error('A statement came after the end of its transaction.');
    try {
      return (await foreign(() => client.query(statement as string, values as unknown[]))).rows;
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  };
  const transaction: Transaction = {
    query: <Row>(...statement: Parameters<typeof answer>) => answer(...statement) as Promise<Row[]>,
    send: (...statement) => void sent.push(answer(...statement).catch(() => undefined)),
    sent: async () => {
      await Promise.all(sent);
      if (failure !== undefined) throw failure.error;
    },
  };
  try {
    // Waited for: what is sent behind one that fails would be carried out outside of any transaction.
    await answer(BEGIN[view]);
    const result = await work(transaction);
    await transaction.sent();
    ended = true;
    await foreign(() => client.query('COMMIT'));
    return result;
  } catch (error) {
    ended = true;
    // The server undoes the transaction by itself when the connection is gone; the first error is the one to tell.
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure?.error ?? error;
  }
}

/** Runs a database call and translates "away" once; `cause` keeps what the driver said. */
async function foreign<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isAway(error)
      ? new HubError(
          'unavailable-shared',
          'database.unavailable',
          'The database cannot be reached.',
          {},
          { cause: error },
        )
      : error;
  }
}

function isAway(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof HubError) return false;
  const code = sqlState(error);
  if (code !== undefined) return AWAY.test(code);
  return AWAY_TEXT.test(error.message);
}

/** Another transaction was faster: repeated on what is there now, the same work succeeds (SQLSTATE 40001). */
export function overtaken(): Error {
  return Object.assign(new Error('Another transaction made the same record first.'), { code: '40001' });
}

/** The SQLSTATE (or socket code) of a driver error; TypeORM wraps it. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, driverError } = error as Error & { code?: unknown; driverError?: unknown };
  if (typeof code === 'string') return code;
  return sqlState(driverError);
}
