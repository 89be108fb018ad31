import { Option, type Command } from 'commander';
import type { DeliveryAnswer, Lang } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { pagesOf, positive } from '../hub/pages.js';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';

const HELP = `
Newest first. Needs an operator's login: FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD,
or --demo.

Examples:
  fachwerk webhooks list --state pending
  fachwerk webhooks list --procedure permits --state stopped --json | jq -r '.deliveries[].id' | xargs fachwerk webhooks release`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly state?: string;
  readonly limit: number;
  readonly json?: true;
}

export function addListDeliveries(group: Command): void {
  const command = group
    .command('list')
    .summary('list receipts for webhooks, newest first')
    .description('Lists receipts for webhooks and how far they are on their way.')
    .option('--procedure <name>', 'of this specialist procedure only')
    .addOption(new Option('--state <state>', 'in this state only').choices(['pending', 'delivered', 'stopped']))
    .option('--limit <number>', 'most receipts to list', positive, 50);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => list(command.optsWithGlobals<Options>()));
}

async function list({ procedure, state, limit, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const { found, after } = await pagesOf(limit, async (page) => {
    const path = pathWith('/v1/outbox', { procedure, state, ...page });
    const answer = await hub.get<{ deliveries: DeliveryAnswer[]; after?: string }>(path, authorization);
    return { found: answer.deliveries, after: answer.after };
  });
  output.answer({ deliveries: found, ...(after === undefined ? {} : { after }) }, () => {
    if (found.length === 0) return 'There are no such receipts.';
    const head = ['SETTLED', 'STATE', 'PROCEDURE', 'KEY', 'TRIES', 'NEXT TRY', 'LAST ERROR', 'DELIVERY'];
    const rows = found.map((delivery) => row(delivery, hub.lang));
    return table(head, rows, output.paint);
  });
  if (after !== undefined) output.note(`There are more than these ${found.length}: use --limit.`);
}

function row(delivery: DeliveryAnswer, lang: Lang): readonly Cell[] {
  const { createdAt, state, procedure, key, attempts, nextAt, lastError, id } = delivery;
  const colour = ({ pending: 'yellow', delivered: 'green', stopped: 'red' } as const)[state];
  return [
    shown(createdAt),
    { text: state, colour },
    procedure,
    key,
    String(attempts),
    nextAt === null ? '' : shown(nextAt),
    lastError?.sentence[lang] ?? '',
    id,
  ];
}
