import type { Command } from 'commander';
import { withHubOptions } from '../hub/hub.js';
import { decideEach, type DecideOptions } from '../hub/decide-each.js';

const HELP = `
Needs an operator's login: FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD, or --demo.
Exit code 1 when one of the receipts was not released. Ids are those of "fachwerk webhooks list".

Example:
  fachwerk webhooks release 4b6e8f21-9c1f-4d52-8a80-0d4c5b6a7e8f`;

export function addReleaseDeliveries(group: Command): void {
  const command = group
    .command('release <id...>')
    .summary('try receipts now')
    .description('Has receipts tried now, also when the receiver rests after failures, or when they were stopped.');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (ids: string[]) =>
      decideEach(
        { path: '/v1/outbox', name: 'deliveries', verb: 'release', done: 'released' },
        ids,
        command.optsWithGlobals<DecideOptions>(),
      ),
    );
}
