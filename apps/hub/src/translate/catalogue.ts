/** The only place in the hub that knows the catalogue of connectors. */
import { catalogue } from '@fachwerk/connectors/catalogue';
import type { Connector, Manifest } from '@fachwerk/connectors/contract';
import { HubError } from '../errors/hub-error.js';

const byName = new Map(catalogue.map((connector) => [connector.manifest.name, connector]));

/** @throws HubError `misconfigured`: the procedure names a connector that this version of the hub does not have */
export function connectorNamed(name: string): Connector {
  const found = byName.get(name);
  if (found !== undefined) return found;
  throw new HubError(
    'misconfigured',
    'connector.unknown',
    `There is no connector ${name} in this version of the hub.`,
    {
      values: { connector: name },
    },
  );
}

export function manifests(): readonly Manifest[] {
  return catalogue.map(({ manifest }) => manifest);
}
