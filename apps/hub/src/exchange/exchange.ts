import type { HubError } from '../errors/hub-error.js';

/**
 * The exchange buffers messages between gateway and worker. Two adapters keep one contract: RabbitMQ for production,
 * the database for the embedded default. Only this folder acknowledges: a handler answers with an outcome for each
 * delivery, and the adapter turns it into whatever its transport needs.
 */
export abstract class Exchange {
  /** Connects and declares what is shared by all procedures. Resolves once usable; later outages heal by themselves. */
  abstract open(): Promise<void>;

  /** Makes sure a lane exists, with its dead-letter target. Cheap to repeat. */
  abstract declare(lane: Lane): Promise<void>;

  /**
   * Hands a message over durably. Resolves only after the broker's confirm (or the commit). Declares the lane when
   * needed.
   *
   * @throws HubError `unavailable-shared` with code `exchange.unavailable`: not known to be stored (nack, returned,
   * timeout, blocked, closed). The sender repeats with the same key.
   */
  abstract publish(lane: Lane, message: Parcel): Promise<void>;

  /**
   * Starts consuming a set of lanes; the returned `Consumption` can change the set later.
   * Deliveries of several lanes are gathered into batches. Two batches may be in the handler at once: the next one is
   * read while one is filed.
   */
  abstract consume(lanes: readonly Lane[], handler: BatchHandler, options: ConsumeOptions): Consumption;

  /** What is waiting, for people. Never a proof: unacknowledged and dead-lettering messages are not in it. */
  abstract depth(lane: Lane): Promise<Depth>;

  /**
   * The queues of these lanes and those that all procedures share, as far as the transport itself can tell. Makes nothing
   * and takes nothing; cheap enough to be asked every few seconds.
   *
   * @throws HubError `exchange.unavailable`
   */
  abstract queues(lanes: readonly Lane[]): Promise<readonly QueueState[]>;

  /** The same with all that is known beside it, for people. What cannot be asked is left out, and `problems` say so. */
  abstract report(lanes: readonly Lane[]): Promise<QueueReport>;

  /** Undefined while usable, else why not. */
  abstract problem(): HubError | undefined;

  /** Stops consuming, hands unsettled messages back, closes the connection. */
  abstract close(): Promise<void>;
}

/**
 * Where a message waits: an `in` lane per tenant and procedure, which any number of processes consume; an `ordered` lane
 * for a procedure that is filed by order, which one process consumes at a time, in the order of publishing; `tally` for
 * the gateways' counts; `dead` for what the broker itself gave up on (safety net).
 */
export type Lane =
  | { readonly kind: 'in' | 'ordered'; readonly tenant: string; readonly procedure: string }
  | { readonly kind: 'tally' }
  | { readonly kind: 'dead' };

/** What travels: an id for confirms and traces, and bytes that the exchange does not look into. */
export interface Parcel {
  readonly id: string;
  readonly bytes: Buffer;
  /** W3C trace context, for those who look at the transport; where it has no headers it is left out. */
  readonly traceParent?: string;
}

export interface Delivery extends Parcel {
  readonly lane: Lane;
  /** True when it may have been delivered before. */
  readonly redelivered: boolean;
  /** How often it was delivered before, as the transport counts. A hint: it cannot name a culprit. */
  readonly deliveriesBefore: number;
  /** How often it went through the delay ladder. */
  readonly delays: number;
  /** For lane `dead`: where it came from and why. */
  readonly death?: Death;
}

export interface Death {
  readonly lane: string;
  readonly reason: string;
  readonly count: number;
  readonly at?: Date;
}

/**
 * What the handler decided for one delivery:
 * - `settled`: the ledger has it (filed, rejected, parked, duplicate); acknowledge.
 * - `delay`: come back after the rung `delays` stands for; moved by publish, confirm, acknowledge.
 * - `hand-back`: nothing was done with it; return it to its lane unchanged. Used for a shared outage (the whole
 *   consumption is suspended first) and for a procedure that has been paused (its lane is dropped first).
 * - `return`: from the lane for the dead to the lane it came from, as if it were new; moved like `delay`.
 */
export type Outcome =
  | { readonly do: 'settled' }
  | { readonly do: 'delay' }
  | { readonly do: 'hand-back' }
  | { readonly do: 'return'; readonly to: Lane };

/**
 * One outcome per delivery, same order. A throw hands the whole batch back and suspends the consumption.
 *
 * @param turn resolves when the batches before it are decided, and rejects when one of them failed. Before it resolves
 * nothing may be changed, otherwise what comes later would be filed earlier.
 */
export type BatchHandler = (batch: readonly Delivery[], turn: Promise<void>) => Promise<readonly Outcome[]>;

export interface ConsumeOptions {
  /** Most deliveries in one batch. */
  readonly batchMax: number;
  /** Most unacknowledged deliveries per lane. */
  readonly prefetch: number;
  readonly onSuspended?: (cause: unknown) => void;
  /** Asked every `probeMs` while suspended; consuming resumes when it resolves to true. */
  readonly probe: () => Promise<boolean>;
  readonly probeMs: number;
}

export interface Consumption {
  /** Replaces the set of lanes: new ones are declared and consumed, dropped ones are cancelled and handed back. */
  setLanes(lanes: readonly Lane[]): Promise<void>;
  /** Stops taking from all lanes, hands back, probes, resumes by itself. */
  suspend(cause: unknown): void;
  /** True when every wanted lane has a consumer attached right now. */
  attached(): boolean;
  /** Takes nothing more, lets the running batches finish, hands the rest back. */
  stop(): Promise<void>;
}

/** One queue. What the transport cannot tell is undefined. */
export interface QueueState {
  /** `delay`: a rung of the delay ladder. */
  readonly kind: Lane['kind'] | 'delay';
  readonly name: string;
  /** Of `in` and `ordered`: the id of the procedure. */
  readonly procedure?: string;
  /** Undefined when the queue does not answer. */
  readonly ready?: number;
  /** In the hands of consumers. */
  readonly unacknowledged?: number;
  readonly consumers?: number;
  readonly delayMs?: number;
  readonly publishedPerSecond?: number;
  readonly deliveredPerSecond?: number;
  /** Nodes of a cluster. */
  readonly leader?: string;
  readonly members?: readonly string[];
}

export interface QueueReport {
  /** Who told it. */
  readonly source: 'management' | 'amqp' | 'database';
  readonly queues: readonly QueueState[];
  readonly nodes?: readonly BrokerNode[];
  readonly problems: readonly HubError[];
}

export interface BrokerNode {
  readonly name: string;
  readonly running: boolean;
  readonly memoryBytes?: number;
  readonly diskFreeBytes?: number;
  /** `memory`, `disk`: what there is too little of, so that the broker takes nothing in. */
  readonly alarms: readonly string[];
}

export interface Depth {
  readonly ready: number;
  /** Undefined where the transport cannot tell. */
  readonly unsettled?: number;
}
