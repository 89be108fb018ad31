import type { Element } from '../contract/index.js';
import { oneLine } from '../xoev/index.js';
import { uuidOf } from './identification.js';

/** The subject (Betreff) of a record; one without it is called by its reference, its type or its UUID. */
export function subjectOf(record: Element, kind: string): string {
  const texts = [
    record.maybe.text('AllgemeineMetadaten/Betreff'),
    record.maybe.text('AllgemeineMetadaten/Kennzeichen'),
    `${kind} ${uuidOf(record)}`,
  ];
  return oneLine(texts.find((text) => text !== undefined) ?? kind);
}
