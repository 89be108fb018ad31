/** What an error of the hub is for XTA: one of its exceptions, with one of its numbers. The only place that decides so. */
import { HubError } from '../../errors/hub-error.js';
import { faultOf, SoapFault } from '../../soap/fault.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { element } from './tree.js';
import {
  COMMON_EXCEPTIONS,
  ERROR_LIST,
  errorNumbers,
  XTA,
  type ErrorNumber,
  type ExceptionName,
  type Operation,
} from './v211.js';

type Meaning = readonly [ExceptionName, ErrorNumber];

const TECHNICAL: Meaning = ['XTAWSTechnicalProblemException', '9030'];
const PARAMETERS: Meaning = ['ParameterIsNotValidException', '9022'];
const TOO_LARGE: Meaning = ['ParameterIsNotValidException', '9023'];
const NOT_THE_SCHEMA: Meaning = ['MessageSchemaViolationException', '9050'];
const ENCODING: Meaning = ['MessageSchemaViolationException', '9051'];
const PROFILE: Meaning = ['MessageSchemaViolationException', '9052'];
const NO_ACCOUNT: Meaning = ['PermissionDeniedException', '9012'];

const MEANINGS: Readonly<Record<string, Meaning>> = {
  // Tells expired certificates and locked accounts apart, as the list of the standard does.
  'access.certificate-expired': ['PermissionDeniedException', '9010'],
  'access.certificate-not-yet-valid': ['PermissionDeniedException', '9010'],
  'access.certificate-revoked': ['PermissionDeniedException', '9011'],
  'xta.author-not-yours': ['PermissionDeniedException', '9014'],
  'xta.service-not-booked': ['PermissionDeniedException', '9013'],
  'xta.header-missing': ['ParameterIsNotValidException', '9020'],
  'xta.message-id-invalid': ['ParameterIsNotValidException', '9021'],
  'xta.message-id-taken': ['ParameterIsNotValidException', '9024'],
  'xta.message-unknown': ['InvalidMessageIDException', '9070'],
  'xta.only-asynchronous': ['SyncAsyncException', '9080'],
  'xta.cancel-too-late': ['CancelDeniedException', '9100'],
  'xta.cancel-not-set': ['CancelDeniedException', '9101'],
  'xta.metadata-too-large': TOO_LARGE,
  'soap.envelope-too-large': TOO_LARGE,
  'message.too-large': TOO_LARGE,
  'attachment.too-large': TOO_LARGE,
  'container.too-large': TOO_LARGE,
  'container.entry-too-large': TOO_LARGE,
  'container.ratio': TOO_LARGE,
  'message.type-unsupported': PROFILE,
  'message.type-mismatch': PROFILE,
  'message.empty': NOT_THE_SCHEMA,
  'xml.encoding': ENCODING,
  'json.encoding': ENCODING,
};

/** By the first part of a code. What is wrong with the envelope has become a fault before: XML and JSON are contents here. */
const BY_FAMILY: Readonly<Record<string, Meaning>> = {
  access: NO_ACCOUNT,
  xml: NOT_THE_SCHEMA,
  json: NOT_THE_SCHEMA,
};

export function meaningOf({ code, kind }: Pick<HubError, 'code' | 'kind'>): Meaning {
  if (kind !== 'rejected' && kind !== 'conflict') return TECHNICAL;
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  return BY_FAMILY[code.split('.', 1)[0]!] ?? PARAMETERS;
}

/**
 * An error as the standard tells it. An operation whose WSDL does not declare the exception is answered with a fault that
 * has the hub's own detail: its clients know no other of XTA's.
 *
 * @param operation undefined as long as nobody knows which
 * @param challenges no key is given: when nothing else is either, HTTP asks for one
 */
export function xtaFault(error: unknown, operation: Operation | undefined, challenges: boolean): SoapFault {
  const plain = faultOf(error);
  if (!(plain.cause instanceof HubError)) return plain;
  // What is wrong with SOAP itself is told in the words of SOAP.
  if (error instanceof SoapFault && !Object.hasOwn(MEANINGS, plain.cause.code)) return plain;
  const [exception, number] = meaningOf(plain.cause);
  const isDeclared = (operation?.exceptions ?? COMMON_EXCEPTIONS).includes(exception);
  const { httpStatus: _httpStatus, ...details } = plain.details;
  return new SoapFault(
    plain.code,
    plain.reason,
    {
      ...details,
      ...(isDeclared ? { detail: exceptionNode(exception, number) } : {}),
      // Of a 401 most clients read no fault: it is for those that have shown nothing, and may have a key.
      ...(challenges && plain.cause.code === 'access.unauthorised' ? { httpStatus: 401 } : {}),
    },
    { cause: plain.cause },
  );
}

function exceptionNode(exception: ExceptionName, number: ErrorNumber): XmlNode {
  return element(XTA, exception, {
    children: [
      element(XTA, 'errorCode', {
        attributes: ERROR_LIST,
        children: [
          { name: 'code', namespace: '', text: number },
          { name: 'name', namespace: '', text: errorNumbers[number] },
        ],
      }),
    ],
  });
}
