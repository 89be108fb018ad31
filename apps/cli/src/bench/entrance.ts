/** How messages go into a hub, and what its answers say. */
import type { RawAnswer } from './connection.js';
import type { BenchMessage } from './messages.js';

export interface Entrance {
  /** Below the base URL of the hub. */
  readonly path: string;
  /** Lines of the request beside `content-type` and `content-length`, each with its end. */
  headersOf(message: BenchMessage): string;
  /** @returns undefined for a refusal; without an id where the hub tells none */
  acceptedIn(answer: RawAnswer): { readonly id?: string } | undefined;
}

/** `POST /v1/procedures/{procedure}/messages`: `202`, with the id of the message. */
export function restEntrance(procedure: string): Entrance {
  return {
    path: `v1/procedures/${encodeURIComponent(procedure)}/messages`,
    headersOf: ({ key }) => `idempotency-key: ${key}\r\n`,
    acceptedIn: ({ status, text }) => {
      const id = status === 202 ? /"id":"([0-9a-f-]{36})"/.exec(text)?.[1] : undefined;
      return id === undefined ? undefined : { id };
    },
  };
}
