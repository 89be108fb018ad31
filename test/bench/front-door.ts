/** Senders on kept connections, as cheap as they can be: they share the machine with what they measure. */
import { Agent, request } from 'node:http';
import type { Procedure } from '../harness/procedure.js';
import { until } from '../harness/wait.js';

const PAGE = 500;

export interface FiledMessage {
  readonly acceptedAt: number;
  readonly filedAt: number;
}

export class FrontDoor {
  private readonly agent: Agent;
  private readonly url: URL;

  constructor(
    private readonly procedure: Procedure,
    private readonly key: string,
    private readonly senders: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: senders });
    this.url = new URL(`/v1/procedures/${procedure.name}/messages`, procedure.baseUrl);
  }

  /** @returns how long each answer took, in ms */
  async send(next: () => string, forMs: number): Promise<readonly number[]> {
    const latencies: number[] = [];
    const end = performance.now() + forMs;
    const one = async (): Promise<void> => {
      while (performance.now() < end) {
        const startedAt = performance.now();
        await this.post(next());
        latencies.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: this.senders }, one));
    return latencies;
  }

  async drained(count: number): Promise<void> {
    await until(
      `${count} messages are filed`,
      async () => {
        const { filed } = await this.procedure.books();
        return filed >= count;
      },
      300_000,
    );
  }

  async filedSince(startedAt: Date): Promise<readonly FiledMessage[]> {
    const all: FiledMessage[] = [];
    let after: string | undefined;
    do {
      const query = new URLSearchParams({
        from: startedAt.toISOString(),
        limit: String(PAGE),
        ...(after && { after }),
      });
      const { body } = await this.procedure.get(`/v1/messages?${query}`);
      for (const { acceptedAt, receipt } of body.messages) {
        all.push({ acceptedAt: Date.parse(acceptedAt), filedAt: Date.parse(receipt.filedAt) });
      }
      after = body.after;
    } while (after !== undefined);
    return all;
  }

  private post(body: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const bytes = Buffer.from(body);
      const headers = {
        authorization: `Bearer ${this.key}`,
        'content-type': 'application/xml',
        'content-length': bytes.length,
      };
      const sent = request(this.url, { method: 'POST', agent: this.agent, headers }, (answer) => {
        answer.resume();
        answer.once('end', () =>
          answer.statusCode === 202 ? resolve() : reject(new Error(`The hub answered ${answer.statusCode}.`)),
        );
      });
      sent.once('error', reject);
      sent.end(bytes);
    });
  }
}
