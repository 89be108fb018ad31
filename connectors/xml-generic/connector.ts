import { Rejected, type Connector, type Element, type Message } from '../contract/index.js';
import { commandsOf, keyOf } from '../fields/file-by-fields.js';
import type { XmlGenericSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { refuseTest } from '../xoev/index.js';
import { XmlFields } from './xml-fields.js';

export const xmlGeneric: Connector = {
  manifest,
  types: {
    message: {
      key: (message: Message<Element>, settings: XmlGenericSettings) =>
        keyOf(fieldsOf(message, settings), settings, message),
      translate: (message: Message<Element>, settings: XmlGenericSettings) => {
        if (isXoev(message.body)) refuseTest('xml-generic', message.body, settings);
        return commandsOf(fieldsOf(message, settings), settings, message);
      },
    },
  },
};

/** Elsewhere an attribute `test` may mean anything; a message of an XÖV standard says what it is made by. */
function isXoev(root: Element): boolean {
  return ['@standard', '@produkt'].some((attribute) => root.maybe.text(attribute) !== undefined);
}

/** @throws Rejected when it is a message that the municipality does not expect */
function fieldsOf({ body }: Message<Element>, { roots = [] }: XmlGenericSettings): XmlFields {
  const { name, namespace, path } = body;
  if (roots.length === 0 || roots.includes(name) || roots.includes(`{${namespace}}${name}`)) return new XmlFields(body);
  const sentence = `The root element {${namespace}}${name} is not accepted here; accepted are ${roots.join(', ')}.`;
  throw new Rejected('xml-generic.root-not-accepted', sentence, path);
}
