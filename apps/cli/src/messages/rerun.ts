import type { Command } from 'commander';
import { decideEach, type DecideOptions } from '../hub/decide-each.js';
import { withHubOptions } from '../hub/hub.js';

const HELP = `
Needs an operator's login, as "fachwerk messages release" does. The attempts of each message say who and why.
A message is filed once at most: what was filed meanwhile under the same key and content stays as it is.
Exit code 1 when one of the messages was not rejected.

Example:
  fachwerk messages rerun 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --reason "connector 1.3 reads old dates"`;

export function addRerun(group: Command): void {
  const command = group
    .command('rerun <id...>')
    .summary('send rejected messages through the pipeline once more')
    .description('Sends rejected messages through the pipeline once more, after the connector or its settings changed.')
    .requiredOption('--reason <text>', 'why, for the attempts of the message');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (ids: string[]) => {
      const options = command.optsWithGlobals<DecideOptions & { readonly reason: string }>();
      const { reason } = options;
      await decideEach({ path: '/v1/messages', name: 'messages', verb: 'rerun', done: 'rerun', reason }, ids, options);
    });
}
