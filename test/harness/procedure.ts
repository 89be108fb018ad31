/** A specialist procedure (or a person) as the hub's interface sees it. */
import { until } from './wait.js';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line no-explicit-any -- answers are looked at by tests, which know what they expect
  readonly body: any;
}

export interface SendOptions {
  /** `Idempotency-Key`. */
  readonly key?: string;
  /** `Fachwerk-Order-Key`. */
  readonly orderKey?: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  readonly mime?: string;
  /** Ends the waiting for an answer. */
  readonly signal?: AbortSignal;
  readonly attachments?: readonly { readonly name: string; readonly mime: string; readonly bytes: Buffer }[];
}

export class Procedure {
  constructor(
    readonly baseUrl: string,
    readonly name: string,
    private readonly authorization: string,
  ) {}

  /** For requests that are made in another way. */
  get headers(): Readonly<Record<string, string>> {
    return { authorization: this.authorization };
  }

  /** Sends one message; without attachments as it is, else as a form. */
  send(body: Buffer | string, options: SendOptions = {}): Promise<Answer> {
    const { key, orderKey, traceparent, attachments, mime = 'application/xml', signal } = options;
    const ends = signal === undefined ? {} : { signal };
    const headers: Record<string, string> = {
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(orderKey === undefined ? {} : { 'fachwerk-order-key': Buffer.from(orderKey).toString('latin1') }),
      ...(traceparent === undefined ? {} : { traceparent }),
    };
    const path = `/v1/procedures/${this.name}/messages`;
    if (attachments === undefined) {
      return this.request(path, { method: 'POST', body, ...ends, headers: { ...headers, 'content-type': mime } });
    }
    const form = new FormData();
    form.append('message', new Blob([new Uint8Array(Buffer.from(body))], { type: mime }), '');
    for (const { name, mime: type, bytes } of attachments) {
      form.append('attachment', new Blob([new Uint8Array(bytes)], { type }), name);
    }
    return this.request(path, { method: 'POST', body: form, headers, ...ends });
  }

  /** As a careful sender does: repeats with the same key until it is accepted. @returns the id of the message */
  async sendUntilAccepted(body: Buffer | string, options: SendOptions = {}): Promise<string> {
    return until('the message is accepted', async () => {
      const answer = await this.send(body, options);
      if (answer.status === 202) return answer.body.id as string;
      if (answer.status !== 503 && answer.status !== 429)
        throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
      return undefined;
    });
  }

  /** The message that was sent, once it is no longer on its way. */
  async sendAndSettle(body: Buffer | string, options: SendOptions = {}): Promise<Answer['body']> {
    const answer = await this.send(body, options);
    if (answer.status !== 202) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return this.settled(answer.body.id as string);
  }

  async get(path: string): Promise<Answer> {
    return this.request(path, {});
  }

  post(path: string, body: object = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    return this.request(path, { method: 'POST', body: JSON.stringify(body), headers });
  }

  async message(id: string): Promise<Answer['body']> {
    const { status, body } = await this.get(`/v1/messages/${id}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The message once it is no longer on its way. */
  settled(id: string, deadlineMs?: number): Promise<Answer['body']> {
    return until(
      `message ${id} is settled`,
      async () => {
        const message = await this.message(id);
        return message.state !== 'accepted' ? message : undefined;
      },
      deadlineMs,
    );
  }

  /** The bytes of a document. */
  async content(path: string): Promise<Buffer> {
    const response = await fetch(this.baseUrl + path, { headers: { authorization: this.authorization } });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async books(day?: string): Promise<Answer['body']> {
    const query = new URLSearchParams({ ...(this.name === '' ? {} : { procedure: this.name }), ...(day && { day }) });
    const { status, body } = await this.get(`/v1/reconciliation?${query}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The books once they show what is expected of them. */
  booksWhen(what: string, as: (books: Answer['body']) => boolean, deadlineMs?: number): Promise<Answer['body']> {
    return until(
      what,
      async () => {
        const books = await this.books();
        if (as(books)) return books;
        throw new Error(JSON.stringify(books));
      },
      deadlineMs,
    );
  }

  async request(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.baseUrl + path, {
      ...init,
      headers: { authorization: this.authorization, ...(init.headers as Record<string, string>) },
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
}
