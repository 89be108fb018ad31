import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { keyBelow, keyOf, messageTypes, refuseTest } from '../xoev/index.js';
import { fileWaterMessage } from './file-water-message.js';
import type { XwasserSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { versions } from './versions.js';
import { readWaterMessage } from './water-message.js';

const functions: MessageType = {
  key: ({ body }: Message<Element>) => {
    const { header, processId, content } = readWaterMessage(body);
    return keyBelow(content?.key ?? keyOf('process', processId), header.number, header.messageId);
  },
  // A later version of a report, and what is said about it, comes after it; other processes are not held up.
  order: ({ body }: Message<Element>) => readWaterMessage(body).processId,
  translate: (message: Message<Element>, settings: XwasserSettings) => {
    refuseTest('xwasser', message.body, settings);
    return fileWaterMessage(message, readWaterMessage(message.body), settings);
  },
};

export const xwasser: Connector = {
  manifest,
  types: messageTypes('xwasser', versions, () => functions),
};
