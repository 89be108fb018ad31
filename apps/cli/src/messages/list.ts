import { Option, type Command } from 'commander';
import type { MessageAnswer } from '../hub/answers.js';
import { anyAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { pagesOf, positive } from '../hub/pages.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { beginningOf, endOf, shown } from '../terminal/time.js';
import { stateCell, wordOfState } from './message-text.js';

const HELP = `
Newest first. Days are those of this computer's time zone; --to includes the day it names.
A procedure's key shows its own messages, a person's login those of the tenant.

Examples:
  fachwerk messages list --demo --state parked
  fachwerk messages list --procedure xrechnung --from 2026-11-01 --to 2026-11-30 --limit 1000 --json`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly state?: string;
  readonly from?: string;
  readonly to?: string;
  readonly limit: number;
  readonly json?: true;
}

export function addList(group: Command): void {
  const command = group
    .command('list')
    .summary('list messages, newest first')
    .description('Lists messages and their state.')
    .option('--procedure <name>', 'of this specialist procedure only')
    .addOption(
      new Option('--state <state>', 'in this state only').choices(['accepted', 'held', 'filed', 'rejected', 'parked']),
    )
    .option('--from <day or time>', 'accepted then or later')
    .option('--to <day or time>', 'accepted before then')
    .option('--limit <number>', 'most messages to list', positive, 50);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => list(command.optsWithGlobals<Options>()));
}

async function list(options: Options): Promise<void> {
  const query = {
    procedure: options.procedure,
    state: options.state,
    from: options.from === undefined ? undefined : beginningOf(options.from).toISOString(),
    to: options.to === undefined ? undefined : endOf(options.to).toISOString(),
  };
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await anyAuthorization(hub.credentials);
  const { found: messages, after } = await pagesOf(options.limit, async (page) => {
    const path = pathWith('/v1/messages', { ...query, ...page });
    const answer = await hub.get<{ messages: MessageAnswer[]; after?: string }>(path, authorization);
    return { found: answer.messages, after: answer.after };
  });
  output.answer({ messages, ...(after === undefined ? {} : { after }) }, () => {
    if (messages.length === 0) return 'There are no such messages.';
    return table(
      ['ACCEPTED', 'STATE', 'PROCEDURE', 'KEY', 'FILE REFERENCE OR CODE', 'MESSAGE'],
      messages.map(row),
      output.paint,
    );
  });
  if (after !== undefined) output.note(`There are more than these ${messages.length}: use --limit, --from and --to.`);
}

function row(message: MessageAnswer): Parameters<typeof table>[1][number] {
  const { acceptedAt, procedure, key = '', receipt, error, waiting, waitsFor, id } = message;
  const code = waitsFor === undefined ? (error ?? waiting)?.code : `waits for ${waitsFor}`;
  return [
    shown(acceptedAt),
    stateCell(wordOfState(message)),
    procedure,
    keyShown(key),
    receipt?.fileReference ?? code ?? '',
    id,
  ];
}

/** The hash of the content, which the hub takes when there is no key, says nothing to people. */
function keyShown(key: string): string {
  return /^[0-9a-f]{64}$/.test(key) ? `${key.slice(0, 12)}…` : key;
}
