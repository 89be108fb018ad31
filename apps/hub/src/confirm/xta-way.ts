/**
 * A receipt goes to a reader by XTA: a MessageID is asked for and kept, the receipt is sent under it, and the transport
 * report is asked for until it is green or red. Each of the three may be repeated; the reader gets one message.
 */
import { readXtaTarget, type XtaTarget } from '../access/xta-targets.js';
import type { Clock } from '../config/clock.js';
import type { Database } from '../database/database.js';
import type { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import type { Delivery, Target } from '../ledger/outbox-sending.js';
import { forgetMessageId, keepMessageId, writeSent, xtaDeliveryOf } from '../ledger/xta-deliveries.js';
import type { OutgoingContent, XtaClient } from '../xta-client/client.js';
import type { Connect } from '../xta-client/connect.js';
import type { TransportReport } from '../xta-client/report.js';
import type { Told, Way } from './receipt-sender.js';
import { webhookBody } from './webhook-body.js';

const LOOK_SECONDS_MIN = 2;
const LOOK_SECONDS_MAX = 600;
/** Of a server that ends with warnings, or knows nothing of what it took: after so long nothing better is expected. */
const REPORT_DAYS_MAX = 7;
const DAY_MS = 86_400_000;
const REQUESTS = 3;

export interface XtaWayParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly texts: ErrorTexts;
  readonly connect: Connect;
  /** Longest time without an answer. */
  readonly timeoutMs: number;
}

/** A receipt that its server has. */
interface Sent {
  readonly messageId: string;
  /** Null as long as that is not certain. */
  readonly sentAt: Date | null;
  /** Whether the server said just now that the MessageID is in use. */
  readonly isUsed: boolean;
}

export function xtaWay(parts: XtaWayParts): Way {
  return { lastsMs: REQUESTS * parts.timeoutMs, send: (target, delivery) => send(parts, target, delivery) };
}

async function send(parts: XtaWayParts, target: Target, delivery: Delivery): Promise<Told> {
  const { database, clock, connect } = parts;
  const to = await readXtaTarget(database, target.tenant, target.procedure);
  const client = connect(to.connection);
  try {
    const destination = destinationOf(to);
    let kept = await xtaDeliveryOf(database, target, delivery, destination);
    if (kept === undefined) {
      const made = { messageId: await client.createMessageId(), destination };
      kept = await keepMessageId(database, target, delivery, made, clock.now());
    }
    const { messageId } = kept;
    let { sentAt } = kept;
    let isUsed = false;
    if (sentAt === null) {
      isUsed = await sendOnce(client, to, messageId, delivery, parts.texts).catch(async (error: unknown) => {
        // Perhaps what it was kept for is over at the server: the next try gets another one.
        if (codeOf(error) === 'xta-client.parameter-invalid') await forgetMessageId(database, target, delivery);
        throw error;
      });
      // In use: by an earlier try or by somebody else, which the report tells.
      if (!isUsed) sentAt = await writtenSent(parts, target, delivery, messageId);
    }
    return await reportOn(parts, target, delivery, client, { messageId, sentAt, isUsed });
  } finally {
    client.end();
  }
}

/** A MessageID is known at one server, and what was sent under it went to one reader. */
function destinationOf({ connection: { addresses, party }, reader }: XtaTarget): string {
  const { management, send: url } = addresses;
  return JSON.stringify([management, url, party.type, party.identifier, reader.type, reader.identifier]);
}

/** @returns whether the server says that the MessageID is in use: by an earlier try, whose answer got lost, most likely */
async function sendOnce(
  client: XtaClient,
  { reader, qualifier }: XtaTarget,
  messageId: string,
  delivery: Delivery,
  texts: ErrorTexts,
): Promise<boolean> {
  const metaData = {
    messageId,
    reader,
    qualifier,
    origin: delivery.settledAt,
    ...(isUri(delivery.key) ? { inReplyTo: [delivery.key] } : {}),
  };
  try {
    await client.sendMessage(metaData, contentOf(delivery, texts));
    return false;
  } catch (error) {
    if (error instanceof HubError && error.code === 'xta-client.message-id-used') return true;
    throw error;
  }
}

/** The same bytes at each try: a server compares them. */
function contentOf(delivery: Delivery, texts: ErrorTexts): OutgoingContent {
  const bytes = Buffer.from(JSON.stringify(webhookBody(delivery, texts)));
  async function* read(): AsyncGenerator<Buffer> {
    yield bytes;
  }
  const fileName = `receipt-${delivery.messageId}.json`;
  return { contentType: 'application/json', fileName, sizeBytes: bytes.length, read };
}

/** Once it is sent, a look that fails says nothing about sending; it is repeated, and is no failure of the target. */
async function reportOn(
  parts: XtaWayParts,
  target: Target,
  delivery: Delivery,
  client: XtaClient,
  { messageId, sentAt, isUsed }: Sent,
): Promise<Told> {
  const now = parts.clock.now();
  let report: TransportReport;
  try {
    report = await client.getTransportReport(messageId);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    const ageMs = sentAt === null ? 0 : now.getTime() - sentAt.getTime();
    const isUnknown = error.code === 'xta-client.message-unknown';
    const isLost = isUnknown && ageMs > REPORT_DAYS_MAX * DAY_MS;
    // In use, and not known for this account: it is somebody else's.
    if (isLost || (isUnknown && isUsed)) await forgetMessageId(parts.database, target, delivery);
    if (isLost) throw lost();
    if (isUnknown && isUsed) throw error;
    return { as: 'waiting', nextAt: nextLook(now, ageMs), warning: error, silent: true };
  }
  const at = sentAt ?? (await writtenSent(parts, target, delivery, messageId));
  return toldBy(parts, target, delivery, report, at);
}

async function writtenSent(
  { database, clock }: XtaWayParts,
  target: Target,
  delivery: Delivery,
  messageId: string,
): Promise<Date> {
  const now = clock.now();
  await writeSent(database, target, delivery, messageId, now);
  return now;
}

async function toldBy(
  { database, clock }: XtaWayParts,
  target: Target,
  delivery: Delivery,
  { state, reasons }: TransportReport,
  sentAt: Date,
): Promise<Told> {
  const reason = reasons.join('; ') || '-';
  const now = clock.now();
  const ageMs = now.getTime() - sentAt.getTime();
  if (state === 'green' || (state === 'yellow' && ageMs > REPORT_DAYS_MAX * DAY_MS)) return { as: 'delivered' };
  if (state === 'red') {
    await forgetMessageId(database, target, delivery);
    throw new HubError('rejected', 'xta-client.report-red', `It did not arrive, says the transport report: ${reason}`, {
      values: { reason },
    });
  }
  const nextAt = nextLook(now, ageMs);
  if (state === 'open') return { as: 'waiting', nextAt };
  const sentence = `It arrived with warnings, says the transport report: ${reason}`;
  const warning = new HubError('unavailable-message', 'xta-client.report-yellow', sentence, { values: { reason } });
  return { as: 'waiting', nextAt, warning };
}

/** @param ageMs since it was sent */
function nextLook(now: Date, ageMs: number): Date {
  const seconds = Math.min(LOOK_SECONDS_MAX, Math.max(LOOK_SECONDS_MIN, ageMs / 4_000));
  return new Date(now.getTime() + seconds * 1_000);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof HubError ? error.code : undefined;
}

function lost(): HubError {
  const days = REPORT_DAYS_MAX;
  const sentence = `The XTA server took it ${days} days ago, and knows nothing of it.`;
  return new HubError('rejected', 'xta-client.report-missing', sentence, { values: { days } });
}

/** `In-Reply-To` is one; the key of a message that came by XTA is its MessageID. */
function isUri(key: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}]+$/iu.test(key);
}
