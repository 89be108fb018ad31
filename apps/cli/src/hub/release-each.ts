/** Asks the hub for the release of one thing after the other. */
import { Failure, toFailure } from '../failure.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { personAuthorization } from './credentials.js';
import { Hub, type HubOptions } from './hub.js';

export interface ReleaseOptions extends HubOptions {
  readonly json?: true;
}

/** What is released: messages, or receipts on their way. */
export interface Releasable {
  /** Where the hub has them. */
  readonly path: string;
  /** Plural, as it is called in answers. */
  readonly name: string;
}

interface Released {
  readonly id: string;
  readonly failure?: Failure;
}

/** @throws Failure when one of them was not released; all were tried */
export async function releaseEach(
  { path, name }: Releasable,
  ids: readonly string[],
  options: ReleaseOptions,
): Promise<void> {
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const results: Released[] = [];
  for (const id of ids)
    results.push(await releaseOne(hub, `${path}/${encodeURIComponent(id)}/release`, id, authorization));

  const failed = results.filter(({ failure }) => failure !== undefined);
  output.answer({ [name]: results.map(toJson) }, () =>
    table(
      ['ID', 'RESULT', 'REASON'],
      results.map(({ id, failure }) => [
        id,
        failure === undefined ? { text: 'released', colour: 'green' } : { text: 'refused', colour: 'red' },
        failure === undefined ? '' : `${failure.code}: ${failure.message}`,
      ]),
      output.paint,
    ),
  );
  if (failed.length > 0) {
    throw new Failure(`${name}.not-released`, `${failed.length} of ${ids.length} ${name} were not released.`);
  }
}

/** @throws Failure what would hold for all of them: no access, no hub */
async function releaseOne(hub: Hub, path: string, id: string, authorization: string): Promise<Released> {
  try {
    await hub.post(path, authorization);
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
