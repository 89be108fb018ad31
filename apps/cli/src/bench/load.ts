/** Sends messages, by schedule or as fast as senders get answers, and writes down what came of it. */
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, type RawAnswer } from './connection.js';
import { restEntrance, type Entrance } from './entrance.js';
import type { Source } from './messages.js';
import { Schedule } from './schedule.js';

/**
 * Arrivals by schedule (an open loop), or senders of whom each waits for its answer (a closed one). With a schedule the
 * time of an answer counts from when its message was due.
 */
export type Pace = { readonly perSecond: number } | { readonly senders: number };

export interface Target {
  readonly baseUrl: URL;
  readonly procedure: string;
  /** As the header has it. */
  readonly authorization: string;
  /** Over REST, unless it is said otherwise. */
  readonly entrance?: Entrance;
}

/** What came of one stretch of sending. It grows while messages are sent. */
export class Sent {
  /** Messages that have an answer, or will have none. */
  count = 0;
  /** Of everything that was accepted, in the order of the answers. */
  readonly ids: string[] = [];
  /** Of what was accepted by an entrance that tells no ids. */
  readonly keys: string[] = [];
  /** Of everything that was accepted, in ms. */
  readonly acceptMs: number[] = [];
  /** By status and code. */
  readonly refused = new Map<string, number>();
  readonly startedAt = performance.now();
  endedAt = this.startedAt;
  /** Of this process while it sent, in µs of a core. */
  cpuMicros = 0;

  get seconds(): number {
    return (this.endedAt - this.startedAt) / 1_000;
  }
}

/** A sender that was refused comes back after this, whatever it was told: it is to be seen that it is refused. */
const REFUSED_REST_MS = 50;
/** Of a schedule. The hub takes 256 of one procedure at once. */
const CONNECTIONS_MAX = 256;

export class Load {
  private readonly free: Connection[] = [];
  private readonly queue: ((connection: Connection) => void)[] = [];
  private readonly all: Connection[] = [];
  private readonly entrance: Entrance;
  private readonly head: string;
  private readonly connectionsMax: number;
  private number = 0;

  constructor(
    private readonly target: Target,
    private readonly source: Source,
    private readonly pace: Pace,
    private readonly signal: AbortSignal,
  ) {
    const { pathname, host } = target.baseUrl;
    this.entrance = target.entrance ?? restEntrance(target.procedure);
    this.head = `POST ${pathname}${this.entrance.path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${target.authorization}\r\n`;
    this.connectionsMax = 'senders' in pace ? pace.senders : CONNECTIONS_MAX;
  }

  /**
   * Resolves when all that was due has its answer.
   *
   * @param sent shows how far it is
   */
  async send(seconds: number, sent = new Sent()): Promise<Sent> {
    const before = process.cpuUsage();
    if ('senders' in this.pace) await this.inTurns(this.pace.senders, seconds, sent);
    else await this.bySchedule(new Schedule(this.pace.perSecond, seconds), sent);
    const { user, system } = process.cpuUsage(before);
    sent.cpuMicros += user + system;
    sent.endedAt = performance.now();
    return sent;
  }

  close(): void {
    for (const connection of this.all) connection.close();
  }

  private async inTurns(senders: number, seconds: number, sent: Sent): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    const sender = async (): Promise<void> => {
      while (performance.now() < end && !this.signal.aborted) {
        const accepted = await this.one(performance.now(), sent);
        if (!accepted) await delay(REFUSED_REST_MS);
      }
    };
    await Promise.all(Array.from({ length: senders }, sender));
  }

  private async bySchedule(schedule: Schedule, sent: Sent): Promise<void> {
    const began = performance.now();
    let [begun, open] = [0, 0];
    while (open > 0 || (begun < schedule.count && !this.signal.aborted)) {
      const due = this.signal.aborted ? begun : schedule.dueBy(performance.now() - began);
      for (; begun < due; begun += 1) {
        open += 1;
        void this.one(began + schedule.dueAt(begun), sent).finally(() => (open -= 1));
      }
      await delay(1);
    }
  }

  /** @returns whether it was accepted */
  private async one(dueAt: number, sent: Sent): Promise<boolean> {
    const connection = this.idle() ?? (await new Promise<Connection>((resolve) => this.queue.push(resolve)));
    // What was due and is not sent when a run is stopped is not counted.
    const answer = this.signal.aborted ? undefined : await this.post(connection);
    const next = this.queue.shift();
    if (next === undefined) this.free.push(connection);
    else next(connection);
    if (answer === undefined) return false;
    sent.count += 1;
    if ('failed' in answer) return refuse(sent, `no answer (${answer.failed})`);
    const accepted = this.entrance.acceptedIn(answer);
    if (accepted === undefined) return refuse(sent, `${answer.status} ${codeIn(answer.text)}`.trim());
    if (accepted.id === undefined) sent.keys.push(answer.key);
    else sent.ids.push(accepted.id);
    sent.acceptMs.push(performance.now() - dueAt);
    return true;
  }

  private post(connection: Connection): Promise<(RawAnswer & { readonly key: string }) | { readonly failed: string }> {
    const message = this.source((this.number += 1));
    const { key, mime, bytes, parts } = message;
    const headers = `${this.entrance.headersOf(message)}content-type: ${mime}\r\ncontent-length: ${bytes}\r\n`;
    return connection.send(`${this.head}${headers}\r\n`, parts).then(
      (answer) => ({ ...answer, key }),
      (error: NodeJS.ErrnoException) => ({ failed: error.code ?? error.message }),
    );
  }

  private idle(): Connection | undefined {
    const free = this.free.pop();
    if (free !== undefined || this.all.length >= this.connectionsMax) return free;
    const connection = new Connection(this.target.baseUrl);
    this.all.push(connection);
    return connection;
  }
}

/** Of the hub, in JSON or in a fault. */
function codeIn(text: string): string {
  const [, inJson, inXml] = /"code":"([^"]*)"|<(?:\w+:)?code(?:\s[^>]*)?>([^<]*)</.exec(text) ?? [];
  return inJson ?? inXml ?? '';
}

function refuse(sent: Sent, why: string): false {
  sent.refused.set(why, (sent.refused.get(why) ?? 0) + 1);
  return false;
}
