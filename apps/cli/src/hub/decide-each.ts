/** Has the hub release, run again or discard one thing after the other. */
import { Failure, toFailure } from '../failure.js';
import { Output } from '../terminal/output.js';
import { table } from '../terminal/table.js';
import { personAuthorization } from './credentials.js';
import { Hub, type HubOptions } from './hub.js';

export interface DecideOptions extends HubOptions {
  readonly json?: true;
}

/** What is decided about: messages, or receipts on their way. */
export interface Decision {
  /** Where the hub has them. */
  readonly path: string;
  /** Plural, as it is called in answers. */
  readonly name: string;
  /** What the hub is asked for, and what is said of it then. */
  readonly verb: 'release' | 'rerun' | 'discard';
  readonly done: 'released' | 'rerun' | 'discarded';
  /** Why. */
  readonly reason?: string;
}

interface Decided {
  readonly id: string;
  readonly failure?: Failure;
}

/** @throws Failure when one of them was refused; all were tried */
export async function decideEach(decision: Decision, ids: readonly string[], options: DecideOptions): Promise<void> {
  const { name, done } = decision;
  const output = new Output(options.json === true);
  const hub = await Hub.of(options);
  const authorization = await personAuthorization(hub.credentials);
  const results: Decided[] = [];
  for (const id of ids) results.push(await decideOne(hub, decision, id, authorization));

  const failed = results.filter(({ failure }) => failure !== undefined);
  output.answer({ [name]: results.map((result) => toJson(result, done)) }, () =>
    table(
      ['ID', 'RESULT', 'REASON'],
      results.map(({ id, failure }) => [
        id,
        failure === undefined ? { text: done, colour: 'green' } : { text: 'refused', colour: 'red' },
        failure === undefined ? '' : `${failure.code}: ${failure.message}`,
      ]),
      output.paint,
    ),
  );
  if (failed.length > 0) {
    throw new Failure(`${name}.not-${done}`, `${failed.length} of ${ids.length} ${name} were not ${done}.`);
  }
}

/** @throws Failure what would hold for all of them: no access, no hub */
async function decideOne(hub: Hub, decision: Decision, id: string, authorization: string): Promise<Decided> {
  const { path, verb, reason } = decision;
  try {
    const body = reason === undefined ? undefined : { reason };
    await hub.post(`${path}/${encodeURIComponent(id)}/${verb}`, authorization, body);
    return { id };
  } catch (error) {
    const failure = toFailure(error);
    if (failure.exitCode === 3 || failure.code.startsWith('access.')) throw failure;
    return { id, failure };
  }
}

function toJson({ id, failure }: Decided, done: Decision['done']): object {
  return failure === undefined
    ? { id, [done]: true }
    : { id, [done]: false, error: { code: failure.code, message: failure.message } };
}
