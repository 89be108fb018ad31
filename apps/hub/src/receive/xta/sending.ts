/**
 * sendMessage: contents are taken while they stream, then the order is written down, and only then is the sender answered.
 * An order to the tenant itself becomes a message of the procedure that sends it; one to another procedure lies in its
 * mailbox.
 */
import { createHash } from 'node:crypto';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import type { ContentIntake } from '../../archive/content-store.js';
import type { Clock, Ids } from '../../config/clock.js';
import { HubError } from '../../errors/hub-error.js';
import { laneOf } from '../../exchange/lane.js';
import type { StoredPart } from '../../ledger/envelope.js';
import type { NewOrder, Order, OrderPart, Party } from '../../ledger/xta/order.js';
import type { TakePart } from '../../soap/request.js';
import type { Acceptance } from '../acceptance.js';
import { checkName, receiveAttachment } from '../attachment.js';
import { receiveBody, upTo, type ReceivedBody } from '../body.js';
import type { Containers } from '../containers.js';
import type { ReceiveLimits } from '../limits.js';
import { mediaType } from '../media-type.js';
import type { XtaBooks } from './books.js';
import type { XtaCall } from './call.js';
import { decodedBase64, mediaTypeOf, type Content } from './content.js';
import { readMetadata, type MetadataFacts } from './metadata.js';

export interface SendingParts {
  readonly store: ContentIntake;
  readonly limits: ReceiveLimits;
  readonly containers: Containers;
  readonly acceptance: Acceptance;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A request whose contents are on their way. */
export interface OpenSending {
  readonly take: TakePart;
  /** Resolves once the order is durable. */
  finish(): Promise<void>;
}

export class XtaSending {
  constructor(
    private readonly books: XtaBooks,
    private readonly parts: SendingParts,
  ) {}

  /**
   * Whatever can be refused without the contents is refused here, before one byte of them is taken.
   *
   * @param from of the request: when its head was there, and its trace
   * @throws HubError
   */
  async open(call: XtaCall, from: { readonly since: number; readonly traceParent?: string }): Promise<OpenSending> {
    const { procedure, contents } = call;
    const { acceptance, clock, limits } = this.parts;
    const facts = readMetadata(call.metadata!);
    const reader = await this.readerOf(procedure.tenant, facts);
    if (reader.procedure === null) {
      // A mailbox needs no exchange.
      acceptance.check();
      checkFiled(facts, procedure, clock.now());
    }
    const all = [contents!.message, ...contents!.attachments];
    if (contents!.attachments.length > limits.attachmentsMax) throw tooMany(limits.attachmentsMax);
    const known = await this.books.find(procedure.tenant, facts.messageId);
    if (known !== undefined && known.procedure !== procedure.id) throw messageIdTaken();
    const filing = reader.procedure === null ? new Filing(this.parts, procedure, all) : undefined;
    const taker = filing ?? new Forwarding(this.parts, procedure.tenant);
    return {
      take: async ({ contentId }, stream) => {
        const content = all.find((one) => one.contentId === contentId);
        // A part that no content leads to: nothing would ever ask for it.
        if (content === undefined) throw unreferenced(contentId);
        return taker.take(content, stream);
      },
      finish: async () => {
        for (const content of all) {
          const { inline, role } = content;
          if (inline !== undefined) await taker.take(content, decodedBase64(inline, role));
        }
        const order = this.orderOf(call, facts, reader, taker.sorted(all));
        const claimed = await this.books.claim(procedure.tenant, order);
        checkSame(claimed, order);
        if (filing !== undefined) await this.accept(claimed, filing, { ...from, procedure });
      },
    };
  }

  private async readerOf(tenant: string, { reader: name, service }: MetadataFacts): Promise<Party> {
    const reader = await this.books.party(tenant, name);
    if (reader === undefined) {
      const sentence = `The reader ${name.identifier} (${name.type}) is not known here.`;
      throw new HubError('rejected', 'xta.reader-unknown', sentence, { values: { ...name } });
    }
    if (reader.services.length > 0 && !reader.services.includes(service)) {
      const sentence = `The reader does not offer the service ${service}.`;
      throw new HubError('rejected', 'xta.service-not-booked', sentence, { values: { service } });
    }
    return reader;
  }

  private orderOf(call: XtaCall, facts: MetadataFacts, reader: Party, parts: readonly OrderPart[]): NewOrder {
    const now = this.parts.clock.now();
    const isFiled = reader.procedure === null;
    const { notBefore } = facts;
    return {
      id: this.parts.ids.uuid(),
      messageId: facts.messageId,
      procedure: call.procedure.id,
      readerName: facts.reader,
      reader: reader.procedure,
      contentHash: contentHashOf(facts, parts),
      metadata: call.metadata,
      relatesTo: facts.relatesTo,
      parts: isFiled ? [] : parts,
      sizeBytes: parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      createdAt: now,
      // With its row the mailbox has it; what is filed is durable when the exchange says so.
      acceptedAt: isFiled ? null : now,
      visibleFrom: notBefore !== undefined && notBefore > now ? notBefore : now,
    };
  }

  /** Also of a repetition: whether the first one was lost on the way nobody knows better than the books of the hub. */
  private async accept(
    order: Order,
    filing: Filing,
    { since, traceParent, procedure }: { since: number; traceParent?: string; procedure: SpecialistProcedure },
  ): Promise<void> {
    const { acceptance, containers } = this.parts;
    const { tenant, connector } = procedure;
    const connectorVersion = containers.versionOf(connector, procedure.connectorVersion);
    const { acceptedAt } = await acceptance.accept({
      tenant,
      procedure: procedure.id,
      lane: laneOf(procedure),
      connector,
      ...(connectorVersion === undefined ? {} : { connectorVersion }),
      senderKey: order.messageId,
      ...(traceParent === undefined ? {} : { traceParent }),
      since,
      message: filing.message!,
      attachments: filing.attachments(),
    });
    try {
      await this.books.accepted(tenant, order.id, acceptedAt);
    } catch (error) {
      // The message is durable. Its report finds it by its key as soon as a worker has had it.
      if (!(error instanceof HubError) || error.kind !== 'unavailable-shared') throw error;
    }
  }
}

/** Takes contents in, each once, in whatever order they come. */
abstract class Taker {
  private readonly taken = new Map<Content, OrderPart>();

  protected abstract receive(content: Content, stream: AsyncIterable<Buffer>): Promise<StoredPart>;

  async take(content: Content, stream: AsyncIterable<Buffer>): Promise<StoredPart> {
    const stored = await this.receive(content, stream);
    const { role, attributes } = content;
    const { sha256, sizeBytes } = stored;
    this.taken.set(content, { role, attributes, sha256, sizeBytes });
    return stored;
  }

  /** As they stand in the container. */
  sorted(all: readonly Content[]): readonly OrderPart[] {
    return all.map((content) => {
      const part = this.taken.get(content);
      if (part === undefined) throw unreferenced(content.contentId ?? content.role);
      return part;
    });
  }
}

/** Contents that the hub files: they are checked as at every entrance. */
class Filing extends Taker {
  message: ReceivedBody | undefined;
  private readonly received = new Map<Content, StoredPart>();

  constructor(
    private readonly parts: SendingParts,
    private readonly procedure: SpecialistProcedure,
    /** As they stand in the container. */
    private readonly contents: readonly Content[],
  ) {
    super();
  }

  /** Entries of a ZIP first, then those of the container: in whatever order they came, the same message is the same content. */
  attachments(): readonly StoredPart[] {
    const own = this.contents.flatMap((content) => this.received.get(content) ?? []);
    const all = [...(this.message?.parts ?? []), ...own];
    const names = new Set<string>();
    for (const { name } of all) {
      if (names.has(name)) {
        const sentence = `Two attachments are named ${name}.`;
        throw new HubError('rejected', 'attachment.name-duplicate', sentence, { values: { name } });
      }
      names.add(name);
    }
    return all;
  }

  protected override async receive(content: Content, stream: AsyncIterable<Buffer>): Promise<StoredPart> {
    const { store, limits, containers } = this.parts;
    const { tenant, connector, connectorVersion } = this.procedure;
    const mime = mediaType(mediaTypeOf(content));
    const fileName = content.attributes['filename'];
    if (content.role === 'attachment') {
      const name = fileName ?? `attachment-${this.contents.indexOf(content)}`;
      const stored = await receiveAttachment(stream, name, mime, tenant, store, limits);
      this.received.set(content, stored);
      return stored;
    }
    if (fileName !== undefined) checkName(fileName);
    const taken = containers.of(connector, connectorVersion);
    const received = await receiveBody(stream, mime, tenant, store, limits, taken);
    const { body } = received;
    this.message = fileName === undefined ? received : { ...received, body: { ...body, fileName } };
    return { name: fileName ?? 'message', mime, sizeBytes: body.sizeBytes, sha256: body.sha256 };
  }
}

/** Contents for somebody else: kept as they came, and read by nobody here. */
class Forwarding extends Taker {
  constructor(
    private readonly parts: SendingParts,
    private readonly tenant: string,
  ) {
    super();
  }

  protected override async receive(content: Content, stream: AsyncIterable<Buffer>): Promise<StoredPart> {
    const { store, limits } = this.parts;
    const code = content.role === 'message' ? 'message.too-large' : 'attachment.too-large';
    const stored = await store.put(this.tenant, upTo(stream, limits.attachmentBytesMax, code));
    return { name: content.attributes['filename'] ?? content.role, mime: mediaType(mediaTypeOf(content)), ...stored };
  }
}

/** To whom, and all that is in it: what is said about it may differ from one try to the next. */
function contentHashOf({ reader }: MetadataFacts, parts: readonly OrderPart[]): string {
  const contents = parts.map(({ role, attributes, sha256 }) => [role, attributes['filename'] ?? null, sha256]);
  return createHash('sha256')
    .update(JSON.stringify([reader.type, reader.identifier, contents]))
    .digest('hex');
}

/** @throws HubError `xta.message-id-taken` */
function checkSame(known: Order, order: NewOrder): void {
  const isSame = known.procedure === order.procedure && known.contentHash === order.contentHash;
  // A name that has moved between two tries leads elsewhere now: nobody would file the one, or read the other.
  const isThere = known.reader === order.reader;
  if (!isSame || !isThere || known.cancelledAt !== null) throw messageIdTaken();
}

/** What the hub files it files at once, and no tests, unless the procedure says so. */
function checkFiled({ notBefore, isTest }: MetadataFacts, { settings }: SpecialistProcedure, now: Date): void {
  if (notBefore !== undefined && notBefore > now) {
    const sentence =
      'NotBefore is in the future. What is sent to the city itself is filed at once: send it later, or leave NotBefore out.';
    throw new HubError('rejected', 'xta.not-before-filed', sentence);
  }
  const filesTests = (settings as { readonly testMessages?: unknown } | null)?.testMessages === 'file';
  if (!isTest || filesTests) return;
  const sentence = 'The message is marked as a test (TestMsg). The procedure files no test messages.';
  throw new HubError('rejected', 'xta.test-message', sentence);
}

function messageIdTaken(): HubError {
  const sentence = 'There is a message with other content, or to another reader, under this MessageID already.';
  return new HubError('rejected', 'xta.message-id-taken', sentence);
}

function unreferenced(contentId: string): HubError {
  const why = `the part ${contentId.slice(0, 100)} and the xop:Includes of the envelope do not fit together`;
  return new HubError('rejected', 'multipart.malformed', `The multipart body is malformed: ${why}.`, {
    values: { why },
  });
}

function tooMany(max: number): HubError {
  const why = `it has more than ${max} attachments`;
  return new HubError('rejected', 'multipart.malformed', `The multipart body is malformed: ${why}.`, {
    values: { why },
  });
}
