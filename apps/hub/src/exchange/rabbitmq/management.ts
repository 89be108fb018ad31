import { unescape } from 'node:querystring';
import { HubError } from '../../errors/hub-error.js';
import type { BrokerNode } from '../exchange.js';

const ANSWER_MS_MAX = 5_000;
/** Only what is shown: a broker with a thousand queues has a lot to say. */
const COLUMNS = [
  'name',
  'messages_ready',
  'messages_unacknowledged',
  'consumers',
  'leader',
  'members',
  'message_stats.publish_details.rate',
  'message_stats.deliver_get_details.rate',
];

/** A queue as the management sees it; what it has no figures of yet is left out. */
export interface ManagedQueue {
  readonly ready?: number;
  readonly unacknowledged?: number;
  readonly consumers?: number;
  readonly leader?: string;
  readonly members?: readonly string[];
  readonly publishedPerSecond?: number;
  readonly deliveredPerSecond?: number;
}

interface QueueAnswer {
  readonly name: string;
  readonly messages_ready?: number;
  readonly messages_unacknowledged?: number;
  readonly consumers?: number;
  readonly leader?: string;
  readonly members?: readonly string[];
  readonly message_stats?: {
    readonly publish_details?: { readonly rate?: number };
    readonly deliver_get_details?: { readonly rate?: number };
  };
}

interface NodeAnswer {
  readonly name: string;
  readonly running?: boolean;
  readonly mem_used?: number;
  readonly disk_free?: number;
  readonly mem_alarm?: boolean;
  readonly disk_free_alarm?: boolean;
}

/** The HTTP interface of RabbitMQ's management plugin, which only ever is asked, never told to do anything. */
export class Management {
  private readonly base: URL;
  private readonly authorization: string;

  /**
   * @param url with user and password; they are sent and appear nowhere else
   * @param vhost whose queues are asked for
   */
  constructor(
    url: string,
    private readonly vhost: string,
  ) {
    this.base = new URL(url);
    const { username, password } = this.base;
    const credentials = `${unescape(username)}:${unescape(password)}`;
    this.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    this.base.username = this.base.password = this.base.search = this.base.hash = '';
    if (!this.base.pathname.endsWith('/')) this.base.pathname += '/';
  }

  /** By name. @throws HubError `exchange.management-unavailable` */
  async queues(): Promise<ReadonlyMap<string, ManagedQueue>> {
    const path = `api/queues/${encodeURIComponent(this.vhost)}?columns=${COLUMNS.join(',')}`;
    const answer = await this.get<readonly QueueAnswer[]>(path);
    return new Map(answer.map((queue) => [queue.name, asManaged(queue)]));
  }

  /** @throws HubError `exchange.management-unavailable` */
  async nodes(): Promise<readonly BrokerNode[]> {
    const answer = await this.get<readonly NodeAnswer[]>('api/nodes');
    return answer.map((node) => ({
      name: node.name,
      running: node.running === true,
      ...known('memoryBytes', node.mem_used),
      ...known('diskFreeBytes', node.disk_free),
      alarms: [...(node.mem_alarm === true ? ['memory'] : []), ...(node.disk_free_alarm === true ? ['disk'] : [])],
    }));
  }

  private async get<T>(path: string): Promise<T> {
    try {
      const response = await fetch(new URL(path, this.base), {
        headers: { authorization: this.authorization, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(ANSWER_MS_MAX),
      });
      if (!response.ok) throw new Error(`HTTP status ${response.status}`);
      return (await response.json()) as T;
    } catch (cause) {
      const reason = reasonOf(cause);
      const sentence = `The management of RabbitMQ does not answer (${reason}).`;
      const details = { values: { reason } };
      throw new HubError('unavailable-shared', 'exchange.management-unavailable', sentence, details, { cause });
    }
  }
}

/** `fetch` says little; what went wrong is the code of its cause. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'no JSON';
  const { cause, message, name } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? (name === 'TimeoutError' ? `${ANSWER_MS_MAX} ms` : message);
}

function asManaged(queue: QueueAnswer): ManagedQueue {
  const { publish_details: published, deliver_get_details: delivered } = queue.message_stats ?? {};
  return {
    ...known('ready', queue.messages_ready),
    ...known('unacknowledged', queue.messages_unacknowledged),
    ...known('consumers', queue.consumers),
    ...known('leader', queue.leader),
    ...known('members', queue.members),
    ...known('publishedPerSecond', published?.rate),
    ...known('deliveredPerSecond', delivered?.rate),
  };
}

/** The management writes `"undefined"` and leaves things out, as it likes. */
function known<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [key in Name]?: Value } {
  const isKnown = value !== undefined && value !== null && (value as unknown) !== 'undefined';
  return (isKnown ? { [name]: value } : {}) as { readonly [key in Name]?: Value };
}
