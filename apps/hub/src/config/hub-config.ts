import type { HubConfig as Settings } from './generated/config.js';

/** The settings of this process, frozen; injected by this class. Its source is `schemas/hub/config.json`. */
// oxlint-disable-next-line no-unsafe-declaration-merging, no-extraneous-class -- a class is needed as injection token, the shape is generated
export abstract class HubConfig {}
export interface HubConfig extends Readonly<Settings> {}
