import type { AcceptedXml, Manifest } from '../contract/index.js';
import { typeOf, versions, type XdomeaVersion } from './versions.js';

export const manifest = {
  name: 'xdomea',
  title: 'xdomea: files, cases and documents handed over between authorities, archives and procedures',
  version: '1.0.1',
  stability: 'draft',
  contract: 1,
  accepts: versions.flatMap((version) => [...readTypes(version), otherType(version)]),
  settings: 'xdomea/settings.json',
} satisfies Manifest;

function readTypes(version: XdomeaVersion): readonly AcceptedXml[] {
  return version.messages.map((message) => ({
    type: typeOf(version, message),
    title: `xdomea ${version.version} ${message.name}`,
    root: { namespace: version.namespace, element: message.element },
    container: 'zip',
    official: { namespace: version.namespace, entry: message.element },
    namespaces: {},
  }));
}

/** Messages of a known version that the connector does not read: recognised, so that the sender learns why. */
function otherType(version: XdomeaVersion): AcceptedXml {
  return {
    type: typeOf(version, undefined),
    title: `xdomea ${version.version}, any other message: rejected`,
    root: { namespace: version.namespace },
    container: 'zip',
    namespaces: {},
  };
}
