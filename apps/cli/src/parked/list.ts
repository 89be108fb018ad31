import { Option, type Command } from 'commander';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, pathWith, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { shown } from '../terminal/time.js';
import type { CausesAnswer } from './answers.js';

const HELP = `
Needs an operator's login (FACHWERK_USER, FACHWERK_PASSWORD_FILE). Parked messages wait for a person; waiting ones go on
by themselves when their cause is gone.

Examples:
  fachwerk parked list --demo
  fachwerk parked list --tab waiting --procedure invoices --json
  fachwerk parked list --text "BG-2026-17"`;

interface Options extends HubOptions {
  readonly tab: 'parked' | 'waiting';
  readonly procedure?: string;
  readonly text?: string;
  readonly json?: true;
}

export function addListCauses(group: Command): void {
  const command = group
    .command('list')
    .summary('why messages stand still')
    .description('Lists the causes for which messages are parked or wait; those with most messages first.')
    .addOption(new Option('--tab <tab>', 'parked or waiting').choices(['parked', 'waiting']).default('parked'))
    .option('--procedure <name>', 'messages of this specialist procedure only')
    .option('--text <words>', 'messages with these words in key, error or body only');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async () => list(command.optsWithGlobals<Options>()));
}

async function list(options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const { tab, procedure, text: q } = options;
  const answer = await hub.get<CausesAnswer>(pathWith('/v1/causes', { tab, procedure, q }), authorization);
  output.answer(answer, () => {
    if (answer.causes.length === 0) return `No messages are ${tab === 'parked' ? 'parked' : 'waiting'}.`;
    return table(
      ['MESSAGES', 'LAST', 'WHO ACTS', 'CODE', 'WHAT', 'CAUSE'],
      answer.causes.map(({ count, lastSeen, whoActs, code, sentence, id }) => [
        String(count),
        shown(lastSeen),
        whoActs,
        code,
        sentence[hub.lang],
        id,
      ]),
      output.paint,
    );
  });
}
