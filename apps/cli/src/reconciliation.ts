import type { Command } from 'commander';
import { Failure } from './failure.js';
import type { BooksAnswer, RangeAnswer } from './hub/answers.js';
import { anyAuthorization } from './hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from './hub/hub.js';
import { Output } from './terminal/output.js';
import { table, type Cell, type Paint } from './terminal/table.js';
import { shown } from './terminal/time.js';

const HELP = `
What was accepted is filed, rejected, parked or in flight; the books say so for each procedure and day of accepting, in
the hub's time zone. Numbers that a gateway gave out and no worker has seen are named missing, with their time.
Exit code 1 when something is missing or the sums do not match.

Examples:
  fachwerk reconciliation --demo
  fachwerk reconciliation --procedure xrechnung --day 2026-11-23 --json`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly day?: string;
  readonly json?: true;
}

/** One procedure when one was asked for, or the key belongs to one. */
interface Answer extends Partial<BooksAnswer> {
  readonly day: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly procedures?: readonly BooksAnswer[];
}

export function addReconciliation(program: Command): void {
  const command = program
    .command('reconciliation')
    .summary('show that nothing was lost')
    .description('Shows the books of a day, and names what is missing.')
    .option('--procedure <name>', 'of this specialist procedure only')
    .option('--day <day>', 'such as 2026-11-23 (default: today)');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => reconciliation(command.optsWithGlobals<Options>()));
}

async function reconciliation({ procedure, day, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await anyAuthorization(hub.credentials);
  const answer = await hub.get<Answer>(pathWith('/v1/reconciliation', { procedure, day }), authorization);
  const books = answer.procedures ?? [answer as BooksAnswer];
  output.answer(answer, () => {
    const title = `${answer.day} (${answer.timeZone}), as of ${shown(answer.asOf)}`;
    return [title, booksTable(books, output.paint), ...namedRanges(books, output.paint)].join('\n\n');
  });
  const missing = books.reduce((sum, one) => sum + one.missing.count, 0);
  if (missing > 0) throw new Failure('reconciliation.missing', `${missing} accepted messages are missing.`);
  const unbalanced = books.filter(({ balanced }) => !balanced).map((one) => one.procedure);
  if (unbalanced.length > 0) {
    throw new Failure('reconciliation.unbalanced', `The sums do not match: ${unbalanced.join(', ')}.`);
  }
}

function booksTable(books: readonly BooksAnswer[], paint: Paint): string {
  const head = [
    'PROCEDURE',
    'RECEIVED',
    'DUPLICATES',
    'ACCEPTED',
    'FILED',
    'REJECTED',
    'PARKED',
    'IN FLIGHT',
    'MISSING',
  ];
  const rows = books.map((one): Cell[] => [
    one.procedure,
    ...[one.received, one.duplicates, one.accepted, one.filed, one.rejected, one.parked].map(String),
    one.held === 0 ? String(one.inFlight) : `${one.inFlight} (${one.held} held)`,
    one.missing.count === 0 ? '0' : { text: String(one.missing.count), colour: 'red' },
    one.balanced ? { text: 'balanced', colour: 'green' } : { text: 'not balanced', colour: 'red' },
  ]);
  return table([...head, 'SUM'], rows, paint);
}

function namedRanges(books: readonly BooksAnswer[], paint: Paint): readonly string[] {
  const rows = books.flatMap(({ procedure, missing, undecided }) => [
    ...missing.ranges.map((range) => rangeRow(procedure, { text: 'missing', colour: 'red' }, range)),
    ...undecided.ranges.map((range) => rangeRow(procedure, { text: 'undecided', colour: 'yellow' }, range)),
  ]);
  return rows.length === 0
    ? []
    : [table(['PROCEDURE', 'WHAT', 'GATEWAY', 'EPOCH', 'NUMBERS', 'COUNT', 'FROM', 'TO'], rows, paint)];
}

function rangeRow(procedure: string, what: Cell, range: RangeAnswer): Cell[] {
  const { gateway, epoch, firstSeq, lastSeq, count, firstAt, lastAt } = range;
  const numbers = firstSeq === lastSeq ? String(firstSeq) : `${firstSeq}-${lastSeq}`;
  return [procedure, what, gateway, epoch, numbers, String(count), shown(firstAt), shown(lastAt)];
}
