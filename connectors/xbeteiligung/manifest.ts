import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { versions } from './versions.js';

export const manifest = {
  name: 'xbeteiligung',
  title:
    'XBeteiligung: taking part in plans (Bauleitplanung, Raumordnung, Planfeststellung), with documents and statements',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: acceptedTypes('XBeteiligung', versions, {
    container: 'zip',
    others: 'acknowledgements and messages to portals; any other is rejected',
  }),
  settings: 'xbeteiligung/settings.json',
} satisfies Manifest;
