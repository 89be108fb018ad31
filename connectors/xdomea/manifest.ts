import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { versions } from './versions.js';

export const manifest = {
  name: 'xdomea',
  title: 'xdomea: files, cases and documents handed over between authorities, archives and procedures',
  version: '1.0.1',
  stability: 'draft',
  contract: 1,
  accepts: acceptedTypes('xdomea', versions, { container: 'zip' }),
  settings: 'xdomea/settings.json',
} satisfies Manifest;
