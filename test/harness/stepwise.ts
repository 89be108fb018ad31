import type { Transaction } from '../../apps/hub/src/database/database.js';

type Statement = Parameters<Transaction['query']>[0];

/** A transaction whose statements are carried out one by one, each after something else. */
export function stepwise(transaction: Transaction, before: (statement: Statement) => unknown): Transaction {
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
    sent: async () => {
      await last;
      if (failure !== undefined) throw failure.error;
    },
  };
}
