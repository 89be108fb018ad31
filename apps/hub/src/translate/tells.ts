import type { MessageType } from '@fachwerk/connectors/contract';
import { ofCatalogue } from './catalogue.js';
import type { InstalledConnector } from './installed.js';

/** Whether a connector has anything to tell a service, of any of its types. */
export function tells({ manifest: { name, version }, package: from }: InstalledConnector): boolean {
  if (from !== undefined) return Object.values(from.functions).some((functions) => functions.includes('tell'));
  return Object.values<MessageType>(ofCatalogue(name, version)?.types ?? {}).some(({ tell }) => tell !== undefined);
}
