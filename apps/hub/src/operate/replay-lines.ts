import type { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import { unforeseen } from './problem.js';
import { REPLAY_OUTCOMES, type Replay, type ReplayedMessage } from './replays.js';
import { errorView } from './views.js';

/** A replay as it is answered: one JSON value in each line. */
export class ReplayLines {
  /** @param onDefect an answer that began as going well passes no filter of errors */
  constructor(
    private readonly texts: ErrorTexts,
    private readonly onDefect: (error: HubError) => void,
  ) {}

  /** What is compared, each message, and the sum of them; an error in place of the sum when it could not be ended. */
  async *of({ facts, messages }: Replay): AsyncGenerator<string> {
    const counts = new Map(REPLAY_OUTCOMES.map((outcome) => [outcome, 0]));
    yield line({ replay: facts });
    try {
      for await (const message of messages) {
        counts.set(message.outcome, counts.get(message.outcome)! + 1);
        yield line({ message: messageView(message, this.texts) });
      }
      yield line({ summary: Object.fromEntries(counts) });
    } catch (error) {
      yield line({ error: this.errorOf(error) });
    }
  }

  private errorOf(error: unknown): object {
    const known = error instanceof HubError ? error : unforeseen(error);
    if (known.kind === 'defect') this.onDefect(known);
    const { code, message, details } = known;
    return { code, sentence: this.texts.sentence(code, message, details.values) };
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

function messageView(message: ReplayedMessage, texts: ErrorTexts): object {
  const { id, key, acceptedAt, outcome, changes, error } = message;
  return {
    id,
    ...(key === null ? {} : { key }),
    acceptedAt: acceptedAt.toISOString(),
    outcome,
    ...(changes === undefined ? {} : { changes }),
    ...(error === undefined ? {} : { error: errorView(error, texts, true) }),
  };
}
