import type { Command } from 'commander';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import type { JobAnswer } from './answers.js';
import { followJob } from './follow.js';

const HELP = `
It begins with one message again: first with those it had not sent, then with those that stand still again. It stops again
when the cause is still there.

Example:
  fachwerk parked resume 5f1e…-…  --demo`;

export function addResume(group: Command): void {
  const command = group
    .command('resume <job>')
    .summary('go on with a release that stopped by itself, or was paused')
    .description(
      'Goes on with a job that stopped by itself because its cause was still there, or that somebody paused.',
    );
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (job: string) => resume(job, command.optsWithGlobals<HubOptions & { json?: true }>()));
}

async function resume(id: string, options: HubOptions & { readonly json?: true }): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const job = await hub.post<JobAnswer>(`/v1/jobs/${encodeURIComponent(id)}/resume`, authorization, {});
  await followJob(job, hub, authorization, output);
}
