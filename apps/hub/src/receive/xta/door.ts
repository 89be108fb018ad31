/** The door of XTA: reads a request, finds out who asks for what, has it done, and answers as the standard wants it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { SpecialistProcedure } from '../../access/snapshot.js';
import { traceParentIn } from '../../ledger/trace.js';
import type { SoapEnvelope } from '../../soap/envelope.js';
import { httpStatusOf, writeFault, type SoapFault } from '../../soap/fault.js';
import { writeMtom } from '../../soap/mtom.js';
import { readSoapRequest, type SoapLimits, type TakePart } from '../../soap/request.js';
import { checkUnderstood } from '../../soap/understood.js';
import { writeEnvelope } from '../../soap/write-envelope.js';
import type { Admission } from '../admission.js';
import type { ReceiveLimits } from '../limits.js';
import { xmlLimits } from '../xml-probe.js';
import type { XtaBooks } from './books.js';
import { checkedAddressing, operationOf, readCall, type XtaAnswer, type XtaCall } from './call.js';
import { authorNotYours, bodyTooLarge, onlyAsynchronous, versionUnsupported } from './refusals.js';
import { xtaFault } from './faults.js';
import type { XtaMailboxes } from './mailbox.js';
import type { XtaManagement } from './management.js';
import type { XtaSchemas } from './official.js';
import type { OpenSending, XtaSending } from './sending.js';
import { META, OSCI, WSA, XTA, type Operation, type PortName } from './v211.js';

const VERSION = '1.2';
/** Requests without contents are short; whoever selects a hundred messages needs some of it. */
const SHORT_BYTES_MAX = 1_048_576;
const PART_HEADER_BYTES_MAX = 16_384;

/** A request, as far as HTTP tells of it. */
export interface XtaRequest {
  readonly port: PortName;
  readonly headers: IncomingHttpHeaders;
  readonly stream: AsyncIterable<Buffer>;
  /** Who sends, by certificate or key. @throws HubError `access.…` */
  readonly sender: () => SpecialistProcedure;
  /** It gives no key. */
  readonly isBare: boolean;
}

export interface XtaResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | AsyncIterable<Buffer>;
  readonly retryAfterSeconds?: number;
  /** It brought a message, which is durable. */
  readonly accepted?: true;
  /** What was refused, and why. */
  readonly fault?: SoapFault;
}

export interface XtaDoorParts {
  readonly management: XtaManagement;
  readonly sending: XtaSending;
  readonly mailboxes: XtaMailboxes;
  readonly schemas: XtaSchemas;
  readonly admission: Admission;
}

/** What is known of a request while it is read; the answer to whatever goes wrong needs as much of it as there is. */
interface Known {
  operation?: Operation;
  relatesTo?: string;
  call?: XtaCall;
  sending?: OpenSending;
}

export class XtaDoor {
  constructor(
    private readonly books: XtaBooks,
    private readonly limits: ReceiveLimits,
    private readonly parts: XtaDoorParts,
  ) {}

  async answer(request: XtaRequest): Promise<XtaResponse> {
    const known: Known = {};
    try {
      const answer = await this.admitted(request, known);
      return responseOf(answer, known);
    } catch (error) {
      return faultResponse(xtaFault(error, known.operation, request.isBare), known);
    }
  }

  /** Only what brings a message is counted and limited as one; at once there are no more of either than may be. */
  private async admitted(request: XtaRequest, known: Known): Promise<XtaAnswer> {
    const since = performance.now();
    this.parts.schemas.require();
    const procedure = request.sender();
    const length = request.headers['content-length'];
    const sizeBytes = length === undefined ? undefined : Number(length);
    const isSending = request.port === 'send';
    if (!isSending && sizeBytes !== undefined && sizeBytes > SHORT_BYTES_MAX) throw bodyTooLarge(SHORT_BYTES_MAX);
    const { admission } = this.parts;
    const over = isSending ? admission.admit(procedure, sizeBytes) : admission.admitReading(procedure);
    try {
      return await this.handled(request, procedure, known, since);
    } finally {
      over();
    }
  }

  private async handled(
    { port, headers, stream }: XtaRequest,
    procedure: SpecialistProcedure,
    known: Known,
    since: number,
  ): Promise<XtaAnswer> {
    const traceParent = traceParentIn(headers['traceparent']);
    const from = { since, ...(traceParent === undefined ? {} : { traceParent }) };
    const { envelope } = await readSoapRequest(headers, stream, this.soapLimits(port), async (opened, action) => {
      await this.open(opened, action, port, procedure, known);
      const { call } = known;
      if (call?.operation.name === 'sendMessage') known.sending = await this.parts.sending.open(call, from);
      return known.sending?.take ?? refuseParts;
    });
    envelope.dispose();
    return this.carriedOut(known.call!, known.sending);
  }

  /** Everything that can be refused before contents are taken, in the order in which the door asks. */
  private async open(
    envelope: SoapEnvelope,
    action: string | undefined,
    port: PortName,
    procedure: SpecialistProcedure,
    known: Known,
  ): Promise<void> {
    if (envelope.version !== VERSION) throw versionUnsupported();
    checkUnderstood(envelope, isUnderstood);
    const operation = operationOf(action, port);
    known.operation = operation;
    known.relatesTo = checkedAddressing(envelope, operation.action);
    if (operation.name === 'sendMessageSync') throw onlyAsynchronous();
    const call = readCall(envelope, operation, procedure, this.parts.schemas);
    if (call.author !== undefined) {
      const party = await this.books.party(procedure.tenant, call.author);
      if (party?.procedure !== procedure.id) throw authorNotYours(call.author);
    }
    known.call = call;
  }

  private async carriedOut(call: XtaCall, sending: OpenSending | undefined): Promise<XtaAnswer> {
    const { management, mailboxes } = this.parts;
    switch (call.operation.name) {
      case 'checkAccountActive':
        return management.checkAccountActive();
      case 'createMessageId':
        return management.createMessageId();
      case 'lookupService':
        return management.lookupService(call);
      case 'getTransportReport':
        return management.transportReport(call);
      case 'cancelMessage':
        return management.cancelMessage(call);
      case 'sendMessage':
        await sending!.finish();
        return {};
      case 'sendMessageSync':
        throw onlyAsynchronous();
      case 'getStatusList':
        return mailboxes.statusList(call);
      case 'getNextStatusList':
        return mailboxes.nextStatusList(call);
      case 'getMessage':
        return mailboxes.message(call);
      case 'getNextMessage':
        return mailboxes.nextMessage(call);
      case 'close':
        return mailboxes.close(call);
    }
  }

  private soapLimits(port: PortName): SoapLimits {
    const { messageBytesMax, attachmentsMax } = this.limits;
    return {
      envelopeBytesMax: port === 'send' ? messageBytesMax : SHORT_BYTES_MAX,
      xml: xmlLimits(this.limits),
      partsMax: port === 'send' ? attachmentsMax + 1 : 0,
      partHeaderBytesMax: PART_HEADER_BYTES_MAX,
    };
  }
}

const refuseParts: TakePart = () => Promise.reject(bodyTooLarge(SHORT_BYTES_MAX));

/** Headers that a request may insist on. Of WS-Security nothing is read here: who sends is said by TLS. */
function isUnderstood({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean {
  if (namespace === META) return name === 'Author' || name === 'MessageMetaData';
  return namespace === WSA || (namespace === OSCI && name === 'X509TokenContainer');
}

function responseOf({ headers = [], body, parts }: XtaAnswer, { operation, relatesTo }: Known): XtaResponse {
  const { action } = operation!;
  const xml = writeEnvelope({ version: VERSION, headers, body, action, ...(relatesTo && { relatesTo }) });
  const accepted = operation?.name === 'sendMessage' ? { accepted: true as const } : {};
  if (parts === undefined) return { status: 200, contentType: contentTypeOf(action), body: xml, ...accepted };
  return { status: 200, ...writeMtom(xml, parts, VERSION, action) };
}

function faultResponse(fault: SoapFault, { relatesTo, operation }: Known): XtaResponse {
  const { retryAfterSeconds, detail } = fault.details;
  // The WSDL says an action for its own exceptions; those of SOAP and of addressing have that of their standard.
  const action = detail?.namespace === XTA ? operation?.action : undefined;
  return {
    status: httpStatusOf(fault, VERSION),
    contentType: contentTypeOf(undefined),
    body: writeFault(fault, VERSION, { ...(relatesTo && { relatesTo }), ...(action && { action }) }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    fault,
  };
}

function contentTypeOf(action: string | undefined): string {
  return `application/soap+xml; charset=utf-8${action === undefined ? '' : `; action="${action}"`}`;
}
