/** What an alert says to people, in mails as on pages. No message, no key and no name of a sender is in it. */
import type { Alert } from '../../ledger/alerts/alerts.js';
import type { Language } from '../../ledger/alerts/channels.js';
import type { AlertKind } from '../../ledger/alerts/rules.js';
import { PARTS, type Part } from './finding.js';

/** What is known of an alert when it is put into words. */
export interface Told extends Pick<Alert, 'kind' | 'value' | 'threshold'> {
  /** The name of the procedure, or of the part of the hub. */
  readonly name: string;
}

type Sentence = (told: { readonly name: string; readonly value: number; readonly threshold: number }) => string;

const MINUTES_OF_DAY = 24 * 60;

const PART_NAMES: Readonly<Record<Language, Readonly<Record<Part, string>>>> = {
  de: {
    exchange: 'Die Warteschlangen sind nicht erreichbar.',
    database: 'Die Datenbank war nicht erreichbar.',
    content: 'Der Inhaltsspeicher ist nicht erreichbar.',
    consumers: 'Es läuft keine Verarbeitung: Nachrichten werden angenommen und warten.',
  },
  en: {
    exchange: 'The queues cannot be reached.',
    database: 'The database could not be reached.',
    content: 'The content store cannot be reached.',
    consumers: 'No worker is running: messages are accepted and wait.',
  },
};

const SENTENCES: Readonly<Record<Language, Readonly<Record<Exclude<AlertKind, 'part-away'>, Sentence>>>> = {
  de: {
    'messages-wait': ({ name, value }) => `${name}: Eine Nachricht wartet seit ${duration(value, 'de')}.`,
    'parked-rate': ({ name, value }) =>
      `${name}: ${whole(value)} % der Nachrichten der letzten 15 Minuten sind geparkt.`,
    'parked-unattended': ({ name, value, threshold }) =>
      `${name}: ${whole(value)} ${value === 1 ? 'Nachricht ist' : 'Nachrichten sind'} seit über ${duration(threshold * 60, 'de')} geparkt.`,
    'receipts-wait': ({ name, value }) =>
      `${name}: ${whole(value)} ${value === 1 ? 'Quittung wird' : 'Quittungen werden'} nicht zugestellt.`,
    misconfigured: ({ name }) => `${name}: Eine Einstellung fehlt oder ist falsch, nichts wird abgelegt.`,
    'paused-long': ({ name, value }) => `${name}: Das Fachverfahren ist seit ${duration(value * 60, 'de')} angehalten.`,
    'key-expires': ({ name, value }) =>
      value < 0
        ? `${name}: Der letzte Schlüssel oder das letzte Zertifikat, mit dem gesendet wird, ist abgelaufen.`
        : `${name}: Der letzte Schlüssel oder das letzte Zertifikat, mit dem gesendet wird, läuft in ${duration(value * MINUTES_OF_DAY, 'de')} ab.`,
    'certificate-expires': ({ name, value }) =>
      value < 0
        ? `${name}: Das Zertifikat des Empfängers der Quittungen ist abgelaufen.`
        : `${name}: Das Zertifikat des Empfängers der Quittungen läuft in ${duration(value * MINUTES_OF_DAY, 'de')} ab.`,
    'disk-full': ({ value }) => `Im Inhaltsspeicher sind noch ${whole(value)} % frei.`,
  },
  en: {
    'messages-wait': ({ name, value }) => `${name}: a message has been waiting for ${duration(value, 'en')}.`,
    'parked-rate': ({ name, value }) => `${name}: ${whole(value)} % of the messages of the last 15 minutes are parked.`,
    'parked-unattended': ({ name, value, threshold }) =>
      `${name}: ${whole(value)} ${value === 1 ? 'message has' : 'messages have'} been parked for more than ${duration(threshold * 60, 'en')}.`,
    'receipts-wait': ({ name, value }) =>
      `${name}: ${whole(value)} ${value === 1 ? 'receipt is' : 'receipts are'} not delivered.`,
    misconfigured: ({ name }) => `${name}: a setting is missing or wrong, nothing is filed.`,
    'paused-long': ({ name, value }) => `${name}: the procedure has been paused for ${duration(value * 60, 'en')}.`,
    'key-expires': ({ name, value }) =>
      value < 0
        ? `${name}: the last key or certificate that it sends with has ended.`
        : `${name}: the last key or certificate that it sends with ends in ${duration(value * MINUTES_OF_DAY, 'en')}.`,
    'certificate-expires': ({ name, value }) =>
      value < 0
        ? `${name}: the certificate of the receiver of receipts has ended.`
        : `${name}: the certificate of the receiver of receipts ends in ${duration(value * MINUTES_OF_DAY, 'en')}.`,
    'disk-full': ({ value }) => `${whole(value)} % of the content store are still free.`,
  },
};

export function sentenceOf({ kind, name, value, threshold }: Told): Readonly<Record<Language, string>> {
  const inLanguage = (language: Language): string => {
    if (kind === 'part-away') return PART_NAMES[language][PARTS.find((part) => part === name) ?? 'consumers'];
    return SENTENCES[language][kind]({ name, value: value ?? 0, threshold: threshold ?? 0 });
  };
  return { de: inLanguage('de'), en: inLanguage('en') };
}

/** The page of the console that explains it. @param procedure its name; undefined where it is about the hub */
export function pageOf(kind: AlertKind, procedure: string | undefined): string {
  const query = new URLSearchParams(procedure === undefined ? {} : { procedure });
  const asked = (path: string, more: Readonly<Record<string, string>> = {}): string => {
    for (const [name, value] of Object.entries(more)) query.set(name, value);
    return query.size === 0 ? path : `${path}?${query.toString()}`;
  };
  const pages: Readonly<Record<AlertKind, () => string>> = {
    'messages-wait': () => asked('/messages', { state: 'accepted' }),
    'parked-rate': () => asked('/parked'),
    'parked-unattended': () => asked('/parked'),
    'receipts-wait': () => asked('/receipts'),
    misconfigured: () => asked('/parked', { tab: 'waiting' }),
    'paused-long': () => '/queues',
    'key-expires': () => (procedure === undefined ? '/procedures' : `/procedures/${procedure}`),
    'certificate-expires': () => (procedure === undefined ? '/procedures' : `/procedures/${procedure}?tab=webhook`),
    'disk-full': () => '/',
    'part-away': () => '/',
  };
  return pages[kind]();
}

/** Two units at most: nobody needs the minutes of a day. */
function duration(minutes: number, language: Language): string {
  const day =
    language === 'de'
      ? (count: number) => (count === 1 ? 'Tag' : 'Tagen')
      : (count: number) => (count === 1 ? 'day' : 'days');
  const total = Math.floor(Math.abs(minutes));
  if (total < 60) return `${total} min`;
  if (total < 2 * MINUTES_OF_DAY) {
    const rest = total % 60;
    return `${Math.floor(total / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
  }
  const days = Math.floor(total / MINUTES_OF_DAY);
  return `${days} ${day(days)}`;
}

function whole(value: number): string {
  return String(Math.round(value));
}
