import { lookup as lookUp } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { HubError } from '../errors/hub-error.js';
import { isRefused } from './webhook-address.js';

/**
 * Looks names up as Node does, and refuses those that lead to an address which nothing is sent to; a name may lead to
 * another address each time.
 *
 * @param loopback whether it may be this computer
 */
export function lookUpUnlessRefused(loopback: boolean, refusal: () => HubError): LookupFunction {
  return (name, options, found) => {
    lookUp(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return found(error, []);
      const refused = addresses.find(({ address }) => isRefused(address, loopback));
      if (refused !== undefined) return found(refusal(), []);
      if (options.all === true) return found(null, addresses);
      const [first] = addresses;
      return found(null, first?.address ?? '', first?.family);
    });
  };
}
