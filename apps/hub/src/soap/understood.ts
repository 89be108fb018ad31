import { HubError } from '../errors/hub-error.js';
import { ENVELOPE_NAMESPACE, malformed, type SoapEnvelope, type SoapNode } from './envelope.js';
import { faultOf } from './fault.js';

/** Headers for whoever gets the request last, or first: this is both (SOAP 1.2 Part 1, 2.2; SOAP 1.1, 4.2.2). */
const OWN_ROLES = new Set([
  '',
  'http://schemas.xmlsoap.org/soap/actor/next',
  'http://www.w3.org/2003/05/soap-envelope/role/next',
  'http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver',
]);

/**
 * A header that must be understood and is not ends the request before anything is done (SOAP 1.2 Part 1, 2.4).
 *
 * @throws SoapFault `MustUnderstand`; `Sender` for a demand that is no boolean
 */
export function checkUnderstood(
  { headers, version }: SoapEnvelope,
  understood: (header: { readonly namespace: string; readonly name: string }) => boolean,
): void {
  const namespace = ENVELOPE_NAMESPACE[version];
  const missed = headers.filter((header) => mustUnderstand(header, namespace, version) && !understood(header));
  const [first] = missed;
  if (first === undefined) return;
  const header = first.name.slice(0, 100);
  throw faultOf(
    new HubError('rejected', 'soap.must-understand', `The header ${header} must be understood and is not.`, {
      values: { header },
    }),
    {
      code: 'MustUnderstand',
      // SOAP 1.2 Part 1, 5.4.8: which ones, each in a header of its own.
      ...(version === '1.1'
        ? {}
        : {
            headers: missed
              .filter((one) => one.namespace !== '')
              .map((one) => ({
                name: 'NotUnderstood',
                namespace,
                prefix: 'soap',
                declarations: { missed: one.namespace },
                attributes: { qname: `missed:${one.name}` },
              })),
          }),
    },
  );
}

function mustUnderstand(header: SoapNode, namespace: string, version: SoapEnvelope['version']): boolean {
  const role = header.attribute(version === '1.1' ? 'actor' : 'role', namespace) ?? '';
  const demand = header.attribute('mustUnderstand', namespace)?.trim() ?? '0';
  // What is neither would be taken for no demand.
  if (!/^(?:[01]|true|false)$/.test(demand)) throw malformed('mustUnderstand is neither true nor false');
  return OWN_ROLES.has(role) && ['1', 'true'].includes(demand);
}
