import type { CodeFacts } from '../codes.js';

/** Who may ask. */
export const accessCodes = {
  'access.unauthorised': {
    kind: 'rejected',
    status: 401,
    de: 'Es wurde kein gültiger Schlüssel und kein gültiges Passwort mitgesandt.',
    en: 'No valid key or password was given.',
  },
  'access.busy': {
    kind: 'rejected',
    status: 429,
    de: 'Zurzeit werden zu viele Passwörter geprüft. Bitte in einigen Sekunden noch einmal versuchen.',
    en: 'Too many passwords are being checked at the moment. Try again in a few seconds.',
  },
  'access.forbidden': {
    kind: 'rejected',
    status: 403,
    de: 'Dafür fehlt das Recht {permission}. Es haben die Rollen {roles}.',
    en: 'This takes the permission {permission}, which these roles have: {roles}.',
  },
  'access.not-signed-in': {
    kind: 'rejected',
    status: 401,
    de: 'Niemand ist angemeldet, oder die Anmeldung ist abgelaufen.',
    en: 'Nobody is signed in, or the session has ended.',
  },
  'access.sign-in-failed': {
    kind: 'rejected',
    status: 401,
    de: 'Anmeldename oder Passwort ist falsch.',
    en: 'The user name or the password is wrong.',
  },
  'access.too-many-failures': {
    kind: 'rejected',
    status: 429,
    de: 'Zu viele Versuche mit falschem Passwort. Der nächste ist in {seconds} Sekunden möglich.',
    en: 'Too many tries with a wrong password. The next one is possible in {seconds} seconds.',
  },
  'access.csrf': {
    kind: 'rejected',
    status: 403,
    de: 'Der Anfrage fehlt das Kennzeichen der Sitzung (Kopfzeile X-CSRF-Token).',
    en: 'The request lacks the token of its session (header X-CSRF-Token).',
  },
  'access.password-change-due': {
    kind: 'rejected',
    status: 403,
    de: 'Zuerst ist ein eigenes Passwort zu wählen.',
    en: 'A password of your own has to be chosen first.',
  },
  'access.password-wrong': {
    kind: 'rejected',
    de: 'Das bisherige Passwort ist falsch.',
    en: 'The present password is wrong.',
  },
  'access.no-password': {
    kind: 'rejected',
    status: 409,
    de: 'Diese Person meldet sich beim Identitätsanbieter an und hat hier kein Passwort.',
    en: 'This person signs in at the provider of identities, and has no password here.',
  },
  'access.password-weak': {
    kind: 'rejected',
    de: 'Ein Passwort hat {min} bis {max} Zeichen und ist nicht das bisherige.',
    en: 'A password has {min} to {max} characters and is not the present one.',
  },
  'access.own-login': {
    kind: 'rejected',
    status: 409,
    de: 'Die eigenen Rollen und die eigene Anmeldung ändert immer jemand anderes.',
    en: 'The own roles and the own login are always changed by somebody else.',
  },
  'access.roles-from-provider': {
    kind: 'rejected',
    status: 409,
    de: 'Die Rollen dieser Person kommen vom Identitätsanbieter.',
    en: 'The roles of this person come from the provider of identities.',
  },
  'access.openid-away': {
    kind: 'unavailable-shared',
    de: 'Der Identitätsanbieter antwortet nicht. Bitte später noch einmal versuchen.',
    en: 'The provider of identities does not answer. Try again later.',
  },
  'access.openid-refused': {
    kind: 'rejected',
    status: 401,
    de: 'Die Anmeldung beim Identitätsanbieter ist nicht zustande gekommen. Bitte noch einmal versuchen.',
    en: 'The sign-in at the provider of identities did not succeed. Try again.',
  },
  'access.openid-not-admitted': {
    kind: 'rejected',
    status: 403,
    de: 'Der Identitätsanbieter kennt Sie, aber hier haben Sie keine Rolle, oder Ihr Zugang ist gesperrt.',
    en: 'The provider of identities knows you, but you have no role here, or your login is disabled.',
  },
  'access.snapshot-too-old': {
    kind: 'unavailable-shared',
    de: 'Schlüssel können zurzeit nicht geprüft werden. Bitte später mit demselben Schlüssel erneut senden.',
    en: 'Keys cannot be checked at the moment. Send again later with the same key.',
  },
  'access.no-message-id-key': {
    kind: 'misconfigured',
    status: 503,
    de: 'Der Schlüssel für Nachrichtenkennungen fehlt: Die Datenbank wurde nicht vorbereitet („fachwerk migrate“).',
    en: 'There is no key for message ids: the database was not prepared ("fachwerk migrate").',
  },
  'access.exists': { kind: 'rejected', status: 409, de: 'Das gibt es schon.', en: 'It exists already.' },
  'access.name-invalid': {
    kind: 'rejected',
    de: 'Namen bestehen aus Kleinbuchstaben, Ziffern und Bindestrichen.',
    en: 'Names are lower-case letters, digits and hyphens.',
  },
  'access.rate-invalid': {
    kind: 'rejected',
    de: 'Eine Rate ist zum Beispiel 50/s oder 600/min, nicht „{rate}“.',
    en: 'A rate is 50/s or 600/min, for example, not "{rate}".',
  },
  'key.announced': {
    kind: 'rejected',
    status: 409,
    de: 'Ein neuer Schlüssel ist schon angekündigt und noch nicht in Gebrauch. Erneuern Sie, wenn er es ist.',
    en: 'A new key is announced already, and not in use yet. Rotate again once it is.',
  },
  'access.unknown': { kind: 'rejected', status: 404, de: 'Das gibt es nicht.', en: 'There is no such thing.' },
  'procedure.not-found': {
    kind: 'rejected',
    status: 404,
    de: 'Dieses Fachverfahren gibt es für diesen Schlüssel nicht.',
    en: 'There is no such procedure for this key.',
  },
  'procedure.changed': {
    kind: 'rejected',
    status: 409,
    de: 'Jemand hat das Fachverfahren inzwischen geändert. Nichts wurde gespeichert.',
    en: 'Somebody has changed the procedure meanwhile. Nothing was kept.',
  },
  'key.ended': {
    kind: 'rejected',
    status: 409,
    de: 'Dieser Schlüssel gilt nicht mehr. Legen Sie einen neuen an.',
    en: 'This key is not valid any more. Create a new one.',
  },
  'procedure.unknown': {
    kind: 'misconfigured',
    de: 'Das Fachverfahren der Nachricht ist hier nicht eingerichtet.',
    en: 'The procedure of this message is not set up here.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
