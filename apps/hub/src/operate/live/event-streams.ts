import type { FastifyReply } from 'fastify';
import { HubError } from '../../errors/hub-error.js';
import type { Draining } from '../draining.js';
import { EventStream } from './event-stream.js';
import type { LiveSource } from './live-source.js';
import { LiveTenant } from './live-tenant.js';

export interface StreamLimits {
  readonly perPerson: number;
  readonly inAll: number;
}

/** Who listens. */
export interface ListeningPerson {
  readonly tenant: string;
  readonly name: string;
  /** Whether this still holds. */
  readonly mayGoOn: () => Promise<boolean>;
}

/** All open streams of events of this process. */
export class EventStreams {
  private readonly tenants = new Map<string, LiveTenant>();
  private readonly streams = new Map<EventStream, string>();

  constructor(
    private readonly sources: readonly LiveSource[],
    private readonly draining: Draining,
    private readonly limits: StreamLimits,
    private readonly onProblem: (error: unknown) => void,
  ) {
    draining.whenClosing(() => {
      for (const stream of this.streams.keys()) stream.end();
    });
  }

  /**
   * Answers with everything that is to be told, until the other side goes, may not listen any more, or the hub stops.
   *
   * @throws HubError `request.too-many-streams`
   */
  open({ tenant, name, mayGoOn }: ListeningPerson, reply: FastifyReply): void {
    const who = `${tenant} ${name}`;
    this.checkLimits(who);
    // Gone while it was found out who asks: nothing would tell of its end any more.
    if (reply.raw.destroyed) return void reply.hijack();
    const live = this.tenants.get(tenant) ?? new LiveTenant(tenant, this.sources, this.onProblem);
    this.tenants.set(tenant, live);
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    const stream = new EventStream(reply.raw, headers, mayGoOn, () => {
      this.streams.delete(stream);
      if (!live.remove(send) && this.tenants.get(tenant) === live) this.tenants.delete(tenant);
    });
    const send = (text: string): void => stream.send(text);
    this.streams.set(stream, who);
    live.add(send);
    if (this.draining.leaving) stream.end();
  }

  private checkLimits(who: string): void {
    const own = [...this.streams.values()].filter((other) => other === who).length;
    const { perPerson, inAll } = this.limits;
    if (own >= perPerson) throw tooMany(perPerson);
    if (this.streams.size >= inAll) throw tooMany(inAll);
  }
}

function tooMany(max: number): HubError {
  const sentence = `${max} connections for live events are open already, no more are allowed.`;
  return new HubError('rejected', 'request.too-many-streams', sentence, { values: { max } });
}
