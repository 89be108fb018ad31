import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { deliveries, versions } from './versions.js';

export const manifest = {
  name: 'xgewerbeanzeige',
  title: 'XGewerbeanzeige: businesses that are started, changed or given up',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: [
    ...acceptedTypes('XGewerbeanzeige', deliveries),
    ...acceptedTypes('XGewerbeanzeige', versions, {
      others: 'Gewerbemeldung an andere Stellen; any other is rejected',
    }),
  ],
  settings: 'xgewerbeanzeige/settings.json',
} satisfies Manifest;
