import type { SpecialistProcedure } from '../access/snapshot.js';
import type { ContentIntake, ContentStore } from '../archive/content-store.js';
import { HubError } from '../errors/hub-error.js';
import type { Exchange, Lane } from '../exchange/exchange.js';
import { depthOf, lanesOf } from '../exchange/lane.js';
import { collectGarbage } from './collect-garbage.js';

/** What there may be too much of. */
export type Mark = 'backlog' | 'space' | 'memory';

export interface MarkLimits {
  /** Messages of one procedure that wait. */
  readonly backlogMax: number;
  /** Kept free for what was accepted already; never more than a tenth of the disk. */
  /** Without it: 1 GiB, or a tenth of the disk if that is less. */
  readonly contentFreeBytesMin?: number;
  /** What the process may take, with the large bodies that are on their way. */
  readonly memoryBytesMax: number;
  /** Bodies up to this size ride in the message. */
  readonly inlineBytesMax: number;
  readonly messageBytesMax: number;
}

export interface MarkEvents {
  readonly onDepth: (procedure: string, waiting: number) => void;
  readonly onSpace: (freeBytes: number, totalBytes: number) => void;
  /** Once when a mark is reached, and once when it is not any more. */
  readonly onMark: (mark: Mark, reached: boolean, fields: Readonly<Record<string, number | string>>) => void;
  readonly onProblem: (what: string, error: unknown) => void;
}

const LOOK_MS = 2_000;
const GIB = 1024 ** 3;
/** How long a sender with a full lane is sent away for. */
const BACKLOG_RETRY_SECONDS = 15;
const SPACE_RETRY_SECONDS = 30;

/** Looks in the background how much waits and how much room there is, so that no request has to ask. */
export class Marks {
  /** Procedures that sent something since the last look, or are over the mark. */
  private readonly sending = new Map<string, readonly Lane[]>();
  private readonly asking = new Set<string>();
  /** Of procedures that are over the mark: how many messages wait. */
  private readonly full = new Map<string, number>();
  private spaceIsLow = false;
  private looksForSpace = false;
  private expectedBytes = 0;
  private memoryIsLow = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly exchange: Pick<Exchange, 'depth'>,
    private readonly store: Pick<ContentStore, 'space'>,
    private readonly limits: MarkLimits,
    private readonly events: MarkEvents,
    /** What the process has now. */
    private readonly residentBytes: () => number,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.look();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** @throws HubError `procedure.backlog` */
  checkBacklog(procedure: SpecialistProcedure): void {
    const { id, name } = procedure;
    this.sending.set(id, lanesOf(procedure));
    const waiting = this.full.get(id);
    if (waiting === undefined) return;
    const max = this.limits.backlogMax;
    const sentence = `${waiting} messages of ${name} wait to be filed, more than the ${max} that may. Send it again later.`;
    throw new HubError('unavailable-message', 'procedure.backlog', sentence, {
      values: { waiting, max },
      retryAfterSeconds: BACKLOG_RETRY_SECONDS,
    });
  }

  /**
   * Makes room for a body before it is read. Small ones pass: they are what the hub is for, and connections bound how many
   * there are.
   *
   * @param sizeBytes undefined when the sender does not say
   * @returns to be called when the body is no longer in memory
   * @throws HubError `hub.memory-low`
   */
  expect(sizeBytes: number | undefined): () => void {
    const { inlineBytesMax, messageBytesMax } = this.limits;
    // A message is read as a whole at most; everything beyond goes to the content store as it comes.
    const bytes = Math.min(sizeBytes ?? messageBytesMax, messageBytesMax);
    if (bytes <= inlineBytesMax) return () => undefined;
    this.lookForMemory(bytes);
    if (this.memoryIsLow) {
      const sentence = 'The hub has too many large messages at once. Send the message again later with the same key.';
      throw new HubError('unavailable-shared', 'hub.memory-low', sentence);
    }
    this.expectedBytes += bytes;
    return () => void (this.expectedBytes -= bytes);
  }

  /** The content store as long as there is space in it: a large body ends when the space does, and nothing of it stays. */
  withSpace(store: ContentStore): ContentIntake {
    const checkSpace = (): void => this.checkSpace();
    async function* checked(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        checkSpace();
        yield chunk;
      }
    }
    return {
      put: (tenant, source) => store.put(tenant, checked(source)),
      read: (tenant, sha256, range) => store.read(tenant, sha256, range),
    };
  }

  private checkSpace(): void {
    if (!this.spaceIsLow) return;
    const sentence = 'The content store has hardly any space left. Send the message again later with the same key.';
    throw new HubError('unavailable-shared', 'content.space-low', sentence, { retryAfterSeconds: SPACE_RETRY_SECONDS });
  }

  private look(): void {
    void this.lookForSpace();
    this.lookForDepths();
    if (!this.memoryIsLow) return;
    // The mark must go although nobody asks, and an engine that nothing drives to it does not clean up by itself.
    collectGarbage();
    this.lookForMemory(this.limits.inlineBytesMax);
  }

  private lookForDepths(): void {
    const sending = [...this.sending];
    this.sending.clear();
    // A lane that does not answer holds up no other, and is not asked a second time meanwhile.
    for (const [id, lanes] of sending) if (!this.asking.has(id)) void this.ask(id, lanes);
  }

  private async ask(id: string, lanes: readonly Lane[]): Promise<void> {
    this.asking.add(id);
    try {
      const { ready, unsettled = 0 } = await depthOf(this.exchange, lanes);
      const waiting = ready + unsettled;
      this.events.onDepth(id, waiting);
      const isFull = waiting >= this.limits.backlogMax;
      if (isFull !== this.full.has(id)) this.events.onMark('backlog', isFull, { procedure: id, waiting });
      if (isFull) this.full.set(id, waiting);
      else this.full.delete(id);
    } catch (error) {
      // Whether it can be published to is told by publishing.
      this.events.onProblem('the depth of a lane is not known', error);
    }
    // Asked again until it is no longer full, also when nobody sends.
    if (this.full.has(id)) this.sending.set(id, lanes);
    this.asking.delete(id);
  }

  /** @param bytes that are to come in addition */
  private lookForMemory(bytes: number): void {
    const residentBytes = this.residentBytes();
    const isLow = residentBytes + this.expectedBytes + bytes > this.limits.memoryBytesMax;
    if (isLow !== this.memoryIsLow) this.events.onMark('memory', isLow, { residentBytes });
    this.memoryIsLow = isLow;
  }

  private async lookForSpace(): Promise<void> {
    if (this.looksForSpace) return;
    this.looksForSpace = true;
    try {
      const { freeBytes, totalBytes } = await this.store.space();
      this.events.onSpace(freeBytes, totalBytes);
      const { contentFreeBytesMin = Math.min(GIB, totalBytes / 10) } = this.limits;
      const isLow = freeBytes < contentFreeBytesMin;
      if (isLow !== this.spaceIsLow) this.events.onMark('space', isLow, { freeBytes });
      this.spaceIsLow = isLow;
    } catch (error) {
      this.events.onProblem('the space of the content store is not known', error);
    } finally {
      this.looksForSpace = false;
    }
  }
}
