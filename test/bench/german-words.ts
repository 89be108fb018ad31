/** Several thousand German words as offices use them, the frequent ones first: compounds of what is below. */

const FIRST =
  'Bau Straßen Grundstücks Gewerbe Steuer Wohnungs Schul Verkehrs Umwelt Abfall Wasser Energie Sozial Jugend Kultur Personal Haushalts Melde Ausländer Brandschutz Denkmal Vermessungs Friedhofs Hunde Park Sport Gesundheits Bürger Ordnungs Fundsachen Wahl Liegenschafts Erschließungs Kanal Winter Straßenbeleuchtungs Kindergarten Pflege Rechts Vergabe'.split(
    ' ',
  );
const SECOND =
  'antrag genehmigung bescheid rechnung vertrag akte plan bericht prüfung gebühr beitrag anzeige auskunft verordnung satzung vergabe abnahme änderung ablehnung anhörung bewilligung erlaubnis förderung gutachten kosten leistung lieferung mahnung meldung nachweis protokoll sanierung unterhaltung verfahren vermerk verwaltung wartung widerspruch zahlung zulassung zuschuss zustimmung überwachung überprüfung übernahme ausschreibung beschwerde besichtigung bestätigung ersatz erneuerung fristverlängerung kataster kontrolle konzept kündigung lager maßnahme miete nutzung planung reinigung reparatur sicherung stelle stellungnahme untersuchung unterlagen vereinbarung versicherung'.split(
    ' ',
  );
const ALONE =
  'Rechnung Antrag Bescheid Akte Vorgang Stadt Amt Schreiben Anlage Vertrag Lieferung Leistung Straße Haus Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Leipzig Gohlis Plagwitz Connewitz Lindenau Grünau Möckern Wahren Reudnitz Stötteritz Neubau Umbau Anbau Carport Garage Einfamilienhaus Gebäude Fassade Heizung Elektro Sanitär Dach Büro Möbel Papier Druckerei Software Geräte Fahrzeuge Strom Gas Telefon Porto Reinigung Bewachung Catering Fortbildung'.split(
    ' ',
  );

export function germanWords(): readonly string[] {
  return [...ALONE, ...SECOND.flatMap((second) => FIRST.map((first) => first + second))];
}

/** About forty entries of a file plan, as municipalities number them. */
export function filePlan(): readonly { readonly code: string; readonly title: string }[] {
  return FIRST.map((title, at) => ({ code: `${at % 10}${(at * 7) % 10}${at % 7}.${at % 5}`, title: `${title}akten` }));
}
