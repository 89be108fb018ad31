import type { Element, Metadata } from '../contract/index.js';
import { cut } from '../xoev/index.js';

const TEXT_LENGTH_MAX = 2_000;
const TEXTS_MAX = 1_000;

/**
 * Texts of a plan (textliche Festsetzungen) and parts of its reasons, so that people find the plan by them. They are cut
 * off where they are long; the whole is in the XPlanGML.
 */
export function textsOf(features: readonly Element[]): Metadata {
  return {
    ...listOf(
      'texts',
      features.filter(({ name }) => name === 'XP_TextAbschnitt'),
    ),
    ...listOf(
      'reasons',
      features.filter(({ name }) => name === 'XP_BegruendungAbschnitt'),
    ),
  };
}

function listOf(name: string, sections: readonly Element[]): Metadata {
  const entries = sections
    .map(entryOf)
    .filter((entry) => Object.keys(entry).length > 0)
    .slice(0, TEXTS_MAX);
  return entries.length === 0 ? {} : { [name]: entries };
}

function entryOf(section: Element): Readonly<Record<string, string>> {
  const fields = [
    ['key', section.maybe.text('schluessel')],
    ['legal-basis', section.maybe.text('gesetzlicheGrundlage')],
    ['text', section.maybe.text('text')],
    ['document', section.maybe.text('refText/XP_ExterneReferenz/referenzURL')],
  ] as const;
  return Object.fromEntries(
    fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, cut(value, TEXT_LENGTH_MAX)]])),
  );
}
