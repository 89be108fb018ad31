import type { Clock } from '../config/clock.js';
import { HubError, type Stage } from '../errors/hub-error.js';
import { cut, STACK_LENGTH_MAX } from '../errors/shortened.js';
import { DELAYED_HOURS_MAX, reactions, type Reaction } from '../errors/reaction.js';
import type { LedgerError } from '../ledger/state.js';
import type { ReadMessage } from './read-message.js';

/**
 * What happens to one message because of an error. A delay that lasts too long becomes a question to a person.
 *
 * @param seenAt when a worker first had the message; how long it lay in a queue before is no fault of its own
 */
export function reactionTo(error: HubError, seenAt: Date | undefined, clock: Clock): Reaction {
  const reaction = reactions[error.kind];
  if (reaction !== 'delay') return reaction;
  const waitedMs = seenAt === undefined ? 0 : clock.now().getTime() - seenAt.getTime();
  return waitedMs > DELAYED_HOURS_MAX * 3_600_000 ? 'park' : 'delay';
}

export function toLedgerError(error: HubError, stage: Stage, message: ReadMessage): LedgerError {
  const { connector, connectorVersion, type } = message;
  const { path, target, values } = error.details;
  return {
    kind: error.kind,
    code: error.code,
    stage,
    message: error.message,
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(values === undefined ? {} : { values }),
    connector,
    ...(connectorVersion === undefined ? {} : { connectorVersion }),
    ...(type === undefined ? {} : { type }),
    ...(error.kind === 'defect' ? { stack: stackOf(error) } : {}),
  };
}

function stackOf(error: HubError): string {
  const cause = error.cause;
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : (error.stack ?? error.message);
  return cut(stack, STACK_LENGTH_MAX);
}

/** Anything that is no HubError is a defect; its text may hold content of the message and stays in the cause. */
export function asDefect(cause: unknown): HubError {
  if (cause instanceof HubError) return cause;
  return new HubError('defect', 'file.defect', 'Filing this message failed in a way nobody foresaw.', {}, { cause });
}
