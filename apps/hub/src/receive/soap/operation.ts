import { HubError } from '../../errors/hub-error.js';
import { requireReply, type Addressing } from '../../soap/addressing.js';
import type { SoapEnvelope } from '../../soap/envelope.js';
import { faultOf } from '../../soap/fault.js';
import type { WsdlOperation } from '../../soap/wsdl.js';
import type { Root, SoapService } from '../../soap/service.js';

/** What a request asks a service for. */
export interface Asked {
  readonly operation: WsdlOperation;
  readonly root: Root;
}

/**
 * The operation is the one of the message; what SOAPAction and WS-Addressing say must agree with it.
 *
 * @throws SoapFault
 */
export function operationOf(
  service: SoapService,
  { version, body }: SoapEnvelope,
  action: string | undefined,
  addressing: Addressing | undefined,
): Asked {
  const operations = service.operations(version);
  if (operations === undefined) {
    const sentence = `This service is not offered with SOAP ${version}.`;
    throw faultOf(new HubError('rejected', 'soap.version-not-offered', sentence, { values: { version } }), {
      code: 'VersionMismatch',
    });
  }
  if (body === undefined) throw faultOf(new HubError('rejected', 'soap.body-empty', 'Body is empty.'));
  const root = { namespace: body.namespace, element: body.name };
  const byMessage = operations.filter(
    ({ input }) => input?.namespace === root.namespace && input.element === root.element,
  );
  const element = root.element.slice(0, 200);
  if (byMessage.length === 0) {
    const sentence = `The service has no operation whose message is ${element}.`;
    throw faultOf(new HubError('rejected', 'soap.operation-unknown', sentence, { values: { element } }));
  }
  const operation = byAction(byMessage, element, action, addressing);
  if (!operation.isOneWay) requireReply(addressing);
  return { operation, root };
}

function byAction(
  operations: readonly WsdlOperation[],
  element: string,
  action = '',
  addressing: Addressing | undefined,
): WsdlOperation {
  const named = [action, addressing?.action ?? ''].filter((one) => one !== '');
  const found = operations.filter((operation) => named.every((one) => isActionOf(operation, one)));
  const [first] = found;
  if (first === undefined) {
    const wrong = named.find((one) => !operations.some((operation) => isActionOf(operation, one))) ?? named[0] ?? '';
    const values = { action: wrong.slice(0, 200), element };
    const sentence = `The action ${values.action} is of no operation whose message is ${element}.`;
    const refusal = new HubError('rejected', 'soap.action-mismatch', sentence, { values });
    if (addressing === undefined) throw faultOf(refusal);
    // WS-Addressing SOAP Binding, 6.4.4.
    throw faultOf(refusal, { subcode: { namespace: addressing.namespace, name: 'ActionNotSupported' } });
  }
  // Two ports of one version have the same operations; without an action nobody knows which of different ones is meant.
  if (new Set(found.map(({ action: one }) => one)).size > 1) {
    const sentence = `Several operations have the message ${element}: the action is missing.`;
    throw faultOf(new HubError('rejected', 'soap.action-missing', sentence, { values: { element } }));
  }
  return first;
}

function isActionOf({ action, inputAction }: WsdlOperation, named: string): boolean {
  return named === action || named === inputAction;
}
