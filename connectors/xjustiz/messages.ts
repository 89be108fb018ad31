/** The messages that are read. Their names and numbers are the same in 3.4, 3.5 and 3.6. */
export interface JusticeMessage {
  readonly number: string;
  /** Name of the root element without `nachricht.`; its beginning says which part of the standard it is from. */
  readonly name: string;
  readonly title: string;
}

export const NAMESPACE = 'http://www.xjustiz.de';

/**
 * What municipalities exchange with courts, prosecutors, bailiffs and registers. What only courts, registers and notaries
 * exchange with each other is not in it, nor are technical confirmations.
 */
export const messages: readonly JusticeMessage[] = [
  message('gds.uebermittlungSchriftgutobjekte.0005005', 'Übermittlung von Schriftgut'),
  message('gds.basisnachricht.0005006', 'Basisnachricht'),
  message('straf.aktenzeichenmitteilung.0500002', 'Mitteilung eines Aktenzeichens'),
  message('straf.verfahrensausgangsmitteilung.justizZuExtern.0500006', 'Mitteilung über den Ausgang eines Verfahrens'),
  message('straf.owi.verfahrensmitteilung.externAnJustiz.0500010', 'Mitteilung an die Justiz im Bußgeldverfahren'),
  message('straf.owi.verfahrensmitteilung.justizAnExtern.0500011', 'Mitteilung der Justiz im Bußgeldverfahren'),
  message('straf.owi.einleitungErzwingungshaft.0500021', 'Antrag auf Erzwingungshaft'),
  message('fam.allgemein.0200001', 'Mitteilung in einer Familiensache'),
  message('inso.uebergabe_weitereBeteiligte.0300001', 'Mitteilung in einem Insolvenzverfahren'),
  message('inso.verfahrenseroeffnung.0300009', 'Eröffnung eines Insolvenzverfahrens'),
  message('reg.0400003', 'Mitteilung des Registergerichts'),
  message('zvg.gericht_extern.1400003', 'Mitteilung in einem Zwangsversteigerungsverfahren'),
  message('eeb.zuruecklaufend.2200007', 'Elektronisches Empfangsbekenntnis'),
  message('dabag.antrag.2900001', 'Antrag an das Grundbuchamt'),
  message('dabag.grundbuchauszug.2900002', 'Auszug aus dem Grundbuch'),
];

function message(name: string, title: string): JusticeMessage {
  return { number: name.slice(name.lastIndexOf('.') + 1), name, title };
}

export function elementOf({ name }: JusticeMessage): string {
  return `nachricht.${name}`;
}
