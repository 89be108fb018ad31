import type { Connector, Message } from '../contract/index.js';
import { commandsOf, keyOf, type Mapping } from '../fields/file-by-fields.js';
import { JsonFields } from './json-fields.js';
import { manifest } from './manifest.js';

export const jsonGeneric: Connector = {
  manifest,
  types: {
    message: {
      key: (message: Message<object>, settings: Mapping) => keyOf(new JsonFields(message.body), settings, message),
      translate: (message: Message<object>, settings: Mapping) =>
        commandsOf(new JsonFields(message.body), settings, message),
    },
  },
};
