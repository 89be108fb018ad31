/** What keeps a request from being done: its status and sentence, as the WSDL has them. */
import type { Outcome, OutcomeError } from '../contract/index.js';

/** Status codes as clients of the DMS read them. 0 is well. */
const LOCKED = 1;
const UNKNOWN_ADDRESS = 3;
const TOO_MANY = 4;
const WRONG_CLASS = 5;
const WRONG_ACCESS_DEFINITION = 7;
const WRONG_ENTRY = 8;
const NOT_PLAUSIBLE = 9;
const UNKNOWN_ERROR = -1;

export interface Problem {
  readonly status: number;
  readonly sentence: string;
}

const OWN: Readonly<Record<string, Problem>> = {
  'munich-dms.address-unknown': { status: UNKNOWN_ADDRESS, sentence: 'Die Adresse ist hier nicht bekannt.' },
  'munich-dms.wrong-class': {
    status: WRONG_CLASS,
    sentence: 'Die Adresse ist die eines Objekts einer anderen Klasse.',
  },
  'munich-dms.unknown-entry': {
    status: WRONG_ENTRY,
    sentence: 'Den Aktenplaneintrag gibt es für dieses Fachverfahren nicht.',
  },
  'munich-dms.access-definition': {
    status: WRONG_ACCESS_DEFINITION,
    sentence: 'Zugriffsdefinitionen werden hier nicht umgesetzt. Bitte ohne Zugriffsdefinition senden.',
  },
  'munich-dms.too-many': {
    status: TOO_MANY,
    sentence: 'Es sind mehr als 1000 Objekte, oder zu viele zum Durchsehen. Bitte die Suche eingrenzen.',
  },
  'munich-dms.no-place': { status: NOT_PLAUSIBLE, sentence: 'Es fehlt die Adresse, unter der abgelegt werden soll.' },
  'munich-dms.no-content': {
    status: NOT_PLAUSIBLE,
    sentence: 'Zu einem Schriftstück fehlt der Inhalt, oder er ist nicht mitgesandt.',
  },
  'munich-dms.nothing-to-do': {
    status: NOT_PLAUSIBLE,
    sentence: 'Die Anfrage enthält nichts, was abgelegt werden kann.',
  },
  'munich-dms.metadata-fixed': {
    status: NOT_PLAUSIBLE,
    sentence: 'Metadaten abgelegter Dokumente werden nicht geändert; Schriftstücke können ergänzt werden.',
  },
  'munich-dms.changed-since': {
    status: NOT_PLAUSIBLE,
    sentence:
      'Die Anfrage wurde ausgeführt und das Objekt danach wieder geändert. Soll sie noch einmal gelten, bitte mit neuer MessageID senden.',
  },
  'munich-dms.earlier-content': {
    status: NOT_PLAUSIBLE,
    sentence: 'Diesen Inhalt hat eine frühere Version des Schriftstücks. Sie wird nicht wieder die aktuelle.',
  },
  'munich-dms.not-supported': { status: NOT_PLAUSIBLE, sentence: 'Diese Operation wird hier nicht unterstützt.' },
  'munich-dms.filter': {
    status: NOT_PLAUSIBLE,
    sentence: 'Nach diesem Merkmal kann hier nicht gefiltert oder gesucht werden.',
  },
  'munich-dms.no-words': {
    status: NOT_PLAUSIBLE,
    sentence: 'Die Suche braucht mindestens ein Wort oder eine Adresse.',
  },
  'munich-dms.message-id-too-long': { status: NOT_PLAUSIBLE, sentence: 'Die MessageID ist zu lang.' },
  'munich-dms.invalid-time': { status: NOT_PLAUSIBLE, sentence: 'Eine Zeitangabe ist ungültig.' },
};

const OF_THE_HUB: Readonly<Record<string, number>> = {
  'archive.case-closed': LOCKED,
  'archive.file-closed': LOCKED,
  'archive.record-unknown': UNKNOWN_ADDRESS,
  'archive.file-plan-code-unknown': WRONG_ENTRY,
};

/** One that is found while the answer is made. */
export function ownProblem(code: string): Problem {
  return OWN[code] ?? { status: UNKNOWN_ERROR, sentence: code };
}

/** Undefined when it went well. */
export function problemOf({ state, error, messageId }: Outcome): Problem | undefined {
  if (state === 'filed' || state === 'answered' || state === 'accepted') return undefined;
  const problem =
    error === undefined ? { status: UNKNOWN_ERROR, sentence: 'Unbekannter Fehler.' } : problemOfError(error);
  if (state === 'rejected') return problem;
  const { status, sentence } = problem;
  return { status, sentence: `${sentence} Die Nachricht ${messageId ?? ''} wartet auf eine Entscheidung im Betrieb.` };
}

function problemOfError({ code, sentence, path }: OutcomeError): Problem {
  const own = Object.hasOwn(OWN, code) ? OWN[code] : undefined;
  const where = path === undefined ? '' : ` (${path})`;
  if (own !== undefined) return { status: own.status, sentence: `${own.sentence}${where}` };
  const status = Object.hasOwn(OF_THE_HUB, code) ? OF_THE_HUB[code]! : NOT_PLAUSIBLE;
  return { status, sentence: `${sentence.de}${where}` };
}
