import type { Clock, Ids } from '../config/clock.js';
import { HubError } from '../errors/hub-error.js';
import { testBody } from './webhook-body.js';
import { sendToWebhook, type Reach, type Receiver } from './webhook-request.js';

/** What came of a test. */
export interface WebhookTest {
  /** Id of the delivery, as the receiver reads it. */
  readonly delivery: string;
  readonly delivered: boolean;
  /** What the receiver answered; missing when it did not. */
  readonly status?: number;
  readonly durationMs: number;
  readonly error?: HubError;
}

/** Sends a signed test from this process, by the way and the rules of receipts. There is no message behind it. */
export async function testWebhook(
  receiver: Receiver,
  procedure: string,
  { ids, clock, reach }: { readonly ids: Ids; readonly clock: Clock; readonly reach: Reach },
): Promise<WebhookTest> {
  const body = testBody(ids.uuid(), procedure);
  const { delivery } = body;
  const begun = performance.now();
  const durationMs = (): number => Math.round(performance.now() - begun);
  try {
    const { status } = await sendToWebhook(receiver, body, reach, clock.now());
    return { delivery, delivered: true, status, durationMs: durationMs() };
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const status = statusOf(error);
    return { delivery, delivered: false, ...(status === undefined ? {} : { status }), durationMs: durationMs(), error };
  }
}

function statusOf({ code, details }: HubError): number | undefined {
  if (code === 'webhook.gone') return 410;
  const status = details.values?.['status'];
  return typeof status === 'number' ? status : undefined;
}
