import type { XoevMessage, XoevVersion } from '../xoev/index.js';

/** Messages that start, change or withdraw a participation: the three kinds of procedures have the same numbers. */
function procedure(family: string, digits: string, title: string): readonly XoevMessage[] {
  return [
    { number: `${digits}01`, element: `${family}.Initiieren.${digits}01`, name: `${title}: Beteiligung eingeleitet` },
    { number: `${digits}02`, element: `${family}.Aktualisieren.${digits}02`, name: `${title}: Beteiligung geändert` },
    { number: `${digits}09`, element: `${family}.Loeschen.${digits}09`, name: `${title}: Beteiligung zurückgenommen` },
  ];
}

const messages: readonly XoevMessage[] = [
  ...procedure('planfeststellung', '02', 'Planfeststellung'),
  ...procedure('raumordnung', '03', 'Raumordnung'),
  ...procedure('kommunal', '04', 'Bauleitplanung'),
  { number: '0701', element: 'allgemein.stellungnahme.Neuabgegeben.0701', name: 'Stellungnahme' },
  { number: '0702', element: 'allgemein.stellungnahme.Aktualisiert.0702', name: 'Stellungnahme, geändert' },
  { number: '0709', element: 'allgemein.stellungnahme.Geloescht.0709', name: 'Stellungnahme zurückgenommen' },
  { number: '0750', element: 'allgemein.stellungnahme.Aufforderung.0750', name: 'Aufforderung zur Stellungnahme' },
  { number: '1001', element: 'allgemein.starttermin.Bestaetigung.1001', name: 'Starttermin bestätigt' },
];

/** Of other versions no schema was at hand. */
export const versions: readonly XoevVersion[] = [
  { version: '1.2', namespace: 'https://www.xleitstelle.de/xbeteiligung/12', messages },
];

/**
 * What a message is called in the title of its document. Acknowledgements (OK, NOK) and messages to information portals are
 * not listed: they are most of the 69 messages of the standard, and differ in their names alone.
 */
export function nameOf(element: string): string {
  const listed = messages.find((message) => message.element === element);
  if (listed !== undefined) return listed.name;
  if (element.includes('.NOK.')) return 'Nachricht abgelehnt';
  return element.includes('.OK.') ? 'Nachricht angenommen' : 'Mitteilung an ein Informationsportal';
}
