import type { CodeFacts } from '../codes.js';

/** Doors: why one is not open as a whole, and what trying it found. */
export const doorCodes = {
  'door.unknown': {
    kind: 'rejected',
    status: 404,
    de: 'Diesen Eingang gibt es nicht. Es gibt: {doors}.',
    en: 'There is no such door. There are: {doors}.',
  },
  'door.no-gateway': {
    kind: 'misconfigured',
    de: 'Kein Gateway hat sich in den letzten {seconds} s gemeldet. Starten Sie eines (FACHWERK_ROLES mit gateway), oder sehen Sie in sein Log.',
    en: 'No gateway has told anything of itself for {seconds} s. Start one (FACHWERK_ROLES with gateway), or look into its log.',
  },
  'door.no-procedure': {
    kind: 'misconfigured',
    de: 'Es gibt noch kein Fachverfahren. Anlegen: Seite „Fachverfahren“, oder fachwerk procedure create.',
    en: 'There is no procedure yet. Create one: page “Procedures”, or fachwerk procedure create.',
  },
  'door.no-soap': {
    kind: 'misconfigured',
    de: 'Kein Fachverfahren hat einen Konnektor mit SOAP-Diensten. Legen Sie eines mit einem solchen an, zum Beispiel munich-dms.',
    en: 'No procedure has a connector with SOAP services. Create one with such a connector, for example munich-dms.',
  },
  'door.wsdl-missing': {
    kind: 'misconfigured',
    de: 'Dem Gateway {gateway} fehlt {wsdl}; bis dahin antwortet der Dienst {service} von {connector} mit einem Fehler. Installieren: fachwerk schemas install <Ordner oder ZIP> --name <Name>.',
    en: 'The gateway {gateway} lacks {wsdl}; until then the service {service} of {connector} answers with a fault. Install it: fachwerk schemas install <folder or ZIP> --name <name>.',
  },
  'door.xta-schemas-missing': {
    kind: 'misconfigured',
    de: 'Dem Gateway {gateway} fehlt das Schemapaket von XTA 2.1.1; bis dahin nimmt es durch diesen Eingang nichts an. Installieren: fachwerk schemas install <ZIP von KoSIT> --name xta --package-version 2.1.1.',
    en: 'The gateway {gateway} lacks the schema package of XTA 2.1.1; until then it accepts nothing by this door. Install it: fachwerk schemas install <ZIP of KoSIT> --name xta --package-version 2.1.1.',
  },
  'door.no-party': {
    kind: 'misconfigured',
    de: 'Noch niemand hat eine XTA-Kennung. Eintragen: fachwerk xta party add.',
    en: 'Nobody has an XTA identifier yet. Add one: fachwerk xta party add.',
  },
  'door.no-tls': {
    kind: 'misconfigured',
    de: 'Kein Gateway spricht TLS (FACHWERK_HTTPS_PORT), und FACHWERK_PUBLIC_URL beginnt nicht mit https. Zertifikate von Fachverfahren können so nicht gezeigt werden.',
    en: 'No gateway speaks TLS (FACHWERK_HTTPS_PORT), and FACHWERK_PUBLIC_URL does not begin with https. Procedures cannot show certificates like this.',
  },
  'door.no-source': {
    kind: 'misconfigured',
    de: 'Kein Fachverfahren hat eine XTA-Quelle. Einrichten: fachwerk xta source set.',
    en: 'No procedure has an XTA source. Set one up: fachwerk xta source set.',
  },
  'door.source-failing': {
    kind: 'unavailable-message',
    de: 'Die XTA-Quelle von {procedure} ist {failures}-mal in Folge gescheitert. Prüfen: fachwerk xta source test, oder hier.',
    en: 'The XTA source of {procedure} has failed {failures} times in a row. Try it: fachwerk xta source test, or here.',
  },
  'door.certificate-ended': {
    kind: 'misconfigured',
    de: 'Das Zertifikat unter {address} ist am {at} abgelaufen. Erneuern Sie es; der Hub liest es binnen Sekunden neu.',
    en: 'The certificate at {address} ended on {at}. Renew it; the hub reads it anew within seconds.',
  },
  'door.certificate-untrusted': {
    kind: 'misconfigured',
    de: 'Dem Zertifikat unter {address} vertraut dieser Rechner nicht ({reason}). Fachverfahren brauchen dafür die Zertifizierungsstelle.',
    en: 'This computer does not trust the certificate at {address} ({reason}). Procedures need its authority for that.',
  },
  'door.address-unreachable': {
    kind: 'unavailable-message',
    de: 'Unter {address} antwortet niemand ({reason}). Prüfen Sie FACHWERK_PUBLIC_URL, den Proxy und die Firewall.',
    en: 'Nobody answers at {address} ({reason}). Check FACHWERK_PUBLIC_URL, the proxy and the firewall.',
  },
  'door.address-unexpected': {
    kind: 'misconfigured',
    de: 'Unter {address} antwortet etwas anderes als der Hub (Status {status}). Prüfen Sie, wohin der Proxy weiterleitet.',
    en: 'Something else than the hub answers at {address} (status {status}). Check where the proxy leads to.',
  },
  'door.wsdl-incomplete': {
    kind: 'misconfigured',
    de: 'Das WSDL unter {address} ist nicht vollständig: {reason}.',
    en: 'The WSDL at {address} is not complete: {reason}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
