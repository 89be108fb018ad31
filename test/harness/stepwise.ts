import type { Transaction } from '../../apps/hub/src/database/database.js';

type Statement = Parameters<Transaction['query']>[0];

export interface Stepwise extends Transaction {
  /** Resolves when everything that was given has been carried out; rejects with the first error. */
  done(): Promise<void>;
}

/** A transaction whose statements are carried out one by one, each after something else. */
export function stepwise(transaction: Transaction, before: (statement: Statement) => unknown): Stepwise {
  let last: Promise<unknown> = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  const query: Transaction['query'] = async (statement, values) => {
    const answer = last.then(() => before(statement)).then(() => transaction.query(statement, values));
    last = answer.catch((error: unknown) => (failure ??= { error }));
    return (await answer) as never;
  };
  return {
    query,
    send: (statement, values) => void query(statement, values).catch(() => undefined),
    done: async () => {
      await last;
      if (failure !== undefined) throw failure.error;
    },
  };
}
