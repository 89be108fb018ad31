import type { AddDocument, Attachment, ContentSource } from '../contract/index.js';
import type { XdomeaSettings } from './generated/settings.js';

/** What the readers of one message share. */
export interface Reading {
  readonly settings: XdomeaSettings;
  readonly attachments: readonly Attachment[];
  /** Where the XML of the message is. */
  readonly xml: ContentSource;
}

export type Place = AddDocument['in'];
