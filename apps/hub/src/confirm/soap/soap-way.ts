/**
 * A receipt goes to the SOAP service of its procedure: the connector says which operation is called with what, the schema of the
 * WSDL is asked whether that is valid, and the service says whether it takes it. A receipt has one MessageID, however often it
 * is sent.
 */
import { readSoapTarget } from '../../access/soap-targets.js';
import type { Clock, Ids } from '../../config/clock.js';
import type { Database } from '../../database/database.js';
import { HubError } from '../../errors/hub-error.js';
import type { Delivery, Target } from '../../ledger/outbox-sending.js';
import type { Reach } from '../../outgoing/http-door.js';
import type { Told, Way } from '../receipt-sender.js';
import { checkedCall, type CalledServices, type ToTell } from './called-service.js';
import { callService } from './soap-call.js';

/** What the connector of a procedure tells of one of its messages; the stage knows no connectors. */
export interface Telling {
  readonly schemasFolder: string;
  /** Undefined: nothing is to be told of it. */
  readonly told: ToTell | undefined;
}

export type TellOf = (
  target: Pick<Target, 'tenant' | 'procedure'>,
  settled: Pick<Delivery, 'messageId' | 'outcome' | 'error'>,
) => Promise<Telling>;

export interface SoapWayParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly services: CalledServices;
  readonly reach: Reach;
  readonly tellOf: TellOf;
}

export function soapWay(parts: SoapWayParts): Way {
  return {
    lastsMs: parts.reach.totalMs,
    send: (target, delivery, traceParent) => send(parts, target, delivery, traceParent),
  };
}

async function send(parts: SoapWayParts, target: Target, delivery: Delivery, traceParent: string): Promise<Told> {
  const { database, clock, ids, services, reach, tellOf } = parts;
  const connection = await readSoapTarget(database, target.tenant, target.procedure);
  const { told, schemasFolder } = await tellOf(target, delivery);
  if (told === undefined) return { as: 'delivered', word: nothingToTell() };
  const called = services.find(connection, schemasFolder);
  const call = checkedCall(called, connection, told);
  const facts = { messageId: `urn:uuid:${delivery.id}`, traceParent, now: clock.now(), nonce: ids.bytes(16) };
  const taken = await callService(called, connection, call, facts, reach);
  return { as: 'delivered', ...taken };
}

function nothingToTell(): HubError {
  const sentence = 'The connector tells nothing of this message; nothing was sent.';
  return new HubError('rejected', 'soap-target.nothing-to-tell', sentence);
}
