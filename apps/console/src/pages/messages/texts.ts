import { both } from '../../language/language.js';

export const messagesTexts = both(
  {
    title: 'Nachrichten',
    lead: 'Alle Nachrichten, die der Hub angenommen hat, neueste zuerst.',
    sought: 'Schlüssel, Kennung oder Text',
    becameOf: 'Verbleib',
    caption: 'Nachrichten',
    empty: 'Keine Nachricht passt zu diesen Filtern.',
    emptyHelp:
      'Lassen Sie einen Filter weg, oder suchen Sie den Schlüssel als Ganzes. Inhalte werden nur bei Nachrichten durchsucht, die geparkt sind oder warten.',
    emptyAll: 'Es ist noch keine Nachricht angekommen.',
    emptyAllHelp: 'Senden Sie eine an POST /v1/procedures/…/messages oder mit fachwerk messages send.',
    withoutKey: 'ohne Schlüssel',
    repeats: 'Wiederholung',
    cause: 'Nur Nachrichten einer Störung.',
    file: (reference: string) => `Akte ${reference}`,
  },
  {
    title: 'Messages',
    lead: 'All messages that the hub has accepted, newest first.',
    sought: 'Key, id or text',
    becameOf: 'What became of it',
    caption: 'Messages',
    empty: 'No message fits these filters.',
    emptyHelp:
      'Leave out a filter, or search for the key as a whole. Contents are searched only of messages that are parked or wait.',
    emptyAll: 'No message has come in yet.',
    emptyAllHelp: 'Send one to POST /v1/procedures/…/messages, or with fachwerk messages send.',
    withoutKey: 'without a key',
    repeats: 'repetition',
    cause: 'Only messages of one cause.',
    file: (reference) => `Case file ${reference}`,
  },
);
