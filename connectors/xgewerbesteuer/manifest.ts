import type { Manifest } from '../contract/index.js';
import { acceptedTypes } from '../xoev/index.js';
import { versions } from './versions.js';

export const manifest = {
  name: 'xgewerbesteuer',
  title: 'XUnternehmen Gewerbesteuer: trade tax notices and computations that the municipality sends',
  version: '1.0.0',
  stability: 'draft',
  contract: 1,
  accepts: acceptedTypes('XGewerbesteuer', versions),
  settings: 'xgewerbesteuer/settings.json',
} satisfies Manifest;
