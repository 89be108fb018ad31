import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { versions } from './versions.js';

export const manifest = {
  name: 'xwasser',
  title: 'XWasser: drinking water, examination plans and reports',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: acceptedTypes('XWasser', versions),
  settings: 'xwasser/settings.json',
} satisfies Manifest;
