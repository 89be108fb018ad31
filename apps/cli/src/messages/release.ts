import type { Command } from 'commander';
import { Failure, toFailure } from '../failure.js';
import { personAuthorization } from '../hub/credentials.js';
import { Hub, withHubOptions, type HubOptions } from '../hub/hub.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';

const HELP = `
Needs an operator's login: FACHWERK_USER (name@tenant) and FACHWERK_PASSWORD_FILE or FACHWERK_PASSWORD, or --demo.
Exit code 1 when one of the messages was not released.

Examples:
  fachwerk messages release 019ac1f2-7d1a-8c3e-9f00-5c1d2e3f4a5b --demo
  fachwerk messages list --state parked --json | jq -r '.messages[].id' | xargs fachwerk messages release`;

interface Options extends HubOptions {
  readonly json?: true;
}

interface Released {
  readonly id: string;
  readonly failure?: Failure;
}

export function addRelease(group: Command): void {
  const command = group
    .command('release <id...>')
    .summary('send parked or waiting messages through the pipeline once more')
    .description(
      'Sends messages that are parked, waiting or missing though a worker had them through the pipeline once more.',
    );
  withHubOptions(command)
    .addHelpText('after', HELP)
    .action(async (ids: string[]) => release(ids, command.optsWithGlobals<Options>()));
}

async function release(ids: readonly string[], options: Options): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const results: Released[] = [];
  for (const id of ids) results.push(await releaseOne(hub, id, authorization));

  const failed = results.filter(({ failure }) => failure !== undefined);
  output.answer({ messages: results.map(toJson) }, () =>
    table(
      ['MESSAGE', 'RESULT', 'REASON'],
      results.map(({ id, failure }) => [
        id,
        failure === undefined ? { text: 'released', colour: 'green' } : { text: 'refused', colour: 'red' },
        failure === undefined ? '' : `${failure.code}: ${failure.message}`,
      ]),
      output.paint,
    ),
  );
  if (failed.length > 0) {
    throw new Failure('messages.not-released', `${failed.length} of ${ids.length} messages were not released.`);
  }
}

/** @throws Failure what would hold for every message: no access, no hub */
async function releaseOne(hub: Hub, id: string, authorization: string): Promise<Released> {
  try {
    await hub.post(`/v1/messages/${encodeURIComponent(id)}/release`, authorization);
    return { id };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.exitCode === 3 || failure.code.startsWith('access.')) throw failure;
    return { id, failure };
  }
}

function toJson({ id, failure }: Released): object {
  return failure === undefined
    ? { id, released: true }
    : { id, released: false, error: { code: failure.code, message: failure.message } };
}
