import type { Command } from 'commander';
import { compareList } from './compare-list.js';
import { Failure } from './failure.js';
import type { BooksAnswer, RangeAnswer } from './hub/answers.js';
import { anyAuthorization } from './hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from './hub/hub.js';
import { positive } from './hub/pages.js';
import { Output } from './terminal/output.js';
import { table, type Cell, type Paint } from './terminal/table.js';
import { shown } from './terminal/time.js';

const HELP = `
What was accepted is filed, rejected, parked or in flight; the books say so for each procedure and day of accepting, in
the hub's time zone. Numbers that a gateway gave out and no worker has seen are named missing, with their time.
Exit code 1 when something is missing or the sums do not match.
With --compare the list of a sender is held against what the hub has: one key a line, a .csv with the key in its first
column, or a .json array of keys; a million at most.

Examples:
  fachwerk reconciliation --demo
  fachwerk reconciliation --procedure xrechnung --day 2026-11-23 --json
  fachwerk reconciliation --procedure xrechnung --compare sent.csv --from 2026-11-23T00:00:00+01:00 --to 2026-11-24T00:00:00+01:00`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly day?: string;
  readonly compare?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
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
    .option('--day <day>', 'such as 2026-11-23 (default: today)')
    .option('--compare <file>', 'compare the keys of this file with what the hub has')
    .option('--from <time>', 'with --compare: accepted from then on (default: beginning of today)')
    .option('--to <time>', 'with --compare: accepted before then (default: end of today)')
    .option('--limit <count>', 'with --compare: how many keys of each kind are named (default: 1,000)', positive);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => reconciliation(command.optsWithGlobals<Options>()));
}

async function reconciliation({ procedure, day, compare, from, to, limit, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  if (compare !== undefined) return compareList(hub, { compare, procedure, from, to, limit }, output);
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
