import type { AcceptedXml, Manifest, OfficialSchema } from '../contract/index.js';
import { elementOf, messages, NAMESPACE } from './messages.js';

/** Any other message of the standard: filed when it hands over records, else rejected with what is read. */
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
      official: official(elementOf(message)),
      ...shared,
    })),
    {
      type: OTHER,
      title: 'XJustiz, any other message that hands over files or documents; without them: rejected',
      root: { namespace: NAMESPACE },
      // A type that takes any root element is validated by the one the message has.
      official: official('*'),
      ...shared,
    },
  ],
  settings: 'xjustiz/settings.json',
} satisfies Manifest;

function official(entry: string): OfficialSchema {
  return { namespace: NAMESPACE, entry, versionAt: 'nachrichtenkopf/@xjustizVersion' };
}
