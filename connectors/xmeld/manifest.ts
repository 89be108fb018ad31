import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { versions } from './versions.js';

export const manifest = {
  name: 'xmeld',
  title: 'XMeld: what other authorities retrieve from the population register, and what they were answered',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: acceptedTypes('XMeld', versions),
  settings: 'xmeld/settings.json',
} satisfies Manifest;
