import type { Manifest } from '../contract/index.js';

export const manifest = {
  name: 'xml-generic',
  title: 'Any procedure that sends XML: which field goes where is a setting',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: [
    {
      type: 'message',
      title: 'Any XML, on its own or as the only XML in a ZIP',
      root: {},
      container: 'zip',
      // Settings name elements by their local names.
      namespaces: {},
    },
  ],
  settings: 'xml-generic/settings.json',
} as const satisfies Manifest;
