import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { keyOf, messageTypes, readHeader, refuseTest } from '../xoev/index.js';
import { fileParticipation } from './file-participation.js';
import type { XbeteiligungSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { procedureIdOf, readParticipation } from './participation.js';
import { versions } from './versions.js';

const functions: Pick<Required<MessageType>, 'key' | 'order' | 'translate'> = {
  key: ({ body }: Message<Element>) => {
    const { number, messageId } = readHeader('xbeteiligung', body);
    return keyOf(number, messageId);
  },
  // What changes or answers a participation comes after what it changes; other participations are not held up.
  order: ({ body }: Message<Element>) => keyOf(procedureIdOf(body)),
  translate: (message: Message<Element>, settings: XbeteiligungSettings) => {
    refuseTest('xbeteiligung', message.body, settings);
    return fileParticipation(message, readParticipation(message.body), settings);
  },
};

export const xbeteiligung: Connector = {
  manifest,
  types: messageTypes('xbeteiligung', versions, () => functions, {
    reads: (root) => root.maybe.text('nachrichteninhalt/vorgangsID') !== undefined,
    functions,
  }),
};
