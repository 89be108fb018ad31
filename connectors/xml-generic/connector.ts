import { Rejected, type Connector, type Element, type Message } from '../contract/index.js';
import { commandsOf, keyOf } from '../fields/file-by-fields.js';
import type { XmlGenericSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { XmlFields } from './xml-fields.js';

export const xmlGeneric: Connector = {
  manifest,
  types: {
    message: {
      key: (message: Message<Element>, settings: XmlGenericSettings) =>
        keyOf(fieldsOf(message, settings), settings, message),
      translate: (message: Message<Element>, settings: XmlGenericSettings) =>
        commandsOf(fieldsOf(message, settings), settings, message),
    },
  },
};

/** @throws Rejected when it is a message that the municipality does not expect */
function fieldsOf({ body }: Message<Element>, { roots = [] }: XmlGenericSettings): XmlFields {
  const { name, namespace, path } = body;
  if (roots.length === 0 || roots.includes(name) || roots.includes(`{${namespace}}${name}`)) return new XmlFields(body);
  const sentence = `The root element {${namespace}}${name} is not accepted here; accepted are ${roots.join(', ')}.`;
  throw new Rejected('xml-generic.root-not-accepted', sentence, path);
}
