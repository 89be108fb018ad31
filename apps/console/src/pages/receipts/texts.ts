import { both } from '../../language/language.js';

export const receiptsTexts = both(
  {
    title: 'Quittungen',
    lead: 'Quittungen auf dem Weg zu den Webhooks der Fachverfahren, neueste zuerst.',
    caption: 'Quittungen',
    outcome: 'Ergebnis',
    created: 'Entstanden',
    attempts: 'Versuche',
    last: 'Letzter Fehler',
    next: 'Nächster Versuch',
    action: 'Aktionen',
    sendNow: 'Jetzt senden',
    sendNowOf: (key: string) => `Quittung zu ${key} jetzt senden`,
    sent: (key: string) => `Die Quittung zu ${key} wird in wenigen Sekunden gesendet.`,
    states: { pending: 'unterwegs', delivered: 'zugestellt', stopped: 'nicht zugestellt' },
    empty: 'Keine Quittung passt zu diesen Filtern.',
    emptyAll: 'Es gibt keine Quittungen für Webhooks.',
    emptyAllHelp:
      'Nur Fachverfahren mit einem Webhook bekommen Quittungen gesendet; alle anderen holen sie ab. Eingerichtet wird er auf der Seite des Fachverfahrens, im Reiter „Quittungen“.',
  },
  {
    title: 'Receipts',
    lead: 'Receipts on their way to the webhooks of procedures, newest first.',
    caption: 'Receipts',
    outcome: 'Outcome',
    created: 'Made',
    attempts: 'Tries',
    last: 'Last error',
    next: 'Next try',
    action: 'Actions',
    sendNow: 'Send now',
    sendNowOf: (key) => `Send the receipt for ${key} now`,
    sent: (key) => `The receipt for ${key} is sent within seconds.`,
    states: { pending: 'on its way', delivered: 'delivered', stopped: 'not delivered' },
    empty: 'No receipt fits these filters.',
    emptyAll: 'There are no receipts for webhooks.',
    emptyAllHelp:
      'Only procedures with a webhook are sent receipts; all others fetch them. It is set up on the page of the procedure, in the tab “Receipts”.',
  },
);
