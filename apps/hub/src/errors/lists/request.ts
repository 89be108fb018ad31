import type { CodeFacts } from '../codes.js';

/** HTTP itself, before anybody looks at what a message is. */
export const requestCodes = {
  'request.too-many-streams': {
    kind: 'rejected',
    status: 429,
    de: 'Es sind schon {max} Verbindungen für laufende Ereignisse offen, mehr sind nicht erlaubt.',
    en: '{max} connections for live events are open already, no more are allowed.',
  },
  'request.malformed': {
    kind: 'rejected',
    status: 400,
    de: 'Die Anfrage ist kein gültiges HTTP/1.1 ({reason}).',
    en: 'The request is no valid HTTP/1.1 ({reason}).',
  },
  'request.header-too-large': {
    kind: 'rejected',
    status: 431,
    de: 'Der Kopf der Anfrage ist größer als erlaubt.',
    en: 'The head of the request is larger than allowed.',
  },
  'request.expectation': {
    kind: 'rejected',
    status: 417,
    de: 'Die Anfrage erwartet etwas anderes als 100-continue.',
    en: 'The request expects something other than 100-continue.',
  },
  'request.incomplete': {
    kind: 'rejected',
    status: 400,
    de: 'Die Verbindung endete, bevor die Anfrage vollständig war.',
    en: 'The connection ended before the request was complete.',
  },
  'request.too-slow': {
    kind: 'rejected',
    status: 408,
    de: 'Die Anfrage kam langsamer herein als erlaubt.',
    en: 'The request came in more slowly than allowed.',
  },
  'request.not-json': {
    kind: 'rejected',
    status: 415,
    de: 'Der Inhalt der Anfrage muss JSON sein (Content-Type: application/json).',
    en: 'The body of the request has to be JSON (Content-Type: application/json).',
  },
  'request.content-encoding': {
    kind: 'rejected',
    status: 415,
    de: 'Anfragen mit Content-Encoding {encoding} werden nicht angenommen. Bitte unkomprimiert senden.',
    en: 'Requests with the Content-Encoding {encoding} are not accepted. Send it uncompressed.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
