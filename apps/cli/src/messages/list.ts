import { InvalidArgumentError, Option, type Command } from 'commander';
import type { MessageAnswer } from '../hub/answers.js';
import { anyAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { beginningOf, endOf, shown } from '../terminal/time.js';
import { stateCell } from './message-text.js';

/** What the hub gives at once. */
const PAGE_MAX = 500;
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

interface Page {
  readonly messages: readonly MessageAnswer[];
  /** Where the next page begins. */
  readonly after?: string;
}

export function addList(group: Command): void {
  const command = group
    .command('list')
    .summary('list messages, newest first')
    .description('Lists messages and their state.')
    .option('--procedure <name>', 'of this specialist procedure only')
    .addOption(new Option('--state <state>', 'in this state only').choices(['accepted', 'filed', 'rejected', 'parked']))
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
  const { messages, after } = await pages(hub, query, options.limit);
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

async function pages(hub: Hub, query: Readonly<Record<string, string | undefined>>, limit: number): Promise<Page> {
  const authorization = await anyAuthorization(hub.credentials);
  const messages: MessageAnswer[] = [];
  let after: string | undefined;
  do {
    const size = String(Math.min(PAGE_MAX, limit - messages.length));
    const page: Page = await hub.get<Page>(pathWith('/v1/messages', { ...query, after, limit: size }), authorization);
    messages.push(...page.messages);
    after = page.after;
  } while (after !== undefined && messages.length < limit);
  return { messages, ...(after === undefined ? {} : { after }) };
}

function row(message: MessageAnswer): Parameters<typeof table>[1][number] {
  const { acceptedAt, state, procedure, key = '', receipt, error, waiting, id } = message;
  return [
    shown(acceptedAt),
    stateCell(state),
    procedure,
    keyShown(key),
    receipt?.fileReference ?? (error ?? waiting)?.code ?? '',
    id,
  ];
}

/** The hash of the content, which the hub takes when there is no key, says nothing to people. */
function keyShown(key: string): string {
  return /^[0-9a-f]{64}$/.test(key) ? `${key.slice(0, 12)}…` : key;
}

function positive(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number above 0.');
}
