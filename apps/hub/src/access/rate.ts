import { HubError } from '../errors/hub-error.js';

/** How many messages a procedure may send to one gateway, at once and again in each period. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

const PERIOD_MS = { s: 1_000, min: 60_000 } as const;

/**
 * Reads `50/s` or `600/min`.
 *
 * @throws HubError `access.rate-invalid`
 */
export function parseRate(text: string): Rate {
  const [, count, period] = /^([1-9]\d{0,5})\/(s|min)$/.exec(text) ?? [];
  if (count !== undefined && period !== undefined)
    return { count: Number(count), perMs: PERIOD_MS[period as keyof typeof PERIOD_MS] };
  throw new HubError('rejected', 'access.rate-invalid', `"${text}" is no rate: write 50/s or 600/min.`, {
    values: { rate: text },
  });
}
