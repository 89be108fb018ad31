import { Rejected, type AddDocument, type Attachment, type ContentSource, type Element } from '../contract/index.js';
import type { XjustizSettings } from './generated/settings.js';

/** What the readers of one message share. */
export interface Reading {
  readonly settings: XjustizSettings;
  readonly attachments: readonly Attachment[];
  /** Where the XML of the message is. */
  readonly xml: ContentSource;
  /** UUID of the document that explains the message (Anschreiben). */
  readonly coverLetter: string | undefined;
}

export type Place = AddDocument['in'];

/** What lies in a container (Akte, Teilakte), in the order that its numbers give it. */
export function inOrder(elements: readonly Element[]): readonly Element[] {
  const positionOf = (element: Element): number => {
    const text = element.maybe.text('identifikation/nummerImUebergeordnetenContainer') ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : Number.MAX_SAFE_INTEGER;
  };
  return elements.toSorted((one, other) => positionOf(one) - positionOf(other));
}

export function refuseMissing(names: readonly string[], path: string): never {
  const shown = names.slice(0, 10).join(', ');
  const more = names.length > 10 ? ` and ${names.length - 10} more` : '';
  throw new Rejected(
    'xjustiz.document-missing',
    `The message names files that did not come with it: ${shown}${more}. Send them together.`,
    path,
  );
}
