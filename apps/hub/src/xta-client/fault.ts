/** What a server of XTA refuses with, as an error of the hub. */
import { HubError } from '../errors/hub-error.js';
import { ENVELOPE_NAMESPACE, type SoapEnvelope, type SoapNode } from '../soap/envelope.js';
import { shortened } from '../errors/shortened.js';
import { XTA, textOf } from './names.js';

/** `Codelist.Fehlernummer`: 90xx of the exception that it belongs to. */
export interface XtaRefusal {
  readonly number: string;
  readonly text: string;
}

/**
 * By exceptions of the WSDL. A message that breaks a schema, or has a virus, is refused for good. What is wrong with an
 * account, an address or a profile is put right somewhere else, and then the same message is taken.
 */
const EXCEPTIONS: Readonly<Record<string, (refusal: XtaRefusal) => HubError>> = {
  PermissionDeniedException: ({ number, text }) =>
    new HubError(
      'unavailable-message',
      'xta-client.permission-denied',
      `The XTA server denies it (${number}: ${text}).`,
      {
        values: { number, text },
      },
    ),
  ParameterIsNotValidException: ({ number, text }) =>
    number === NUMBER_IN_USE
      ? new HubError(
          'conflict',
          'xta-client.message-id-used',
          `The MessageID is in use already (${number}: ${text}).`,
          {
            values: { number, text },
          },
        )
      : new HubError('unavailable-message', 'xta-client.parameter-invalid', parameterSentence(number, text), {
          values: { number, text },
        }),
  XTAWSTechnicalProblemException: ({ number, text }) =>
    new HubError(
      'unavailable-message',
      'xta-client.technical-problem',
      `The XTA server has a problem (${number}: ${text}).`,
      {
        values: { number, text },
      },
    ),
  MessageSchemaViolationException: ({ number, text }) =>
    new HubError('rejected', 'xta-client.schema-violation', `The message is not as agreed (${number}: ${text}).`, {
      values: { number, text },
    }),
  MessageVirusDetectionException: ({ number, text }) =>
    new HubError('rejected', 'xta-client.virus', `The XTA server found malicious code (${number}: ${text}).`, {
      values: { number, text },
    }),
  SyncAsyncException: ({ number, text }) =>
    new HubError(
      'rejected',
      'xta-client.sync-async',
      `The service is offered in the other way alone (${number}: ${text}).`,
      {
        values: { number, text },
      },
    ),
  InvalidMessageIDException: ({ number, text }) =>
    new HubError(
      'unavailable-message',
      'xta-client.message-unknown',
      `The MessageID is not known (${number}: ${text}).`,
      {
        values: { number, text },
      },
    ),
};

const NUMBER_IN_USE = '9024';

/** Undefined for an answer that is no fault. */
export function faultIn(envelope: SoapEnvelope): HubError | undefined {
  const namespace = ENVELOPE_NAMESPACE[envelope.version];
  const fault = envelope.body;
  if (fault === undefined || fault.name !== 'Fault' || fault.namespace !== namespace) return undefined;
  const exception = exceptionIn(fault);
  const known = exception === undefined ? undefined : EXCEPTIONS[exception.name];
  if (exception !== undefined && known !== undefined) return known(refusalOf(exception));
  const reason = shown(reasonOf(fault, namespace) ?? 'no reason given');
  return new HubError('unavailable-message', 'xta-client.fault', `The XTA server answered with a fault: ${reason}`, {
    values: { reason },
  });
}

/** Of the WSDL, below `detail` (1.1) or `Detail` (1.2). */
function exceptionIn(fault: SoapNode): SoapNode | undefined {
  return fault.children
    .filter(({ name }) => name === 'Detail' || name === 'detail')
    .flatMap(({ children }) => children)
    .find(({ namespace, name }) => namespace === XTA && Object.hasOwn(EXCEPTIONS, name));
}

function refusalOf(exception: SoapNode): XtaRefusal {
  const code = exception.one(XTA, 'errorCode') ?? exception.one('', 'errorCode');
  const number = textOf(code?.one('', 'code')) ?? '9000';
  return { number: /^\d{4}$/.test(number) ? number : '9000', text: shown(textOf(code?.one('', 'name')) ?? 'no text') };
}

function reasonOf(fault: SoapNode, namespace: string): string | undefined {
  const texts = fault.one(namespace, 'Reason')?.many(namespace, 'Text') ?? [];
  const english = texts.find((text) => text.attribute('lang', 'http://www.w3.org/XML/1998/namespace') === 'en');
  return textOf(english ?? texts[0] ?? fault.one('', 'faultstring'));
}

function parameterSentence(number: string, text: string): string {
  return `The XTA server does not take a value of the request (${number}: ${text}).`;
}

/** It goes to the log and to pages. */
function shown(text: string): string {
  return shortened(text.replace(/[\p{Cc}\s]+/gu, ' ').trim());
}
