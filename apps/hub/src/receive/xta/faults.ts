/** What an error of the hub is for XTA: one of its exceptions, with one of its numbers. The only place that decides so. */
import type { ErrorTexts } from '../../errors/codes.js';
import { HubError } from '../../errors/hub-error.js';
import { SoapFault } from '../../soap/fault.js';
import type { XmlNode } from '../../soap/write-xml.js';
import { element } from './tree.js';
import { ERROR_LIST, errorNumbers, XTA, type ErrorNumber, type ExceptionName, type Operation } from './v211.js';

type Meaning = readonly [ExceptionName, ErrorNumber];

const TECHNICAL: Meaning = ['XTAWSTechnicalProblemException', '9030'];
const PARAMETERS: Meaning = ['ParameterIsNotValidException', '9022'];
const TOO_LARGE: Meaning = ['ParameterIsNotValidException', '9023'];
const NOT_THE_SCHEMA: Meaning = ['MessageSchemaViolationException', '9050'];
const ENCODING: Meaning = ['MessageSchemaViolationException', '9051'];
const PROFILE: Meaning = ['MessageSchemaViolationException', '9052'];

const MEANINGS: Readonly<Record<string, Meaning>> = {
  'access.unauthorised': ['PermissionDeniedException', '9012'],
  'xta.author-not-yours': ['PermissionDeniedException', '9014'],
  'xta.service-not-booked': ['PermissionDeniedException', '9013'],
  'xta.header-missing': ['ParameterIsNotValidException', '9020'],
  'xta.message-id-invalid': ['ParameterIsNotValidException', '9021'],
  'xta.message-id-taken': ['ParameterIsNotValidException', '9024'],
  'xta.message-unknown': ['InvalidMessageIDException', '9070'],
  'xta.only-asynchronous': ['SyncAsyncException', '9080'],
  'xta.cancel-too-late': ['CancelDeniedException', '9100'],
  'xta.cancel-not-set': ['CancelDeniedException', '9101'],
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

/** Of the contents of a message, by the first part of a code. What is wrong with the envelope has become a fault before. */
const OF_CONTENT: Readonly<Record<string, Meaning>> = { xml: NOT_THE_SCHEMA, json: NOT_THE_SCHEMA };

/** What `access/` says of certificates: the standard tells expired ones and locked accounts apart. */
const OF_CERTIFICATES: readonly (readonly [RegExp, Meaning])[] = [
  [/^certificate\.(expired|not-yet-valid)$/, ['PermissionDeniedException', '9010']],
  [/^certificate\.revoked$/, ['PermissionDeniedException', '9011']],
  [/^(certificate|access)\./, ['PermissionDeniedException', '9012']],
];

export function meaningOf({ code, kind }: Pick<HubError, 'code' | 'kind'>): Meaning {
  if (kind !== 'rejected' && kind !== 'conflict') return TECHNICAL;
  const known = MEANINGS[code];
  if (known !== undefined) return known;
  const certificate = OF_CERTIFICATES.find(([pattern]) => pattern.test(code));
  if (certificate !== undefined) return certificate[1];
  return OF_CONTENT[code.split('.', 1)[0]!] ?? PARAMETERS;
}

/**
 * An error as the standard tells it. An operation whose WSDL does not declare the exception is answered with a plain
 * fault: its clients know no other.
 *
 * @param operation undefined as long as nobody knows which
 */
export function xtaFault(error: HubError, operation: Operation | undefined, texts: ErrorTexts): SoapFault {
  const [exception, number] = meaningOf(error);
  const isSender = exception !== 'XTAWSTechnicalProblemException';
  // What a defect says is for the log.
  const reason = texts.sentence(error.code, error.message, error.details.values);
  const { retryAfterSeconds } = error.details;
  const details = {
    ...(operation === undefined || operation.exceptions.includes(exception)
      ? { detail: exceptionNode(exception, number, reason.de) }
      : {}),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  return new SoapFault(isSender ? 'Sender' : 'Receiver', reason, details, { cause: error });
}

/** @param text shown with the number that has none of its own */
function exceptionNode(exception: ExceptionName, number: ErrorNumber, text: string): XmlNode {
  const name = number === '9000' ? text : errorNumbers[number];
  return element(XTA, exception, {
    children: [
      element(XTA, 'errorCode', {
        attributes: ERROR_LIST,
        children: [
          { name: 'code', namespace: '', text: number },
          { name: 'name', namespace: '', text: name },
        ],
      }),
    ],
  });
}
