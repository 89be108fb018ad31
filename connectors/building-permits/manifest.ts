import type { Manifest } from '../contract/index.js';

export const manifest = {
  name: 'building-permits',
  title: 'Building permits: decisions and their plans',
  version: '1.1.0',
  stability: 'pilot',
  contract: 1,
  accepts: [
    {
      type: 'permit-granted.v2',
      title: 'A building permit was granted',
      jsonSchema: 'building-permits/permit-granted.v2.json',
    },
  ],
  settings: 'building-permits/settings.json',
} as const satisfies Manifest;
