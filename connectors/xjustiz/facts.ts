import type { Element, Metadata } from '../contract/index.js';
import { codeFields, isTrue, present } from '../xoev/index.js';

/** What records say about who may see them; it was built anew in 3.6. */
export function confidentialityOf(record: Element): Metadata {
  return {
    ...codeFields(record, 'vertraulichkeitsstufe', 'confidentiality'),
    ...(isTrue(record, 'auswahl_vertraulichkeit/vertraulichZuBehandeln') ? { confidential: true } : {}),
    ...codeFields(record, 'auswahl_vertraulichkeit/geheimhaltung/geheimhaltungsgrad', 'classification'),
  };
}

/** The sender thinks that nobody should be shown it on request (Akteneinsicht). */
export function disclosureOf(details: Element): Metadata {
  const text = details.maybe.text('akteneinsicht');
  return text === 'false' || text === '0' ? { 'no-disclosure': true } : {};
}

/** A code of a list that is part of the schema; the message has no label for it. */
export function labelled(
  element: Element,
  path: string,
  name: string,
  labels: Readonly<Record<string, string>>,
): Metadata {
  const fields = codeFields(element, path, name);
  const label = labels[element.maybe.code(path)?.code ?? ''];
  return label === undefined ? fields : { ...fields, ...present({ [`${name}-label`]: label }) };
}
