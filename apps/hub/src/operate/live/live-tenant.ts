import { HubError } from '../../errors/hub-error.js';
import type { LiveSource, LiveState } from './live-source.js';

/** How often the sources are looked at while somebody listens. */
const LOOK_MS = 2_000;

/** Who listens. It gets texts of server-sent events. */
export type Listener = (text: string) => void;

interface Sent {
  readonly mark: string;
  readonly text: string;
}

/** All who listen to what happens in one tenant: one look serves them all. */
export class LiveTenant {
  private readonly listeners = new Set<Listener>();
  /** By event and key: what was sent last. */
  private sent = new Map<string, Sent>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  /** Sources whose last look failed: it is told once. */
  private readonly failing = new Set<LiveSource>();

  constructor(
    private readonly tenant: string,
    private readonly sources: readonly LiveSource[],
    private readonly onProblem: (error: unknown) => void,
  ) {}

  /** It gets what is known at once, as far as it is being looked at, and every change from then on. */
  add(listener: Listener): void {
    for (const { text } of this.sent.values()) listener(text);
    this.listeners.add(listener);
    if (this.timer === undefined && this.looking === undefined) this.begin();
  }

  /** @returns whether anybody is left */
  remove(listener: Listener): boolean {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return true;
    clearTimeout(this.timer);
    this.timer = undefined;
    // What changes while nobody looks is told anew to whoever comes next.
    this.sent = new Map();
    return false;
  }

  private begin(): void {
    this.timer = undefined;
    const begun = performance.now();
    this.looking = this.look().finally(() => {
      this.looking = undefined;
      if (this.listeners.size === 0) {
        this.sent = new Map();
        return;
      }
      // A look that takes long makes them rare, never two at once.
      this.timer = setTimeout(() => this.begin(), Math.max(0, LOOK_MS - (performance.now() - begun)));
    });
  }

  private async look(): Promise<void> {
    const states = await Promise.all(this.sources.map((source) => this.statesOf(source)));
    const known = new Map<string, Sent>();
    for (const [index, found] of states.entries()) {
      // A source that failed has nothing to say: what it said before stands.
      for (const [name, sent] of found ?? this.sentBy(index)) known.set(name, sent);
    }
    const before = this.sent;
    this.sent = known;
    for (const [name, { mark, text }] of known)
      if (before.get(name)?.mark !== mark) for (const listener of this.listeners) listener(text);
  }

  private async statesOf(source: LiveSource): Promise<ReadonlyMap<string, Sent> | undefined> {
    const prefix = this.sources.indexOf(source);
    try {
      const states = await source.look(this.tenant);
      this.failing.delete(source);
      return new Map(states.map((state) => [`${prefix} ${state.event} ${state.key ?? ''}`, sentOf(state)]));
    } catch (error) {
      // What all of them need is away: once is enough.
      const isAway = error instanceof HubError && error.kind === 'unavailable-shared';
      const isKnown = this.failing.has(source) || (isAway && this.failing.size > 0);
      if (!isKnown) this.onProblem(error);
      this.failing.add(source);
      return undefined;
    }
  }

  private sentBy(index: number): readonly (readonly [string, Sent])[] {
    return [...this.sent].filter(([name]) => name.startsWith(`${index} `));
  }
}

function sentOf({ event, data, mark }: LiveState): Sent {
  const text = JSON.stringify(data);
  return { mark: mark ?? text, text: `event: ${event}\ndata: ${text}\n\n` };
}
