import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { ContentIntake } from '../../archive/content-store.js';
import { HubError } from '../../errors/hub-error.js';
import { laneOf } from '../../exchange/lane.js';
import type { StoredPart } from '../../ledger/envelope.js';
import { contentsOf, withoutContents, type Contents } from '../../soap/contents.js';
import type { SoapNode } from '../../soap/envelope.js';
import { faultOf } from '../../soap/fault.js';
import type { TakePart } from '../../soap/request.js';
import { XmlGuard } from '../../xml/guard.js';
import type { Acceptance, Accepted } from '../acceptance.js';
import { isName, receiveAttachment } from '../attachment.js';
import { receiveBody } from '../body.js';
import type { Containers } from '../containers.js';
import type { ReceiveLimits } from '../limits.js';
import { xmlLimits } from '../xml-probe.js';
import type { MessageToAnswer } from './answers.js';
import type { Asked } from './operation.js';
import type { SoapService } from '../../soap/service.js';

export interface SoapReceiveLimits extends ReceiveLimits {
  /** Of a message without the contents that are written into it. */
  readonly soapMessageBytesMax: number;
}

/** A message that its schema has passed, before its attachments are there. */
export interface CheckedMessage {
  readonly asked: Asked;
  readonly contents: Contents;
  /** With an Include in place of each content. */
  readonly xml: Buffer;
}

/** What the head of a request says about its message. */
export interface RequestFacts {
  readonly traceParent: string | undefined;
  readonly orderKey: string | undefined;
  /** When it was there, on the clock of `performance.now()`. */
  readonly since: number;
}

/** What is asked of the archive comes alone. */
const NO_PARTS: readonly StoredPart[] = [];

/** Takes the message of a request: its contents to the content store, itself to the exchange. */
export class SoapIntake {
  constructor(
    private readonly acceptance: Acceptance,
    private readonly store: ContentIntake,
    private readonly containers: Containers,
    private readonly limits: SoapReceiveLimits,
  ) {}

  /** @throws HubError `unavailable-shared` when nothing can be accepted now */
  check(): void {
    this.acceptance.check();
  }

  /** @throws HubError, SoapFault: the message is too large, or not valid by the schema of the service */
  checked(service: SoapService, asked: Asked, { source }: SoapNode): CheckedMessage {
    const contents = contentsOf(source, service.binaryIn(source));
    const { soapMessageBytesMax: max, attachmentsMax } = this.limits;
    const xml = Buffer.from(source.toXml(contents.edits));
    if (xml.length > max) {
      const sentence = `The message is larger than the limit of ${max} bytes, its contents apart.`;
      throw new HubError('rejected', 'message.too-large', sentence, { values: { max } });
    }
    if (contents.edits.length > attachmentsMax) throw tooMany(attachmentsMax);
    const bare = Buffer.from(withoutContents(source, contents));
    const guard = new XmlGuard(xmlLimits(this.limits));
    guard.write(bare);
    service.check(asked.root, bare, guard.end().elements);
    return { asked, contents, xml };
  }

  /** Where the attachments of a message go. Contents that are written into it are taken at once. */
  async attachments({ tenant }: SpecialistProcedure, contents: Contents): Promise<TakenAttachments> {
    const taken = new TakenAttachments(contents.beside, this.limits.attachmentsMax, (stream, name, mime) =>
      receiveAttachment(stream, name, mime, tenant, this.store, this.limits),
    );
    for (const { name, mime, read } of contents.inline) await taken.add(read(), name, mime);
    return taken;
  }

  /** The message as it is kept or answered. @param attachments undefined for a question, of which nothing is kept */
  async message(
    { tenant }: SpecialistProcedure,
    { asked, xml }: Omit<CheckedMessage, 'contents'>,
    facts: Pick<MessageToAnswer, 'service' | 'soapVersion' | 'senderKey'>,
    attachments: readonly StoredPart[] | undefined,
  ): Promise<MessageToAnswer> {
    const limits = attachments === undefined ? { ...this.limits, inlineBytesMax: xml.length } : this.limits;
    const message = await receiveBody(one(xml), 'application/xml', tenant, this.store, limits, new Set());
    const { root, operation } = asked;
    return { ...facts, root, operation: operation.name, xml, message, attachments: attachments ?? NO_PARTS };
  }

  /** Resolves once it is durable. */
  async accept(
    procedure: SpecialistProcedure,
    { message, attachments, senderKey }: MessageToAnswer,
    { traceParent, orderKey, since }: RequestFacts,
  ): Promise<Accepted> {
    const { tenant, id, connector, connectorVersion } = procedure;
    const version = this.containers.versionOf(connector, connectorVersion);
    return this.acceptance.accept({
      tenant,
      procedure: id,
      lane: laneOf(procedure),
      connector,
      ...(version === undefined ? {} : { connectorVersion: version }),
      ...(senderKey === undefined ? {} : { senderKey }),
      ...(orderKey === undefined ? {} : { orderKey }),
      ...(traceParent === undefined ? {} : { traceParent }),
      since,
      message,
      attachments,
    });
  }
}

/** Names that are given here. */
const OWN_NAME = /^(?:content|part)-\d+$/;

type Receive = (stream: AsyncIterable<Buffer>, name: string, mime: string) => Promise<StoredPart>;

/** What was taken so far, in the order of the message. */
export class TakenAttachments {
  private readonly parts: StoredPart[] = [];
  /** How many there were that nothing leads to. */
  private loose = 0;

  /** @param max of all, in whatever way they come */
  constructor(
    private readonly names: ReadonlyMap<string, string>,
    private readonly max: number,
    private readonly receive: Receive,
  ) {}

  readonly take: TakePart = ({ contentId, mime, fileName }, stream) =>
    this.add(stream, this.names.get(contentId) ?? this.looseName(fileName), mime);

  async add(stream: AsyncIterable<Buffer>, name: string, mime: string): Promise<StoredPart> {
    if (this.parts.length >= this.max) throw tooMany(this.max);
    const part = await this.receive(stream, name, mime);
    this.parts.push(part);
    return part;
  }

  /** Toolkits make new Content-IDs each time they send: under these a message that is sent again would be another. */
  private looseName(fileName: string | undefined): string {
    this.loose += 1;
    const isFree = fileName !== undefined && !this.parts.some(({ name }) => name === fileName);
    return isFree && isName(fileName) && !OWN_NAME.test(fileName) ? fileName : `part-${this.loose}`;
  }

  /** Contents of the message by their place in it, then what is only beside it, as it came. */
  get all(): readonly StoredPart[] {
    const placeOf = ({ name }: StoredPart): number =>
      Number(/^content-(\d+)$/.exec(name)?.[1] ?? Number.MAX_SAFE_INTEGER);
    return this.parts.toSorted((before, after) => placeOf(before) - placeOf(after));
  }
}

/** A question is not kept, and neither is what would come with it. */
export const takeNothing: TakePart = () => {
  throw questionWithAttachments();
};

export function questionWithAttachments(): Error {
  return faultOf(new HubError('rejected', 'soap.question-attachments', 'A question has no attachments.'));
}

function tooMany(max: number): Error {
  const why = `the message has more than ${max} contents`;
  return faultOf(
    new HubError('rejected', 'soap.include-invalid', `The attachments of the request are inconsistent: ${why}.`, {
      values: { why },
    }),
  );
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
