import type { AcceptedXml, Manifest } from '../contract/index.js';
import { elementOf, messages, NAMESPACE } from './messages.js';

/** Any other message of the standard: recognised, so that the sender learns why it is not filed. */
export const OTHER = 'other';

const shared = { container: 'zip', namespaces: {} } as const;

export const manifest = {
  name: 'xjustiz',
  title:
    'XJustiz 3.4 to 3.6: messages of courts, prosecutors and registers, with the files and documents they hand over',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: [
    ...messages.map((message): AcceptedXml => ({
      type: message.number,
      title: `XJustiz ${message.title}`,
      root: { namespace: NAMESPACE, element: elementOf(message) },
      official: { namespace: NAMESPACE, entry: elementOf(message), versionAt: 'nachrichtenkopf/@xjustizVersion' },
      ...shared,
    })),
    { type: OTHER, title: 'XJustiz, any other message: rejected', root: { namespace: NAMESPACE }, ...shared },
  ],
  settings: 'xjustiz/settings.json',
} satisfies Manifest;
