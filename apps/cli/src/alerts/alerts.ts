import { Option, type Command } from 'commander';
import type { AlertAnswer, Lang } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { pagesOf, positive } from '../hub/pages.js';
import { Output } from '../terminal/output.js';
import { table, type Cell } from '../terminal/table.js';
import { shown } from '../terminal/time.js';

const HELP = `
Newest first. Needs the login of a person: FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD,
or --demo. TOLD says by which ways people were told, and what did not arrive. Rules and channels are in the console.

Examples:
  fachwerk alerts list --demo
  fachwerk alerts list --state all --procedure permits --json`;

interface Options extends HubOptions {
  readonly procedure?: string;
  readonly state: 'open' | 'resolved' | 'all';
  readonly limit: number;
  readonly json?: true;
}

export function addAlerts(program: Command): void {
  const group = program
    .command('alerts')
    .summary('see what the hub has noticed by itself')
    .description('What the hub has noticed by itself: messages that wait, much that is parked, a disk that fills up.');
  const command = group
    .command('list')
    .summary('list alerts, newest first')
    .description('Lists alerts, since when they are open, and who was told.')
    .option('--procedure <name>', 'of this specialist procedure only')
    .addOption(new Option('--state <state>', 'in this state only').choices(['open', 'resolved', 'all']).default('open'))
    .option('--limit <number>', 'most alerts to list', positive, 50);
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => list(command.optsWithGlobals<Options>()));
}

async function list({ procedure, state, limit, json, ...options }: Options): Promise<void> {
  const output = new Output(json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const { found, after } = await pagesOf(limit, async (page) => {
    const path = pathWith('/v1/alerts', { procedure, state: state === 'all' ? undefined : state, ...page });
    const answer = await hub.get<{ alerts: AlertAnswer[]; after?: string }>(path, authorization);
    return { found: answer.alerts, after: answer.after };
  });
  output.answer({ alerts: found, ...(after === undefined ? {} : { after }) }, () => {
    if (found.length === 0) return state === 'open' ? 'No alert is open.' : 'There are no such alerts.';
    const head = ['SINCE', 'UNTIL', 'SEVERITY', 'ALERT', 'ACKNOWLEDGED BY', 'TOLD'];
    const rows = found.map((alert) => row(alert, hub.lang));
    return table(head, rows, output.paint);
  });
  if (after !== undefined) output.note(`There are more than these ${found.length}: use --limit.`);
}

function row(alert: AlertAnswer, lang: Lang): readonly Cell[] {
  const { openedAt, resolvedAt, severity, sentence, acknowledgedBy, notices } = alert;
  const colour = resolvedAt === undefined ? ({ warning: 'yellow', critical: 'red' } as const)[severity] : undefined;
  return [
    shown(openedAt),
    resolvedAt === undefined ? '' : shown(resolvedAt),
    colour === undefined ? severity : { text: severity, colour },
    sentence[lang],
    acknowledgedBy ?? '',
    notices
      .map(({ what, channel, state }) => `${what}: ${channel}${state === 'delivered' ? '' : ` (${state})`}`)
      .join(', '),
  ];
}
