import type { SpecialistProcedure } from '../access/snapshot.js';
import { HubError } from '../errors/hub-error.js';
import type { Marks } from './marks.js';
import { Rates } from './rates.js';

/** Envelopes of unknown senders at the same time; each is some megabytes of memory while it is read, however slowly. */
const STRANGERS_MAX = 32;

/** Decides before a body is read whether it may come in now. What is refused here has cost next to nothing. */
export class Admission {
  private readonly rates = new Rates();
  private readonly running = new Map<string, number>();
  private strangers = 0;

  constructor(
    private readonly marks: Marks,
    /** Requests of one procedure at the same time. */
    private readonly procedureRequestsMax: number,
  ) {}

  /**
   * @param sizeBytes of the body, undefined when the sender does not say
   * @returns to be called once the request is over
   * @throws HubError with status 429 when this procedure sends too much, 503 when the hub has too much
   */
  admit(procedure: SpecialistProcedure, sizeBytes: number | undefined): () => void {
    const { id, rate } = procedure;
    this.checkRunning(id);
    this.marks.checkBacklog(procedure);
    const bodyIsOver = this.marks.expect(sizeBytes);
    // The last one: what is refused for another reason takes no token.
    const waitMs = rate === null ? 0 : this.rates.take(id, rate, performance.now());
    if (rate !== null && waitMs > 0) {
      bodyIsOver();
      throw tooFast(rate, Math.ceil(waitMs / 1_000));
    }
    const requestIsOver = this.run(id);
    return () => {
      bodyIsOver();
      requestIsOver();
    };
  }

  /**
   * For requests that bring no message: they are as many at once as may be, together with those that do. Rate and backlog
   * are of messages.
   *
   * @returns to be called once the request is over
   * @throws HubError `procedure.requests`
   */
  admitReading({ id }: SpecialistProcedure): () => void {
    this.checkRunning(id);
    return this.run(id);
  }

  private checkRunning(id: string): void {
    const running = this.running.get(id) ?? 0;
    if (running >= this.procedureRequestsMax) throw tooManyRequests(this.procedureRequestsMax);
  }

  private run(id: string): () => void {
    this.running.set(id, (this.running.get(id) ?? 0) + 1);
    return () => {
      const left = this.running.get(id)! - 1;
      if (left > 0) this.running.set(id, left);
      else this.running.delete(id);
    };
  }

  /**
   * For entrances whose messages say themselves who sends them.
   *
   * @returns to be called once, when the sender is known or refused
   * @throws HubError `unavailable-shared` when too many are read
   */
  admitStranger(): () => void {
    if (this.strangers >= STRANGERS_MAX) throw tooManyStrangers();
    this.strangers += 1;
    return () => (this.strangers -= 1);
  }
}

function tooFast(rate: string, seconds: number): HubError {
  const sentence = `More messages than ${rate}. Send it again in ${seconds} s.`;
  return new HubError('unavailable-message', 'procedure.rate', sentence, {
    values: { rate, seconds },
    retryAfterSeconds: seconds,
  });
}

function tooManyStrangers(): HubError {
  const sentence =
    'Too many messages that say only inside who sends them are on their way at once. Send it again later, or with a key or certificate outside.';
  return new HubError('unavailable-shared', 'soap.strangers', sentence, { retryAfterSeconds: 5 });
}

function tooManyRequests(max: number): HubError {
  const sentence = `More than ${max} requests of the procedure at once. Send the message again later with the same key.`;
  return new HubError('unavailable-message', 'procedure.requests', sentence, {
    values: { max },
    retryAfterSeconds: 1,
  });
}
