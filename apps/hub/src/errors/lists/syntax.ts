import type { CodeFacts } from '../codes.js';

/** XML and JSON. */
export const syntaxCodes = {
  'message.type-unknown': {
    kind: 'rejected',
    de: 'Der Konnektor {connector} nimmt {found} nicht an, sondern: {accepted}.',
    en: 'The connector {connector} does not accept {found}. It accepts: {accepted}.',
  },
  'xml.not-well-formed': {
    kind: 'rejected',
    de: 'Das XML ist nicht wohlgeformt: {reason} (Zeile {line}, Spalte {column}).',
    en: 'The XML is not well-formed: {reason} (line {line}, column {column}).',
  },
  'xml.empty': { kind: 'rejected', de: 'Das XML enthält kein Element.', en: 'The XML contains no element.' },
  'xml.doctype': {
    kind: 'rejected',
    de: 'Das XML enthält ein DOCTYPE (Zeile {line}). Bitte ohne senden.',
    en: 'The XML contains a DOCTYPE (line {line}). Send it without one.',
  },
  'xml.prefix-undeclared': {
    kind: 'rejected',
    de: 'Das XML benutzt das Präfix {prefix}, ohne es zu vereinbaren (Zeile {line}).',
    en: 'The XML uses the namespace prefix {prefix} without declaring it (line {line}).',
  },
  'xml.name': {
    kind: 'rejected',
    de: 'Das XML enthält einen Namen mit einem unsichtbaren Zeichen (Zeile {line}).',
    en: 'The XML contains a name with an invisible character (line {line}).',
  },
  'xml.depth': {
    kind: 'rejected',
    de: 'Das XML ist tiefer verschachtelt als erlaubt ({max}).',
    en: 'The nesting of the XML is deeper than allowed ({max}).',
  },
  'xml.elements': {
    kind: 'rejected',
    de: 'Das XML hat mehr Elemente, Attribute, Kommentare und CDATA-Abschnitte, als zusammen erlaubt sind ({max}).',
    en: 'The XML has more elements, attributes, comments and CDATA sections than allowed together ({max}).',
  },
  'xml.attributes': {
    kind: 'rejected',
    de: 'Ein Element des XML hat mehr Attribute als erlaubt ({max}).',
    en: 'An element of the XML has more attributes than allowed ({max}).',
  },
  'xml.encoding': {
    kind: 'rejected',
    de: 'Die Zeichenkodierung des XML stimmt nicht oder wird nicht unterstützt.',
    en: 'The encoding of the XML is wrong or not supported.',
  },
  'xml.ambiguous': {
    kind: 'rejected',
    de: 'Zwei XML-Leser verstehen diese Nachricht verschieden. Bitte einfacheres XML senden.',
    en: 'Two XML parsers read this message differently. Send it in plainer XML.',
  },
  'xml.path-missing': { kind: 'rejected', de: '{path} fehlt.', en: '{path} is missing.' },
  'xml.path-ambiguous': {
    kind: 'rejected',
    de: '{path} kommt mehrmals vor, darf aber nur einmal vorkommen.',
    en: '{path} is there several times, but must be there once.',
  },
  'xml.value-empty': { kind: 'rejected', de: '{path} ist leer.', en: '{path} is empty.' },
  'xml.date-invalid': {
    kind: 'rejected',
    de: 'In {path} steht kein gültiges Datum.',
    en: 'There is no valid date in {path}.',
  },
  'xml.decimal-invalid': {
    kind: 'rejected',
    de: 'In {path} steht keine gültige Dezimalzahl.',
    en: 'There is no valid decimal number in {path}.',
  },
  'json.not-well-formed': {
    kind: 'rejected',
    de: 'Das JSON ist nicht wohlgeformt (Zeile {line}, Spalte {column}).',
    en: 'The JSON is not well-formed (line {line}, column {column}).',
  },
  'json.depth': {
    kind: 'rejected',
    de: 'Das JSON ist tiefer verschachtelt als erlaubt ({max}).',
    en: 'The nesting of the JSON is deeper than allowed ({max}).',
  },
  'json.duplicate-name': {
    kind: 'rejected',
    de: 'Das JSON hat in einem Objekt zweimal dieselbe Eigenschaft (Zeile {line}, Spalte {column}).',
    en: 'The JSON has the same property twice in one object (line {line}, column {column}).',
  },
  'json.values': {
    kind: 'rejected',
    de: 'Das JSON hat mehr Werte als erlaubt ({max}).',
    en: 'The JSON has more values than allowed ({max}).',
  },
  'json.encoding': { kind: 'rejected', de: 'Das JSON ist kein gültiges UTF-8.', en: 'The JSON is not valid UTF-8.' },
  'json.prototype-key': {
    kind: 'rejected',
    de: 'Das JSON hat eine Eigenschaft __proto__.',
    en: 'The JSON has a property named __proto__.',
  },
  'json.character': {
    kind: 'rejected',
    de: 'Das JSON enthält ein NUL-Zeichen oder ein halbes Ersatzpaar.',
    en: 'The JSON has a NUL character or half a surrogate pair.',
  },
  'json.schema': {
    kind: 'rejected',
    de: 'Die Nachricht ist kein gültiges {type}: {problem}.',
    en: 'The message is no {type}: {problem}.',
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;
