import type { Command } from 'commander';
import type { OperatorPauseAnswer } from '../hub/answers.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { shown } from '../terminal/time.js';

const HELP = `
The hub does it, so that it is known who did: give the login of a person, as for "fachwerk messages release".
What comes in while a procedure is paused is accepted and waits, up to FACHWERK_BACKLOG_MAX messages.

Examples:
  fachwerk procedure pause invoices --reason 'new file plan from Monday on'
  fachwerk procedure resume invoices`;

interface Options extends HubOptions {
  readonly reason: string;
  readonly json?: true;
}

/** @param group the command "procedure" */
export function addPauseAndResume(group: Command): void {
  const pause = group
    .command('pause <name>')
    .summary('have no message of a procedure filed until it is resumed')
    .description('Pauses a procedure: its messages are accepted and wait. Workers finish what they have in hand.')
    .requiredOption('--reason <text>', 'why; everybody who looks at the procedure reads it');
  withHubOptions(pause)
    .addHelpText('after', HELP)
    .action(async (name: string) => pauseOne(name, pause.optsWithGlobals<Options>()));
  const resume = group
    .command('resume <name>')
    .summary('have messages of a paused procedure filed again')
    .description('Resumes a procedure that an operator has paused.');
  withHubOptions(resume)
    .addHelpText('after', HELP)
    .action(async (name: string) => resumeOne(name, resume.optsWithGlobals<Options>()));
}

async function pauseOne(name: string, { reason, json, ...options }: Options): Promise<void> {
  const hub = await Hub.of(options);
  const path = `/v1/procedures/${encodeURIComponent(name)}/pause`;
  const authorization = await personAuthorization(hub.credentials);
  const { paused } = await hub.post<{ paused: OperatorPauseAnswer }>(path, authorization, { reason });
  new Output(json === true).answer(
    { name, paused },
    () => `${name} is paused since ${shown(paused.at)}, by ${paused.by}: ${paused.reason}`,
  );
}

async function resumeOne(name: string, { json, ...options }: Options): Promise<void> {
  const hub = await Hub.of(options);
  const path = `/v1/procedures/${encodeURIComponent(name)}/resume`;
  await hub.post(path, await personAuthorization(hub.credentials));
  new Output(json === true).answer({ name }, () => `${name} is not paused. Workers take its messages within seconds.`);
}
