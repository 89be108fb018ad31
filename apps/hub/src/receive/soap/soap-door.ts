import type { FastifyRequest } from 'fastify';
import type { Authentication } from '../../access/authentication.js';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { HubError } from '../../errors/hub-error.js';
import { traceParentIn } from '../../ledger/trace.js';
import { isAddressing, readAddressing, type Addressing } from '../../soap/addressing.js';
import type { SoapEnvelope, SoapNode } from '../../soap/envelope.js';
import { FACHWERK_NAMESPACE, faultOf } from '../../soap/fault.js';
import type { OutgoingPart } from '../../soap/mtom.js';
import { readSoapRequest, type SoapLimits } from '../../soap/request.js';
import { credentialsIn, type EnvelopeCredential } from '../../soap/security/credentials.js';
import { securityFaultOf } from '../../soap/security/faults.js';
import { hasTimestamp, timestampHeader } from '../../soap/security/timestamp.js';
import { checkUnderstood } from '../../soap/understood.js';
import type { SoapVersion } from '../../soap/version.js';
import { writeEnvelope } from '../../soap/write-envelope.js';
import type { XmlNode } from '../../soap/write-xml.js';
import type { Admission } from '../admission.js';
import { keyIn, refuseEncoded, sizeIn } from '../request-head.js';
import { xmlLimits } from '../xml-probe.js';
import type { AnswerWay, SoapAnswers, SoapReply } from './answers.js';
import { operationOf, type Asked } from './operation.js';
import type { SoapService } from '../../soap/service.js';
import type { SoapServices } from './services.js';
import {
  questionWithAttachments,
  takeNothing,
  type CheckedMessage,
  type RequestFacts,
  type SoapIntake,
  type SoapReceiveLimits,
  type TakenAttachments,
} from './soap-intake.js';

const SECURITY_NAMESPACE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const PART_HEADER_BYTES_MAX = 16_384;
/** Of an envelope whose sender is not known before it is read: elements and attributes, which all are in memory. */
const UNKNOWN_ELEMENTS_MAX = 10_000;

export interface SoapDoorLimits extends SoapReceiveLimits {
  /** Of an envelope whose sender is not known before it is read. */
  readonly soapUnknownBytesMax: number;
}

/** What is known of a request so far, also when it ends in a fault. */
export interface SoapExchange {
  version: SoapVersion;
  relatesTo?: string;
  /** The namespace of its headers of WS-Addressing. */
  addressing?: string;
  /** Of the answer. */
  security?: XmlNode;
  /** Who sends it. */
  procedure?: SpecialistProcedure;
  /** Its message is durable. */
  accepted?: true;
}

export interface SoapAnswer {
  /** Undefined for an operation that is not answered. */
  readonly envelope: string | undefined;
  readonly parts: readonly OutgoingPart[];
  readonly action: string | undefined;
  /** Of a message that was accepted. */
  readonly id: string | undefined;
}

/** A request once its envelope is there, and passed. */
interface OpenedMessage {
  readonly procedure: SpecialistProcedure;
  readonly way: AnswerWay;
  readonly message: CheckedMessage;
  readonly addressing: Addressing | undefined;
  readonly senderKey: string | undefined;
  readonly version: SoapVersion;
}

interface Opened extends Omit<OpenedMessage, 'message'> {
  readonly message: Omit<CheckedMessage, 'contents'>;
  /** Undefined for a question, which has none. */
  readonly taken: TakenAttachments | undefined;
}

/** Who is asked, and by which means. */
export interface SoapTools {
  readonly authentication: Authentication;
  readonly admission: Admission;
  readonly now: () => Date;
}

/** The front door for connectors with a WSDL: from a request to what is answered. */
export class SoapDoor {
  constructor(
    private readonly tools: SoapTools,
    private readonly services: SoapServices,
    private readonly intake: SoapIntake,
    private readonly answers: SoapAnswers,
    private readonly limits: SoapDoorLimits,
  ) {}

  /**
   * @param exchange is told what a fault has to say
   * @throws SoapFault, HubError: nothing is accepted, or the sender is told so later (`answer.not-filed-yet`)
   */
  async call(
    connector: string,
    name: string,
    request: FastifyRequest,
    stream: AsyncIterable<Buffer> | undefined,
    exchange: SoapExchange,
  ): Promise<SoapAnswer> {
    const since = performance.now();
    const { headers } = request;
    const traceParent = traceParentIn(headers['traceparent']);
    const orderKey = keyIn(headers, 'Fachwerk-Order-Key', 'message.order-key-invalid');
    refuseEncoded(headers);
    // A stranger's envelope is read only so far as it may say who that is.
    const known = this.knownBy(request);
    if (known !== undefined) {
      exchange.procedure = known;
      this.serviceOf(known, connector, name);
    }
    const { admission } = this.tools;
    let over = known === undefined ? admission.admitStranger() : admission.admit(known, sizeIn(headers));
    const seen: Seen = {};
    try {
      const found: { opened?: Opened } = {};
      const { envelope } = await readSoapRequest(
        headers,
        stream ?? nothing(),
        this.soapLimits(known),
        async (read, action) => {
          exchange.version = read.version;
          const opened = this.open({ connector, name, request, envelope: read, action, exchange, seen });
          if (known === undefined) {
            const admitted = admission.admit(opened.procedure, sizeIn(headers));
            over();
            over = admitted;
          }
          found.opened = await this.withAttachments(opened);
          return found.opened.taken?.take ?? takeNothing;
        },
      );
      envelope.dispose();
      if (found.opened === undefined) throw new Error('A request was read without being opened.');
      return await this.answer(found.opened, name, { traceParent, orderKey, since }, { seen, exchange });
    } catch (error) {
      if (seen.credential !== undefined) this.tools.authentication.release(seen.credential);
      throw error;
    } finally {
      over();
    }
  }

  /** Everything that is decided before an attachment is taken, in the order of the design: who, what, is it valid. */
  private open({ connector, name, request, envelope, action, exchange, seen }: Opening): OpenedMessage {
    const addressing = readAddressing(envelope, action);
    if (addressing?.messageId !== undefined) exchange.relatesTo = addressing.messageId;
    if (addressing !== undefined) exchange.addressing = addressing.namespace;
    if (hasTimestamp(envelope.headers)) exchange.security = timestampHeader(this.tools.now());
    const credential = this.credentialOf(envelope);
    const procedure = this.procedureOf(request, envelope, credential);
    exchange.procedure = procedure;
    if (credential !== undefined) seen.credential = credential;
    const service = this.serviceOf(procedure, connector, name);
    const asked = operationOf(service, envelope, action, addressing);
    checkUnderstood(envelope, (header) => isUnderstood(header, asked));
    const way = this.answers.way(procedure, asked.root);
    if (way === undefined) throw unknownMessage(connector, asked.root.element);
    if (way !== 'question') this.intake.check();
    const message = this.intake.checked(service, asked, bodyOf(envelope));
    if (way === 'question' && message.contents.edits.length > 0) throw questionWithAttachments();
    const key = keyIn(request.headers, 'Idempotency-Key', 'message.key-invalid') ?? addressing?.messageId;
    return { procedure, way, message, addressing, senderKey: key, version: envelope.version };
  }

  /** While the sender waits for its answer, its contents are not kept in memory any more. */
  private async withAttachments({ message: { contents, ...message }, ...opened }: OpenedMessage): Promise<Opened> {
    if (opened.way === 'question') return { ...opened, message, taken: undefined };
    return { ...opened, message, taken: await this.intake.attachments(opened.procedure, contents) };
  }

  /** By the connection or a header. @returns undefined when neither says anything; the envelope may */
  private knownBy(request: FastifyRequest): SpecialistProcedure | undefined {
    try {
      return this.tools.authentication.procedureOf(request);
    } catch (error) {
      const isSilent = error instanceof HubError && error.code === 'access.unauthorised';
      if (isSilent && request.headers.authorization === undefined) return undefined;
      throw error;
    }
  }

  private credentialOf(envelope: SoapEnvelope): EnvelopeCredential | undefined {
    try {
      return credentialsIn(envelope, this.tools.now(), (certificate) =>
        this.tools.authentication.checkCertificate(certificate),
      );
    } catch (error) {
      throw secured(error);
    }
  }

  private procedureOf(
    request: FastifyRequest,
    envelope: SoapEnvelope,
    credential: EnvelopeCredential | undefined,
  ): SpecialistProcedure {
    try {
      // Before the signature counts as seen: what is refused for another reason may be sent again.
      if (credential?.kind === 'signature') refuseUnsigned(request);
      return this.tools.authentication.procedureOf(request, credential);
    } catch (error) {
      throw envelope.headers.some(({ namespace }) => namespace === SECURITY_NAMESPACE) ? secured(error) : error;
    }
  }

  /** A valid key on another connector learns nothing about its procedures. */
  private serviceOf(procedure: SpecialistProcedure, connector: string, name: string): SoapService {
    if (procedure.connector !== connector) {
      throw new HubError('rejected', 'soap.service-unknown', 'There is no such service here.');
    }
    return this.services.find(connector, procedure.connectorVersion, name);
  }

  private soapLimits(known: SpecialistProcedure | undefined): SoapLimits {
    const { messageBytesMax, soapUnknownBytesMax, attachmentsMax } = this.limits;
    const xml = xmlLimits(this.limits);
    const isUnknown = known === undefined;
    return {
      envelopeBytesMax: isUnknown ? Math.min(soapUnknownBytesMax, messageBytesMax) : messageBytesMax,
      xml: isUnknown ? { ...xml, elementsMax: Math.min(UNKNOWN_ELEMENTS_MAX, xml.elementsMax) } : xml,
      partsMax: attachmentsMax,
      partHeaderBytesMax: PART_HEADER_BYTES_MAX,
    };
  }

  private async answer(
    opened: Opened,
    service: string,
    facts: RequestFacts,
    { seen, exchange }: { readonly seen: Seen; readonly exchange: SoapExchange },
  ): Promise<SoapAnswer> {
    const { procedure, way, message: checked, taken, senderKey, version } = opened;
    const { operation } = checked.asked;
    const key = senderKey === undefined ? {} : { senderKey };
    const message = await this.intake.message(
      procedure,
      checked,
      { service, soapVersion: version, ...key },
      taken?.all,
    );
    if (way === 'question') {
      const reply = await this.answers.ask(procedure, message);
      return written(reply, opened, exchange, undefined);
    }
    const accepted = await this.intake.accept(procedure, message, facts);
    delete seen.credential;
    exchange.accepted = true;
    if (operation.isOneWay) return { envelope: undefined, parts: [], action: undefined, id: accepted.id };
    const reply = (await this.answers.reply(procedure, message, accepted, way)) ?? bare(checked.asked);
    return written(reply, opened, exchange, accepted.id);
  }
}

/** What counts as let in, as long as its message may still come to nothing. */
interface Seen {
  credential?: EnvelopeCredential;
}

interface Opening {
  readonly connector: string;
  readonly name: string;
  readonly request: FastifyRequest;
  readonly envelope: SoapEnvelope;
  readonly action: string | undefined;
  readonly exchange: SoapExchange;
  readonly seen: Seen;
}

/** Of a connector without `reply`: the element of the answer, empty. The header says which message it is. */
function bare({ operation }: Asked): SoapReply {
  const { namespace = '', element = `${operation.name}Response` } = operation.output ?? {};
  return { element: { name: element, namespace }, parts: [] };
}

function written(
  reply: SoapReply,
  { version, addressing, message }: Opened,
  { security }: SoapExchange,
  id: string | undefined,
): SoapAnswer {
  const { outputAction } = message.asked.operation;
  const accepted: readonly XmlNode[] =
    id === undefined ? [] : [{ name: 'message', namespace: FACHWERK_NAMESPACE, prefix: 'fw', text: id }];
  const isAddressed = addressing?.messageId !== undefined;
  const envelope = writeEnvelope({
    version,
    headers: [...(security === undefined ? [] : [security]), ...accepted],
    body: reply.element,
    ...(addressing === undefined ? {} : { action: outputAction, addressing: addressing.namespace }),
    ...(isAddressed ? { relatesTo: addressing.messageId } : {}),
  });
  return { envelope, parts: reply.parts, action: addressing === undefined ? undefined : outputAction, id };
}

/** What is not in the envelope is not signed: on the way it can be added to a message that is sent again. */
function refuseUnsigned({ headers }: FastifyRequest): void {
  if (/^multipart\//i.test(headers['content-type'] ?? '')) {
    throw new HubError('rejected', 'ws-security.attachments', 'The signature does not cover attachments.');
  }
  const part = ['Idempotency-Key', 'Fachwerk-Order-Key'].find((name) => headers[name.toLowerCase()] !== undefined);
  if (part === undefined) return;
  const sentence = `${part} is not signed. Of a signed message Body, Timestamp and all headers have to be.`;
  throw new HubError('rejected', 'ws-security.unsigned', sentence, { values: { part } });
}

function isUnderstood(
  { namespace, name }: { readonly namespace: string; readonly name: string },
  { operation }: Asked,
): boolean {
  return (
    isAddressing(namespace) ||
    (namespace === SECURITY_NAMESPACE && name === 'Security') ||
    operation.headers.some((header) => header.namespace === namespace && header.element === name)
  );
}

/** As WS-Security 1.1, 12 names it. */
function secured(error: unknown): unknown {
  const name = error instanceof HubError ? securityFaultOf(error.code) : undefined;
  return name === undefined ? error : faultOf(error, { subcode: { namespace: SECURITY_NAMESPACE, name } });
}

function bodyOf({ body }: SoapEnvelope): SoapNode {
  if (body === undefined) throw new Error('An empty Body was taken for a message.');
  return body;
}

function unknownMessage(connector: string, element: string): HubError {
  const values = { connector, element: element.slice(0, 200) };
  const sentence = `The connector ${connector} takes no message ${values.element}.`;
  return new HubError('rejected', 'soap.message-unknown', sentence, { values });
}

async function* nothing(): AsyncGenerator<Buffer> {
  // A request without a body.
}
