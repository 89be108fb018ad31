/** Faults: what is answered to a request that is not carried out, whoever found the reason. */
import { ErrorTexts } from '../errors/codes.js';
import { HubError } from '../errors/hub-error.js';
import type { SoapVersion } from './version.js';
import { ENVELOPE_NAMESPACE } from './version.js';
import { writeEnvelope } from './write-envelope.js';
import type { XmlNode } from './write-xml.js';

/** As SOAP 1.2 names them (Part 1, 5.4.6); of 1.1 Client and Server are Sender and Receiver. */
export type FaultCode = 'VersionMismatch' | 'MustUnderstand' | 'DataEncodingUnknown' | 'Sender' | 'Receiver';

/** A qualified name, for faults of a standard on top of SOAP. */
export interface Subcode {
  readonly namespace: string;
  readonly name: string;
}

export interface FaultDetails {
  /** The child of `detail`; of the fault types of a WSDL, or the hub's own. */
  readonly detail?: XmlNode;
  readonly subcode?: Subcode;
  /** Without it: 500 for SOAP 1.1; 400 for Sender and 500 for the others in SOAP 1.2. */
  readonly httpStatus?: number;
  /** For what is unavailable: when it is worth trying again. */
  readonly retryAfterSeconds?: number;
  /** Headers a fault must have, such as what was not understood. */
  readonly headers?: readonly XmlNode[];
}

/** A request that is answered with a fault. What the hub found is its `cause`. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';

  constructor(
    readonly code: FaultCode,
    /** Safe for the sender. */
    readonly reason: { readonly en: string; readonly de: string },
    readonly details: FaultDetails = {},
    options?: { readonly cause?: unknown },
  ) {
    super(reason.en, options);
  }

  /** Of the hub, for logs and metrics; undefined for a fault of a standard that the hub has no code for. */
  get hubCode(): string | undefined {
    return this.cause instanceof HubError ? this.cause.code : undefined;
  }
}

/** The namespace of the hub's own element in `detail`, and of its headers. */
export const FACHWERK_NAMESPACE = 'urn:fachwerk:soap';

const RETRY_AFTER_SECONDS = 5;
const TEXTS = new ErrorTexts();

/** What of a fault is not the default for its error. `detail` is the hook for the fault types of a WSDL. */
export interface FaultShape extends Pick<FaultDetails, 'subcode' | 'headers' | 'detail' | 'httpStatus'> {
  readonly code?: FaultCode;
}

/**
 * Any error of the hub as a fault: `rejected` is the sender's mistake, everything else the hub's. A fault stays what it
 * is. What is neither was foreseen by nobody, and what it says is for the log alone.
 */
export function faultOf(error: unknown, shape: FaultShape = {}): SoapFault {
  if (error instanceof SoapFault) return error;
  const known = error instanceof HubError ? error : unforeseen(error);
  const { code, kind, details, message } = known;
  const isSenders = kind === 'rejected' || kind === 'conflict';
  const isAway = kind.startsWith('unavailable') || kind === 'misconfigured';
  const status = TEXTS.status(code, kind);
  return new SoapFault(
    shape.code ?? (isSenders ? 'Sender' : 'Receiver'),
    TEXTS.sentence(code, message, details.values),
    {
      detail: shape.detail ?? detailOf(known),
      ...(shape.subcode === undefined ? {} : { subcode: shape.subcode }),
      ...(shape.headers === undefined ? {} : { headers: shape.headers }),
      // Whoever may not ask is told by HTTP as well: only so do clients ask for credentials.
      ...(shape.httpStatus === undefined && status !== 401 ? {} : { httpStatus: shape.httpStatus ?? status }),
      ...(isAway ? { retryAfterSeconds: details.retryAfterSeconds ?? RETRY_AFTER_SECONDS } : {}),
    },
    { cause: known },
  );
}

function unforeseen(cause: unknown): HubError {
  return new HubError('defect', 'hub.defect', 'Something went wrong in the hub that nobody foresaw.', {}, { cause });
}

/** The code a program can rely on, where in the message it is, and each of several problems. */
function detailOf({ code, kind, message, details }: HubError): XmlNode {
  const own = (name: string, text: string): XmlNode => ({
    name,
    namespace: FACHWERK_NAMESPACE,
    prefix: 'fw',
    text: xmlText(text),
  });
  return {
    name: 'error',
    namespace: FACHWERK_NAMESPACE,
    prefix: 'fw',
    children: [
      own('code', code),
      own('kind', kind),
      own('sentence', message),
      ...(details.path === undefined ? [] : [own('path', details.path)]),
      ...(details.problems ?? []).map(({ path, sentence }) => own('problem', `${path}: ${sentence.en}`)),
    ],
  };
}

/** What a message said may be in a sentence, and characters that XML does not have came with it. */
function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what is taken out
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd');
}

export function httpStatusOf({ code, details }: SoapFault, version: SoapVersion): number {
  if (details.httpStatus !== undefined) return details.httpStatus;
  // SOAP 1.1, 6.2: 500, whoever is to blame. SOAP 1.2 Part 2, table 20: 400 for Sender.
  return version === '1.2' && code === 'Sender' ? 400 : 500;
}

const ADDRESSING = 'http://www.w3.org/2005/08/addressing';

/** What the answer to a request says besides, whatever became of it. */
export interface AnswerHeaders {
  /** The MessageID of the request, where it had one: the answer is addressed then. */
  readonly relatesTo?: string;
  /** That its WSDL says for it. */
  readonly action?: string;
  /** The namespace of the request's headers of WS-Addressing. */
  readonly addressing?: string;
  readonly security?: XmlNode;
}

/** The envelope of a fault. */
export function writeFault(fault: SoapFault, version: SoapVersion, answer: AnswerHeaders = {}): string {
  const { relatesTo, action, addressing = ADDRESSING, security } = answer;
  // WS-Addressing SOAP Binding, 6: the action of a fault that no WSDL says another for. The submission has one for all (4).
  const isOfAddressing = addressing === ADDRESSING && fault.details.subcode?.namespace === ADDRESSING;
  const otherwise = `${addressing}${isOfAddressing ? '/soap' : ''}/fault`;
  return writeEnvelope({
    version,
    headers: [...(security === undefined ? [] : [security]), ...(fault.details.headers ?? [])],
    body: version === '1.1' ? fault11(fault) : fault12(fault),
    ...(relatesTo === undefined ? {} : { relatesTo, action: action ?? otherwise, addressing }),
  });
}

/** SOAP 1.1, 4.4: faultcode, faultstring and detail are of no namespace. */
function fault11({ code, reason, details }: SoapFault): XmlNode {
  const { subcode, detail } = details;
  const names: Readonly<Partial<Record<FaultCode, string>>> = {
    Sender: 'Client',
    Receiver: 'Server',
    DataEncodingUnknown: 'Client',
  };
  const qualified = subcode === undefined ? `soap:${names[code] ?? code}` : `sub:${subcode.name}`;
  return {
    ...part('Fault', '1.1'),
    ...(subcode === undefined ? {} : { declarations: { sub: subcode.namespace } }),
    children: [
      { name: 'faultcode', namespace: '', text: qualified },
      { name: 'faultstring', namespace: '', text: xmlText(reason.en), attributes: { 'xml:lang': 'en' } },
      ...(detail === undefined ? [] : [{ name: 'detail', namespace: '', children: [detail] }]),
    ],
  };
}

/** SOAP 1.2 Part 1, 5.4. */
function fault12({ code, reason, details }: SoapFault): XmlNode {
  const { subcode, detail } = details;
  const texts = (['en', 'de'] as const).map((language) => ({
    ...part('Text', '1.2'),
    attributes: { 'xml:lang': language },
    text: xmlText(reason[language]),
  }));
  return {
    ...part('Fault', '1.2'),
    children: [
      {
        ...part('Code', '1.2'),
        children: [
          { ...part('Value', '1.2'), text: `soap:${code}` },
          ...(subcode === undefined
            ? []
            : [
                {
                  ...part('Subcode', '1.2'),
                  children: [
                    {
                      ...part('Value', '1.2'),
                      declarations: { sub: subcode.namespace },
                      text: `sub:${subcode.name}`,
                    },
                  ],
                },
              ]),
        ],
      },
      { ...part('Reason', '1.2'), children: texts },
      ...(detail === undefined ? [] : [{ ...part('Detail', '1.2'), children: [detail] }]),
    ],
  };
}

function part(name: string, version: SoapVersion): XmlNode {
  return { name, namespace: ENVELOPE_NAMESPACE[version], prefix: 'soap' };
}
