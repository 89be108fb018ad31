import type { Manifest } from '../contract/index.js';

export const manifest = {
  name: 'json-generic',
  title: 'Any procedure that sends JSON: which field goes where is a setting',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: [{ type: 'message', title: 'Any JSON object', jsonSchema: 'json-generic/message.json' }],
  settings: 'json-generic/settings.json',
} as const satisfies Manifest;
