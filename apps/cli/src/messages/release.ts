import type { Command } from 'commander';
import { withHubOptions } from '../hub/hub.js';
import { decideEach, type DecideOptions } from '../hub/decide-each.js';

const HELP = `
Needs an operator's login: FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD, or --demo.
Exit code 1 when one of the messages was not released.

Examples:
  fachwerk messages release 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --demo
  fachwerk messages list --state parked --json | jq -r '.messages[].id' | xargs fachwerk messages release`;

export function addRelease(group: Command): void {
  const command = group
    .command('release <id...>')
    .summary('send parked or waiting messages through the pipeline once more')
    .description(
      'Sends messages that are parked, waiting or missing though a worker had them through the pipeline once more.',
    );
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (ids: string[]) =>
      decideEach(
        { path: '/v1/messages', name: 'messages', verb: 'release', done: 'released' },
        ids,
        command.optsWithGlobals<DecideOptions>(),
      ),
    );
}
