import { both } from '../../language/language.js';

function deCount(n: string): string {
  return n === '1' ? '1 Nachricht' : `${n} Nachrichten`;
}

function enCount(n: string): string {
  return n === '1' ? '1 message' : `${n} messages`;
}

/** What is said before something happens to many messages. */
export const decideTexts = both(
  {
    release: 'Freigeben …',
    discard: 'Verwerfen …',
    'hand-back': 'Zurückgeben …',
    all: {
      release: (n: string) => `Alle ${n} freigeben …`,
      discard: 'Alle verwerfen …',
      'hand-back': 'Alle zurückgeben …',
    },
    title: {
      release: 'Nachrichten freigeben',
      discard: 'Nachrichten verwerfen',
      'hand-back': 'Nachrichten zurückgeben',
    },
    counting: 'Es wird gezählt, was geschehen wird …',
    nothing: 'Zu dieser Auswahl ist nichts (mehr) geparkt.',
    says: {
      release: (n: string) => `${deCount(n)} ${n === '1' ? 'geht' : 'gehen'} noch einmal durch den Hub.`,
      discard: (n: string) =>
        `${deCount(n)} ${n === '1' ? 'wird' : 'werden'} abgewiesen und nicht abgelegt. Der Absender liest Ihre Begründung.`,
      'hand-back': (n: string) =>
        `${deCount(n)} ${n === '1' ? 'geht' : 'gehen'} als abgewiesen an den Absender zurück, mit Ihrem Satz. Er kann berichtigt noch einmal senden.`,
    },
    inProcedures: 'Fachverfahren',
    between: (oldest: string, newest: string) => `angenommen zwischen ${oldest} und ${newest}`,
    waves: 'In Wellen',
    wavesHelp:
      'Kommt dieselbe Ursache wieder, stoppt der Auftrag von selbst; die übrigen Nachrichten bleiben unberührt.',
    skipped: (n: string) =>
      `${deCount(n)} ${n === '1' ? 'wird' : 'werden'} übersprungen, weil ein anderer Auftrag sie hat.`,
    approval: 'Eine zweite Person muss zustimmen, bevor der Auftrag beginnt.',
    reason: 'Begründung',
    reasonHint: {
      release: 'Freiwillig. Steht im Protokoll.',
      discard: 'Steht im Protokoll, und der Absender liest sie.',
      'hand-back': 'Ein Satz für den Absender: Was soll er ändern?',
    },
    reasonMissing: 'Geben Sie eine Begründung an.',
    rate: 'Höchstens je Minute',
    rateHint: 'Schont das Ziel. Leer: wie im Hub eingestellt.',
    rateWrong: 'Geben Sie eine ganze Zahl ab 1 an.',
    confirm: {
      release: (n: string) => `${deCount(n)} freigeben`,
      discard: (n: string) => `${deCount(n)} verwerfen`,
      'hand-back': (n: string) => `${deCount(n)} zurückgeben`,
    },
    started: 'Der Auftrag ist angelegt.',
  },
  {
    release: 'Release …',
    discard: 'Discard …',
    'hand-back': 'Hand back …',
    all: { release: (n) => `Release all ${n} …`, discard: 'Discard all …', 'hand-back': 'Hand back all …' },
    title: { release: 'Release messages', discard: 'Discard messages', 'hand-back': 'Hand back messages' },
    counting: 'Counting what will happen …',
    nothing: 'Nothing of this selection is parked (any more).',
    says: {
      release: (n) => `${enCount(n)} ${n === '1' ? 'goes' : 'go'} through the hub once more.`,
      discard: (n) => `${enCount(n)} ${n === '1' ? 'is' : 'are'} rejected and not filed. The sender reads your reason.`,
      'hand-back': (n) =>
        `${enCount(n)} ${n === '1' ? 'goes' : 'go'} back to the sender as rejected, with your sentence, to be put right and sent again.`,
    },
    inProcedures: 'Procedures',
    between: (oldest, newest) => `accepted between ${oldest} and ${newest}`,
    waves: 'In waves',
    wavesHelp: 'When the same cause comes again the job stops by itself; the other messages are not touched.',
    skipped: (n) =>
      `${enCount(n)} ${n === '1' ? 'is' : 'are'} skipped because another job has ${n === '1' ? 'it' : 'them'}.`,
    approval: 'A second person has to approve before the job begins.',
    reason: 'Reason',
    reasonHint: {
      release: 'Optional. It is in the journal.',
      discard: 'It is in the journal, and the sender reads it.',
      'hand-back': 'A sentence for the sender: what should be changed?',
    },
    reasonMissing: 'Give a reason.',
    rate: 'At most a minute',
    rateHint: 'Spares the target. Empty: as the hub is set.',
    rateWrong: 'Give a whole number from 1.',
    confirm: {
      release: (n) => `Release ${enCount(n)}`,
      discard: (n) => `Discard ${enCount(n)}`,
      'hand-back': (n) => `Hand back ${enCount(n)}`,
    },
    started: 'The job is made.',
  },
);
