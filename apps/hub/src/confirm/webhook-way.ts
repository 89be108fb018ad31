import type { Clock } from '../config/clock.js';
import type { ErrorTexts } from '../errors/codes.js';
import type { Way } from './receipt-sender.js';
import { webhookBody } from './webhook-body.js';
import { sendToWebhook, type Reach } from './webhook-request.js';

/** A receipt is posted to an address, signed. An answer of 2xx is all there is to it. */
export function webhookWay(texts: ErrorTexts, reach: Reach, clock: Clock): Way {
  return {
    lastsMs: reach.timeoutMs,
    send: async (target, delivery, traceParent) => {
      const body = webhookBody(delivery, texts);
      const { certificateEndsAt } = await sendToWebhook(target, body, reach, clock.now(), traceParent);
      return { as: 'delivered', ...(certificateEndsAt === undefined ? {} : { certificateEndsAt }) };
    },
  };
}
