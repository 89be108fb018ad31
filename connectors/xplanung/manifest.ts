import type { AcceptedXml, Manifest } from '../contract/index.js';
import { NAMESPACE, namespaceOf, OTHER_VERSIONS, ROOT, VERSION } from './versions.js';

const shared = { container: 'zip', namespaces: {} } as const;

export const manifest = {
  name: 'xplanung',
  title: 'XPlanung: urban land-use plans and others, in XPlanGML, with the documents they refer to',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: [
    {
      type: `plan.v${VERSION}`,
      title: `XPlanGML ${VERSION} plans`,
      root: { namespace: NAMESPACE, element: ROOT },
      official: { namespace: NAMESPACE, entry: ROOT },
      ...shared,
    },
    otherType(VERSION, NAMESPACE, `XPlanGML ${VERSION}, anything but an ${ROOT}: rejected`),
    ...OTHER_VERSIONS.map((version) => otherType(version, namespaceOf(version), `XPlanGML ${version}: rejected`)),
  ],
  settings: 'xplanung/settings.json',
} satisfies Manifest;

function otherType(version: string, namespace: string, title: string): AcceptedXml {
  return { type: `other.v${version}`, title, root: { namespace }, ...shared };
}
