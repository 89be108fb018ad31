import type { FastifyRequest } from 'fastify';
import { bodyText } from './json-body.js';
import { invalid } from './message-filter.js';

const BYTES_MAX = 8_192;
const LENGTH_MAX = 1_000;

/** Why an operator decides something, as the body `{"reason": "…"}`. @throws HubError `request.invalid` */
export async function reasonOf({ body }: FastifyRequest): Promise<string> {
  const reason = reasonIn((await bodyText(body, BYTES_MAX)) ?? '');
  if (reason === undefined || reason.length > LENGTH_MAX || /\p{Cc}/u.test(reason)) throw wrong();
  return reason;
}

function reasonIn(text: string): string | undefined {
  try {
    const { reason } = JSON.parse(text) as { reason?: unknown };
    return typeof reason === 'string' && reason.trim() !== '' ? reason.trim() : undefined;
  } catch {
    return undefined;
  }
}

function wrong(): Error {
  return invalid('reason', `a text of 1 to ${LENGTH_MAX} characters in one line, in the body {"reason": "…"}`);
}
