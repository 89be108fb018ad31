/**
 * Fetches messages of procedures from the mailboxes of XTA servers: list, fetch, accept, close. A message is closed only
 * once it is durable here; when something breaks in between, it is offered again, and is the same submission by its
 * MessageID. One gateway at a time fetches from a source, and no source holds up another.
 */
import type { Clock, Ids } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import type { XtaClient, XtaConnection } from '../../xta-client/client.js';
import type { Arrivals } from './arrivals.js';
import { Mailbox } from './mailbox.js';
import { causeOf, isOurs, type End, type ReaderEvents, type Source, type SourceBooks } from './source.js';

export interface ReaderParts {
  readonly books: SourceBooks;
  readonly arrivals: Arrivals;
  readonly connect: (connection: XtaConnection) => XtaClient;
  readonly clock: Clock;
  readonly ids: Ids;
}

const LOOK_MS = 1_000;
const LEASE_MS = 60_000;
const RENEW_MS = 15_000;
/** The longest wait after failures in a row. */
const WAIT_SECONDS_MAX = 3_600;
/** When it is the hub that can take nothing now. */
const OWN_WAIT_SECONDS = 15;

export class XtaReader {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private looking: Promise<void> = Promise.resolve();
  private readonly running = new Map<string, Promise<void>>();
  private readonly mailboxes = new Set<Mailbox>();

  constructor(
    private readonly parts: ReaderParts,
    private readonly events: ReaderEvents,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.look();
  }

  /** Takes nothing more in. What is being fetched is accepted and closed; what takes longer than the limit is given up. */
  async stop(limitMs: number): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    const late = setTimeout(() => {
      for (const mailbox of this.mailboxes) mailbox.end();
    }, limitMs);
    await this.looking;
    await Promise.all(this.running.values());
    clearTimeout(late);
  }

  /** One look after the other: with a slow database they would pile up. */
  private look(): void {
    this.looking = this.looking.then(() => this.beginDue()).catch(this.events.onProblem);
  }

  private async beginDue(): Promise<void> {
    if (this.stopped) return;
    for (const of of await this.parts.books.due(this.parts.clock.now())) {
      const name = `${of.tenant}/${of.procedure}`;
      if (this.stopped || this.running.has(name)) continue;
      const run = this.fetchAll(of)
        .catch(this.events.onProblem)
        .finally(() => this.running.delete(name));
      this.running.set(name, run);
    }
  }

  private async fetchAll(of: Pick<Source, 'tenant' | 'procedure'>): Promise<void> {
    const { books, arrivals, connect, clock, ids } = this.parts;
    const now = clock.now();
    const source = await books.take(of, ids.uuid(), now, new Date(now.getTime() + LEASE_MS));
    if (source === undefined) return;
    let isMine = true;
    const renewing = setInterval(() => {
      const until = new Date(clock.now().getTime() + LEASE_MS);
      books.renew(source, until).then(
        (mine) => (isMine = mine),
        () => (isMine = false),
      );
    }, RENEW_MS);
    const goesOn = (): boolean => isMine && !this.stopped;
    const mailbox = new Mailbox(source, { books, arrivals, connect, clock, ids }, goesOn, this.events);
    let problem: unknown;
    this.mailboxes.add(mailbox);
    try {
      await mailbox.empty();
    } catch (error) {
      problem = error;
    } finally {
      clearInterval(renewing);
      mailbox.end();
      this.mailboxes.delete(mailbox);
    }
    const end = this.endOf(source, mailbox, problem);
    await books.giveBack(source, end);
    this.events.onEnd(source, end);
    if (problem !== undefined && !(problem instanceof HubError)) throw problem;
  }

  private endOf(source: Source, { fetched, refused, contactAt }: Mailbox, problem: unknown): End {
    const now = this.parts.clock.now();
    const counted = { fetched, refused, ...(contactAt === undefined ? {} : { contactAt }) };
    const after = (seconds: number): Date => new Date(now.getTime() + 1_000 * seconds);
    if (problem === undefined) {
      // Not all sources of a city at the same moment.
      return { ...counted, nextAt: after(source.intervalSeconds * (0.9 + 0.2 * this.share())), failed: false };
    }
    const error = { ...causeOf(problem), at: now.toISOString() };
    if (isOurs(problem)) {
      return { ...counted, error, nextAt: after(OWN_WAIT_SECONDS * (0.5 + this.share())), failed: false };
    }
    // What was fetched before it failed shows that its server is there: the first waits are short again.
    const failures = fetched > 0 ? 0 : source.failures;
    const longest = Math.min(WAIT_SECONDS_MAX, source.intervalSeconds * 2 ** Math.min(failures, 12));
    return { ...counted, error, nextAt: after(Math.max(0.2, this.share() * longest)), failed: true };
  }

  /** From 0 to 1, evenly (full jitter). */
  private share(): number {
    return this.parts.ids.bytes(4).readUInt32BE() / 0xffff_ffff;
  }
}
