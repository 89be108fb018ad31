import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { StoredPart } from '../../ledger/envelope.js';
import type { SoapVersion } from '../../soap/envelope.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import type { XmlNode } from '../../soap/write-xml.js';
import type { ReceivedBody } from '../body.js';

/** What Body of an answer has in it, and the parts that its xop:Includes lead to. */
export interface SoapReply {
  readonly element: XmlNode;
  readonly parts: readonly OutgoingPart[];
}

/** A message whose sender waits for an answer. */
export interface MessageToAnswer {
  /** Of the child of Body. */
  readonly root: { readonly namespace: string; readonly element: string };
  /** The word in the address: which of the connector's services was asked. */
  readonly service: string;
  readonly operation: string;
  readonly soapVersion: SoapVersion;
  /** The child of Body as a document of its own, UTF-8, as it was or will be accepted. */
  readonly xml: Buffer;
  readonly message: ReceivedBody;
  /** Contents of the message are `content-<n>`, by their place in it; others have their file name, or are `part-<n>`. */
  readonly attachments: readonly StoredPart[];
  /** As it was given to `accept`: Idempotency-Key, else the MessageID of WS-Addressing. */
  readonly senderKey?: string;
}

/**
 * - `question`: answered from the archive; nothing is filed or kept.
 * - `accepted`: answered as soon as the message is durable.
 * - `filed`: answered once it is filed, rejected or parked.
 */
export type AnswerWay = 'question' | 'accepted' | 'filed';

/**
 * What the answers of a connector are made with. The entrance knows neither connectors nor the archive; whoever wires it
 * knows both.
 */
export abstract class SoapAnswers {
  /** Undefined: the connector of the procedure takes no such message. */
  abstract way(
    procedure: SpecialistProcedure,
    root: { readonly namespace: string; readonly element: string },
  ): AnswerWay | undefined;

  /** @throws HubError what the archive or the connector says; `unavailable-shared` while the database is away */
  abstract ask(procedure: SpecialistProcedure, message: MessageToAnswer): Promise<SoapReply>;

  /**
   * @returns undefined when the connector has no `reply`; the door then answers with the message's id alone
   * @throws HubError also when it is not filed within the time a sender waits; it is accepted all the same
   */
  abstract reply(
    procedure: SpecialistProcedure,
    message: MessageToAnswer,
    accepted: { readonly id: string; readonly acceptedAt: Date },
    way: 'accepted' | 'filed',
  ): Promise<SoapReply | undefined>;
}
