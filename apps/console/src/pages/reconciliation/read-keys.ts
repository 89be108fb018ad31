import { get } from '../../api/client.js';
import type { Message } from '../../api/contract.js';

const PAGE = 500;

interface Page {
  readonly messages: readonly Message[];
  readonly after?: string;
}

interface Range {
  readonly procedure: string;
  readonly from: string;
  readonly to: string;
}

/** Every key that the hub has of a procedure and a day, page by page. */
export async function readKeys(
  range: Range,
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  let count = 0;
  let after: string | undefined;
  do {
    const page: Page = await get('/v1/messages', { ...range, limit: String(PAGE), after }, signal);
    for (const { key } of page.messages) if (key !== undefined) keys.add(key);
    count += page.messages.length;
    onProgress(count);
    ({ after } = page);
  } while (after !== undefined);
  return keys;
}

/** @returns those of the keys that the hub has accepted at some other time */
export async function findElsewhere(
  procedure: string,
  keys: readonly string[],
  onProgress: (count: number) => void,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const [index, key] of keys.entries()) {
    const { messages }: Page = await get('/v1/messages', { procedure, q: key, limit: '1' }, signal);
    if (messages.some((message) => message.key === key)) found.add(key);
    onProgress(index + 1);
  }
  return found;
}
