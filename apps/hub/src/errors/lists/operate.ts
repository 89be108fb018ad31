import type { CodeFacts } from '../codes.js';

/** What operators look at and decide. */
export const operateCodes = {
  'cause.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diese Ursache gibt es nicht.',
    en: 'There is no such cause.',
  },
  'job.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Auftrag gibt es nicht.',
    en: 'There is no such job.',
  },
  'job.nothing-selected': {
    kind: 'rejected',
    status: 409,
    de: 'Keine dieser Nachrichten ist zurzeit geparkt oder wartet, oder alle sind schon in einem anderen Auftrag.',
    en: 'None of these messages is parked or waits at the moment, or all of them are in another job already.',
  },
  'job.state': {
    kind: 'rejected',
    status: 409,
    de: 'Das geht mit diesem Auftrag nicht mehr: Sein Zustand ist „{state}“.',
    en: 'This cannot be done to the job any more: its state is “{state}”.',
  },
  'job.own': {
    kind: 'rejected',
    status: 409,
    de: 'Über diesen Auftrag muss eine andere Person entscheiden als die, die ihn erteilt hat.',
    en: 'Another person than the one who made the job has to decide about it.',
  },
  'message.two-people': {
    kind: 'rejected',
    status: 409,
    de: 'In diesem Mandanten braucht das eine zweite Person: Es wird als Auftrag erteilt, dem jemand anderes zustimmt.',
    en: 'In this tenant it takes a second person: make it a job, to which somebody else agrees.',
  },
  'correction.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diese Berichtigung gibt es nicht, oder über sie ist schon entschieden.',
    en: 'There is no such correction, or it has been decided already.',
  },
  'correction.pending': {
    kind: 'rejected',
    status: 409,
    de: 'Zu dieser Nachricht gibt es schon eine Berichtigung, über die noch niemand entschieden hat.',
    en: 'There is a correction of this message already, which nobody has decided about.',
  },
  'correction.own': {
    kind: 'rejected',
    status: 409,
    de: 'Eine Berichtigung muss eine andere Person freigeben als die, die sie gemacht hat.',
    en: 'Another person than the one who corrected the message has to approve it.',
  },
  'correction.not-text': {
    kind: 'rejected',
    de: 'Hier lassen sich nur Nachrichten in XML und JSON berichtigen.',
    en: 'Only messages in XML and JSON can be corrected here.',
  },
  'correction.encoding': {
    kind: 'rejected',
    de: 'Die berichtigte Nachricht ist ein Text in UTF-8; ihre XML-Deklaration darf keine andere Kodierung nennen.',
    en: 'The corrected message is a text in UTF-8; its XML declaration must not name another encoding.',
  },
  'connector.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Konnektor gibt es in dieser Version des Hubs nicht.',
    en: 'There is no such connector in this version of the hub.',
  },
  'example.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Dieses Beispiel gibt es nicht.',
    en: 'There is no such example.',
  },
  'dry-run.busy': {
    kind: 'rejected',
    status: 429,
    de: 'Zurzeit laufen zu viele Probeläufe. Versuchen Sie es in einigen Sekunden noch einmal.',
    en: 'Too many messages are being tried out at the moment. Try again in a few seconds.',
  },
  'dry-run.harmful': {
    kind: 'rejected',
    status: 409,
    de: 'Diese Nachricht zu lesen hat jedes Mal den ganzen Prozess beendet. Hier wird sie deshalb nicht probeweise gelesen.',
    en: 'Reading this message has ended the whole process each time. So it is not tried out here.',
  },
  'dry-run.too-large': {
    kind: 'rejected',
    status: 413,
    de: 'Ein Beispiel darf höchstens {max} Bytes haben; dieses hat {sizeBytes}. Lassen Sie etwas weg.',
    en: 'A sample has at most {max} bytes; this one has {sizeBytes}. Leave something out.',
  },
  'reconciliation.busy': {
    kind: 'rejected',
    status: 429,
    de: 'Zurzeit werden andere Listen abgeglichen. Versuchen Sie es in einigen Sekunden noch einmal.',
    en: 'Other lists are being compared at the moment. Try again in some seconds.',
  },
  'reconciliation.list-too-long': {
    kind: 'rejected',
    status: 413,
    de: 'Die Liste hat mehr als {max} Schlüssel. Gleichen Sie sie Tag für Tag ab.',
    en: 'The list has more than {max} keys. Compare it day by day.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
