/** The entrances of a hub, as senders see them: how a message goes in, and what an answer means. */
import type { ChaosMessage } from './message.js';

export const doorNames = ['rest', 'soap', 'xta'] as const;
export type DoorName = (typeof doorNames)[number];

const ANSWER_MS_MAX = 20_000;

export type DoorAnswer =
  | {
      readonly is: 'accepted';
      /** Of the message; undefined where the entrance does not tell it. */
      readonly id?: string;
      /** What became of it, where the entrance waits for that. */
      readonly told?: 'filed' | 'not filed';
    }
  /** Not known to be stored: it is sent again under the same key. */
  | { readonly is: 'open'; readonly text: string }
  /** What a correct message must never get. */
  | { readonly is: 'refused'; readonly text: string };

export interface Door {
  readonly name: DoorName;
  /** Where the hub makes the key; it is the id of the answer. @throws when no whole answer comes */
  newKey?(gateway: string, message: ChaosMessage): Promise<DoorAnswer>;
  /** @throws when nobody is there, or no whole answer comes */
  send(gateway: string, message: ChaosMessage): Promise<DoorAnswer>;
}

/** Whoever waits longer is not answered. */
export function answerTimeout(): AbortSignal {
  return AbortSignal.timeout(ANSWER_MS_MAX);
}

/** `POST /v1/procedures/{procedure}/messages`: only a `202` is a yes. */
export class RestDoor implements Door {
  readonly name = 'rest';

  /** @param authorizations of each procedure, as the header has it */
  constructor(private readonly authorizations: Readonly<Record<string, string>>) {}

  async send(gateway: string, message: ChaosMessage): Promise<DoorAnswer> {
    const { procedure, key, mime, body } = message;
    const url = new URL(`v1/procedures/${encodeURIComponent(procedure)}/messages`, gateway);
    const headers = { authorization: this.authorizations[procedure]!, 'idempotency-key': key };
    const what =
      message.attachments.length === 0
        ? { headers: { ...headers, 'content-type': mime }, body: new Uint8Array(body) }
        : { headers, body: formOf(message) };
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal: answerTimeout(), ...what });
    const text = await response.text();
    const { status } = response;
    if (status === 202) return { is: 'accepted', id: (JSON.parse(text) as { id: string }).id };
    return { is: status >= 500 || status === 429 ? 'open' : 'refused', text: `${status} ${text}` };
  }
}

/** What an attachment is called, by its place. */
export function attachmentName(at: number): string {
  return `plan-${at}.bin`;
}

function formOf({ body, mime, attachments }: ChaosMessage): FormData {
  const form = new FormData();
  form.append('message', new Blob([new Uint8Array(body)], { type: mime }), '');
  for (const [at, bytes] of attachments.entries()) {
    form.append('attachment', new Blob([new Uint8Array(bytes)]), attachmentName(at));
  }
  return form;
}
