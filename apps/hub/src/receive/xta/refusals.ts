/** What requests are refused with before any operation is asked. */
import { HubError } from '../../errors/hub-error.js';
import type { PartyName } from '../../ledger/xta/order.js';
import { faultOf, type SoapFault } from '../../soap/fault.js';

export function authorNotYours({ identifier, type }: PartyName): HubError {
  const sentence = `${identifier} (${type}) is no identifier of the procedure that is signed in.`;
  return new HubError('rejected', 'xta.author-not-yours', sentence, { values: { identifier, type } });
}

/** No service of the hub answers within the request with what a procedure would say. */
export function onlyAsynchronous(): HubError {
  const sentence = 'This service is offered asynchronously alone: use sendMessage.';
  return new HubError('rejected', 'xta.only-asynchronous', sentence);
}

export function bodyTooLarge(max: number): HubError {
  const sentence = `It is larger than the limit of ${max} bytes.`;
  return new HubError('rejected', 'message.too-large', sentence, { values: { max } });
}

/** The binding of the WSDL is that of SOAP 1.2. */
export function versionUnsupported(): SoapFault {
  const sentence = 'XTA is asked with SOAP 1.2.';
  return faultOf(new HubError('rejected', 'xta.soap-version', sentence), { code: 'VersionMismatch' });
}
