import { Option, type Command } from 'commander';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { positive } from '../hub/pages.js';
import { Output } from '../terminal/output.js';
import type { JobAnswer, PreviewAnswer } from './answers.js';
import { followJob } from './follow.js';

const HELP = `
The hub sends one message, waits what becomes of it, then 5, then 50, then 500 at a time. It stops by itself when one stands
still again for the same reason; parked resume goes on with it. Ctrl-C leaves the job running.
Exit code 1 when it stopped, or a message was not filed.

Examples:
  fachwerk parked release 5f1e…-…  --demo --dry-run
  fachwerk parked release 5f1e…-…  --demo`;

interface Options extends HubOptions {
  readonly tab: 'parked' | 'waiting';
  readonly rate?: number;
  readonly dryRun?: true;
  readonly json?: true;
}

export function addReleaseGroup(group: Command): void {
  const command = group
    .command('release <cause>')
    .summary('release all messages of a cause, in waves')
    .description('Sends all messages that are parked for a cause through the pipeline once more.')
    .addOption(new Option('--tab <tab>', 'which messages of it').choices(['parked', 'waiting']).default('parked'))
    .option('--rate <number>', 'most messages a minute', positive)
    .option('--dry-run', 'say what would be released');
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (cause: string) => release(cause, command.optsWithGlobals<Options>()));
}

async function release(cause: string, options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const selection = { filter: { cause, state: options.tab } };
  if (options.dryRun === true) {
    const preview = await hub.post<PreviewAnswer>('/v1/jobs/preview', authorization, { selection });
    output.answer(preview, () => {
      const of = preview.procedures.map(({ name, count }) => `${count} of ${name}`).join(', ');
      return `${preview.total} messages would be released (${of}), in waves of ${preview.waves.join(', ')}.`;
    });
    return;
  }
  const rate = options.rate === undefined ? {} : { ratePerMinute: options.rate };
  const job = await hub.post<JobAnswer>('/v1/jobs', authorization, { action: 'release', selection, ...rate });
  await followJob(job, hub, authorization, output);
}
