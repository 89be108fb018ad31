import type { CodeFacts } from '../codes.js';

/** What SOAP messages say themselves about who sends them (WS-Security). */
export const wsSecurityCodes = {
  'ws-security.malformed': {
    kind: 'rejected',
    de: 'Der Sicherheitskopf der Nachricht ist nicht zu lesen: {reason}.',
    en: 'The security header of the message cannot be read: {reason}.',
  },
  'ws-security.unsupported': {
    kind: 'rejected',
    de: 'Im Sicherheitskopf steht {what}. Der Hub nimmt ein UsernameToken oder eine Signatur mit BinarySecurityToken, nichts Verschlüsseltes.',
    en: 'The security header has {what} in it. The hub takes a UsernameToken, or a Signature with a BinarySecurityToken; nothing encrypted.',
  },
  'ws-security.digest': {
    kind: 'rejected',
    de: 'Ein Passwort-Digest lässt sich hier nicht prüfen, weil der Hub keine Schlüssel kennt, nur deren Prüfsummen. Senden Sie den Schlüssel als PasswordText über TLS, oder signieren Sie mit einem Zertifikat.',
    en: 'A password digest cannot be checked here, because the hub keeps no key, only its hash. Send the key as PasswordText over TLS, or sign with a certificate.',
  },
  'ws-security.algorithm': {
    kind: 'rejected',
    de: 'Das Verfahren {algorithm} wird in Signaturen nicht angenommen.',
    en: 'The algorithm {algorithm} is not accepted in signatures.',
  },
  'ws-security.token': {
    kind: 'rejected',
    de: 'Das BinarySecurityToken muss ein X.509-v3-Zertifikat in Base64 sein.',
    en: 'The BinarySecurityToken has to be one X.509 v3 certificate in base64.',
  },
  'ws-security.timestamp': {
    kind: 'rejected',
    de: 'Die Nachricht ist zu alt oder aus der Zukunft: Ihr Zeitstempel (Timestamp) muss aus den letzten fünf Minuten sein.',
    en: 'The message is too old, or from the future: its Timestamp has to be of the last five minutes.',
  },
  'ws-security.unsigned': {
    kind: 'rejected',
    de: 'Nicht signiert ist: {part}. Von einer signierten Nachricht müssen es Body, Timestamp und alle Kopfzeilen sein.',
    en: '{part} is not signed. Of a signed message Body, Timestamp and all headers have to be.',
  },
  'ws-security.several-bodies': {
    kind: 'rejected',
    de: 'In der Nachricht ist mehr als ein Body von SOAP: Man könnte verwechseln, welcher signiert ist.',
    en: 'There is more than one Body of SOAP in the message: which one was signed could be mistaken.',
  },
  'ws-security.wrapped': {
    kind: 'rejected',
    de: 'Ein Verweis der Signatur führt nicht zu einem Element an seinem Platz: Body, eine Kopfzeile oder ein Teil des Sicherheitskopfs.',
    en: 'A reference of the signature does not lead to one element in its place: Body, a header, or what is in the security header.',
  },
  'ws-security.signature-wrong': {
    kind: 'rejected',
    de: 'Die Signatur passt nicht zu dem, was gesendet wurde ({part}): Es wurde unterwegs geändert oder anders signiert.',
    en: 'The signature does not fit what was sent ({part}): it was changed on the way, or signed differently.',
  },
  'ws-security.attachments': {
    kind: 'rejected',
    status: 400,
    de: 'Die Signatur gilt nicht für Anlagen. Senden Sie diese als Base64 in der Nachricht, oder zeigen Sie statt der Signatur ein Zertifikat in TLS vor.',
    en: 'The signature does not cover attachments. Send them inline as base64, or show a certificate in TLS instead.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
