import type { Element, Metadata } from '../contract/index.js';
import { cut, presentList } from '../xoev/index.js';

const TEXT_LENGTH_MAX = 2_000;

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
  return presentList(
    name,
    sections.map((section) => ({
      key: section.maybe.text('schluessel'),
      'legal-basis': section.maybe.text('gesetzlicheGrundlage'),
      text: cut(section.maybe.text('text') ?? '', TEXT_LENGTH_MAX) || undefined,
      document: section.maybe.text('refText/XP_ExterneReferenz/referenzURL'),
    })),
  );
}
