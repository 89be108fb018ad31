import { both } from '../../language/language.js';

export const dryRunTexts = both(
  {
    title: 'Probelauf',
    start: 'Probelauf mit heutigem Konnektor',
    again: 'Noch einmal probieren',
    lead: 'Zeigt, was heute aus dieser Nachricht würde, mit dem Konnektor und den Einstellungen von heute. Abgelegt wird nichts.',
    running: 'Die Nachricht wird probeweise gelesen …',
    filed: (connector: string) => `Mit ${connector} würde die Nachricht abgelegt.`,
    refused: (connector: string) => `Mit ${connector} würde die Nachricht nicht abgelegt.`,
    correction: (number: string) => `Gelesen wurde die Berichtigung ${number}.`,
    original: 'Gelesen wurde, was gesendet wurde.',
    nothingAdded: 'Es käme nichts hinzu: Alles ist schon in der Akte.',
    added: (what: string) => `Es käme hinzu: ${what}.`,
    adds: {
      caseFiles: (count: string) => `${count} ${count === '1' ? 'Akte' : 'Akten'}`,
      cases: (count: string) => `${count} ${count === '1' ? 'Vorgang' : 'Vorgänge'}`,
      documents: (count: string) => `${count} ${count === '1' ? 'Dokument' : 'Dokumente'}`,
      versions: (count: string) => `${count} ${count === '1' ? 'Fassung' : 'Fassungen'}`,
      formats: (count: string) => `${count} ${count === '1' ? 'Format' : 'Formate'}`,
      closings: (count: string) =>
        `${count} ${count === '1' ? 'Vorgang' : 'Vorgänge'} abgeschlossen oder wieder geöffnet`,
    },
    difference: 'Unterschied zu dem, was abgelegt ist',
    differenceHow:
      'Frühere Befehle werden nicht aufbewahrt. Verglichen wird mit den Akten, Vorgängen und Dokumenten, wie diese Nachricht sie angelegt hat.',
    same: (count: string) =>
      `Kein Unterschied: ${count} ${count === '1' ? 'Eintrag stimmt' : 'Einträge stimmen'} überein.`,
    notFiled: 'Die Nachricht ist nicht abgelegt, also gibt es nichts zu vergleichen.',
    error: 'Warum sie heute nicht abgelegt würde',
    commands: (count: string) => `Befehle des Konnektors (${count})`,
    commandsLabel: 'Befehle des Konnektors',
  },
  {
    title: 'Dry run',
    start: 'Dry run with the connector of today',
    again: 'Try again',
    lead: 'Shows what would become of this message today, with the connector and the settings of today. Nothing is filed.',
    running: 'The message is read for a try …',
    filed: (connector) => `With ${connector} the message would be filed.`,
    refused: (connector) => `With ${connector} the message would not be filed.`,
    correction: (number) => `What was read is correction ${number}.`,
    original: 'What was read is what was sent.',
    nothingAdded: 'Nothing would be added: all of it is in the case file already.',
    added: (what) => `It would add: ${what}.`,
    adds: {
      caseFiles: (count) => `${count} ${count === '1' ? 'case file' : 'case files'}`,
      cases: (count) => `${count} ${count === '1' ? 'case' : 'cases'}`,
      documents: (count) => `${count} ${count === '1' ? 'document' : 'documents'}`,
      versions: (count) => `${count} ${count === '1' ? 'version' : 'versions'}`,
      formats: (count) => `${count} ${count === '1' ? 'format' : 'formats'}`,
      closings: (count) => `${count} ${count === '1' ? 'case' : 'cases'} closed or opened`,
    },
    difference: 'Difference to what is filed',
    differenceHow:
      'Earlier commands are not kept. It is compared with the case files, cases and documents as this message has made them.',
    same: (count) => `No difference: ${count} ${count === '1' ? 'entry is' : 'entries are'} the same.`,
    notFiled: 'The message is not filed, so there is nothing to compare.',
    error: 'Why it would not be filed today',
    commands: (count) => `Commands of the connector (${count})`,
    commandsLabel: 'Commands of the connector',
  },
);
