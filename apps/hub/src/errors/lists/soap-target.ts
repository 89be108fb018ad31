import type { CodeFacts } from '../codes.js';

/** SOAP services of procedures that are told what became of their messages. */
export const soapTargetCodes = {
  'soap-target.invalid': {
    kind: 'rejected',
    de: 'Das SOAP-Ziel lässt sich so nicht einrichten: {reason}.',
    en: 'The SOAP target cannot be set up: {reason}.',
  },
  'soap-target.not-set': {
    kind: 'rejected',
    status: 404,
    de: 'Für dieses Fachverfahren ist kein SOAP-Ziel eingerichtet.',
    en: 'No SOAP target is set up for this procedure.',
  },
  'soap-target.set': {
    kind: 'rejected',
    status: 409,
    de: 'Quittungen dieses Fachverfahrens gehen an ein SOAP-Ziel: erst dieses entfernen.',
    en: 'Receipts of this procedure go to a SOAP target: remove it first.',
  },
  'soap-target.removed': {
    kind: 'rejected',
    de: 'Das SOAP-Ziel des Fachverfahrens wurde entfernt, bevor die Quittung angekommen war.',
    en: 'The SOAP target of the procedure was removed before the receipt had arrived.',
  },
  'soap-target.no-tell': {
    kind: 'rejected',
    de: 'Der Konnektor {connector} {version} teilt nichts über SOAP mit: er hat keine Funktion tell.',
    en: 'The connector {connector} {version} tells nothing by SOAP: it has no function tell.',
  },
  'soap-target.not-settled': {
    kind: 'rejected',
    status: 409,
    de: 'Die Nachricht ist im Zustand {state}: Mitgeteilt wird nur von dem etwas, was abgelegt oder abgewiesen ist.',
    en: 'The message is {state}: only of what is filed or rejected something is told.',
  },
  'soap-target.nothing-to-tell': {
    kind: 'rejected',
    de: 'Der Konnektor teilt von dieser Nachricht nichts mit; es wurde nichts gesandt.',
    en: 'The connector tells nothing of this message; nothing was sent.',
  },
  'soap-target.message-unread': {
    kind: 'rejected',
    de: 'Die Nachricht war nicht lesbar ({code}), also kann ihr Konnektor nichts von ihr mitteilen.',
    en: 'The message could not be read ({code}), so its connector can tell nothing of it.',
  },
  'soap-target.operation-unknown': {
    kind: 'rejected',
    de: 'Der Konnektor ruft {operation}, und {port} in {wsdl} hat keine solche Operation.',
    en: 'The connector calls {operation}, and {port} in {wsdl} has no such operation.',
  },
  'soap-target.body-invalid': {
    kind: 'rejected',
    de: 'Was der Konnektor mitteilt, ist nach dem Schema von {wsdl} ungültig: {finding} ({path}). Es wurde nichts gesandt.',
    en: 'What the connector tells is not valid by the schema of {wsdl}: {finding} ({path}). Nothing was sent.',
  },
  'soap-target.port-unknown': {
    kind: 'misconfigured',
    de: 'In {wsdl} gibt es den Port {port} nicht. Es gibt: {known}.',
    en: 'There is no port {port} in {wsdl}. There is: {known}.',
  },
  'soap-target.port-missing': {
    kind: 'rejected',
    de: '{wsdl} hat mehrere Ports; einer ist zu nennen: {known}.',
    en: '{wsdl} has several ports; one of them has to be named: {known}.',
  },
  'soap-target.wsdl-unusable': {
    kind: 'misconfigured',
    de: 'Mit {wsdl} lässt sich kein Dienst rufen: {problem}.',
    en: 'No service can be called by {wsdl}: {problem}.',
  },
  'soap-target.address-refused': {
    kind: 'unavailable-message',
    de: 'Der Name des Dienstes führt zu einer Adresse, an die nichts gesandt wird.',
    en: 'The name of the service leads to an address that nothing is sent to.',
  },
  'soap-target.timeout': {
    kind: 'unavailable-message',
    de: 'Der Dienst hat nicht innerhalb von {ms} ms geantwortet.',
    en: 'The service did not answer within {ms} ms.',
  },
  'soap-target.unreachable': {
    kind: 'unavailable-message',
    de: 'Der Dienst ist nicht erreichbar ({reason}).',
    en: 'The service cannot be reached ({reason}).',
  },
  'soap-target.status': {
    kind: 'unavailable-message',
    de: 'Der Dienst hat mit dem Status {status} geantwortet.',
    en: 'The service answered with status {status}.',
  },
  'soap-target.gone': {
    kind: 'rejected',
    de: 'Der Dienst nimmt es nicht mehr an (Status 410).',
    en: 'The service takes it no more (status 410).',
  },
  'soap-target.answer-unreadable': {
    kind: 'unavailable-message',
    de: 'Die Antwort des Dienstes ist nicht lesbar: {reason}.',
    en: 'The answer of the service cannot be read: {reason}.',
  },
  'soap-target.refused': {
    kind: 'rejected',
    de: 'Der Dienst nimmt es nicht an ({fault}: {text}).',
    en: 'The service does not take it ({fault}: {text}).',
  },
  'soap-target.fault': {
    kind: 'unavailable-message',
    de: 'Der Dienst hat eine Störung ({fault}: {text}).',
    en: 'The service has a problem ({fault}: {text}).',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
