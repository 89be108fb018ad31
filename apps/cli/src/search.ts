import { Option, type Command } from 'commander';
import type { HitAnswer } from './hub/answers.js';
import { anyAuthorization } from './hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from './hub/hub.js';
import { pagesOf, positive } from './hub/pages.js';
import { Output } from './terminal/output.js';
import { table, type Cell } from './terminal/table.js';
import { shown } from './terminal/time.js';

const HELP = `
Newest first; what is just the reference or the key that was asked for comes before. All words must be there, the last one
may be the beginning of one. Days are those of the hub's time zone.
A procedure's key finds its own records, a person's login those of the tenant.

Examples:
  fachwerk search Bauant --demo
  fachwerk search 632.6/2026-17 --demo
  fachwerk search Rechnung Reinigung --file-plan 90 --from 2026-11-01 --limit 200 --json`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly filePlan?: string;
  readonly type?: string;
  readonly documentType?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly json?: true;
}

export function addSearch(program: Command): void {
  const command = program
    .command('search <words...>')
    .summary('find case files, cases and documents')
    .description('Finds case files, cases and documents by words, references and metadata.')
    .option('--procedure <name>', 'filed by this specialist procedure only')
    .option('--file-plan <code>', 'in this entry of the file plan, or below it')
    .addOption(new Option('--type <type>', 'of this kind only').choices(['case-file', 'case', 'document']))
    .option('--document-type <type>', 'documents of this type only, as connectors name it')
    .option('--from <day>', 'filed on this day or later')
    .option('--to <day>', 'filed on this day or earlier')
    .option('--limit <number>', 'most records to list', positive, 50);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (words: string[]) => search(words.join(' '), command.optsWithGlobals<Options>()));
}

interface Answer {
  readonly exact: readonly HitAnswer[];
  readonly hits: readonly HitAnswer[];
  readonly after?: string;
}

async function search(q: string, options: Options): Promise<void> {
  const { procedure, filePlan: filePlanCode, type, documentType, from, to } = options;
  const query = { q, procedure, filePlanCode, type, documentType, from, to };
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await anyAuthorization(hub.credentials);
  const exact: HitAnswer[] = [];
  const { found: hits, after } = await pagesOf(options.limit, async (page) => {
    const answer = await hub.get<Answer>(pathWith('/v1/search', { ...query, ...page }), authorization);
    exact.push(...answer.exact);
    return { found: answer.hits, after: answer.after };
  });
  output.answer({ exact, hits, ...(after === undefined ? {} : { after }) }, () => {
    if (exact.length + hits.length === 0) return 'Nothing was found.';
    const rows = [...exact.map((hit) => row(hit, true)), ...hits.map((hit) => row(hit, false))];
    return table(['TYPE', 'FILE REFERENCE', 'FILED', 'SUBJECT', 'ID'], rows, output.paint);
  });
  if (after !== undefined) output.note(`There are more than these ${hits.length}: use --limit, or more words.`);
}

function row({ type, reference, createdAt, subject, id }: HitAnswer, isExact: boolean): Cell[] {
  return [isExact ? { text: type, colour: 'green' } : type, reference, shown(createdAt), subject, id];
}
