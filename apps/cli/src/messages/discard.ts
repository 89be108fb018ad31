import type { Command } from 'commander';
import { decideEach, type DecideOptions } from '../hub/decide-each.js';
import { withHubOptions } from '../hub/hub.js';

const HELP = `
Needs an operator's login, as "fachwerk messages release" does. The sender reads the reason.
A discarded message is rejected: "fachwerk messages rerun" takes it up again.
Exit code 1 when one of the messages was not parked.

Example:
  fachwerk messages discard 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --reason "sent again as R-12, see ticket 4711"`;

export function addDiscard(group: Command): void {
  const command = group
    .command('discard <id...>')
    .summary('reject parked messages')
    .description('Rejects parked messages that are not to be filed.')
    .requiredOption('--reason <text>', 'why; the sender reads it');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (ids: string[]) => {
      const options = command.optsWithGlobals<DecideOptions & { readonly reason: string }>();
      const { reason } = options;
      const decision = { path: '/v1/messages', name: 'messages', verb: 'discard', done: 'discarded', reason } as const;
      await decideEach(decision, ids, options);
    });
}
