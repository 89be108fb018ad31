import { Rejected, type Connector, type Element, type Message, type MessageType } from '../contract/index.js';
import { cut } from '../xoev/index.js';
import { filePlans } from './file-plans.js';
import type { XplanungSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { OTHER_VERSIONS, ROOT, VERSION } from './versions.js';

export const xplanung: Connector = {
  manifest,
  types: {
    [`plan.v${VERSION}`]: {
      // A plan has no number of its transmission: the same bytes are the same transmission.
      key: ({ sha256 }: Message<Element>) => `${ROOT}/${sha256}`,
      translate: (message: Message<Element>, settings: XplanungSettings) => filePlans(message, settings),
    },
    [`other.v${VERSION}`]: refusing(
      ({ name }) =>
        `${cut(name, 100)} of XPlanGML ${VERSION} is recognised, but only an ${ROOT} is handled. Send the plan in one.`,
    ),
    ...Object.fromEntries(
      OTHER_VERSIONS.map((version) => [
        `other.v${version}`,
        refusing(() => `XPlanGML ${version} is recognised, but not handled. Send the plan as XPlanGML ${VERSION}.`),
      ]),
    ),
  },
};

function refusing(sentenceOf: (root: Element) => string): MessageType {
  const refuse = ({ body }: Message<Element>): never => {
    throw new Rejected('xplanung.type-not-supported', sentenceOf(body), body.path);
  };
  return { key: refuse, translate: refuse };
}
