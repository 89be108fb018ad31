import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { messageTypes, type XoevMessage } from '../xoev/index.js';
import type { XdomeaSettings } from './generated/settings.js';
import { messageKey, readHeader } from './header.js';
import { manifest } from './manifest.js';
import { translateMessage } from './translate-message.js';
import { versions } from './versions.js';

export const xdomea: Connector = {
  manifest,
  types: messageTypes('xdomea', versions, readMessage),
};

function readMessage(type: XoevMessage): MessageType {
  return {
    key: (message: Message<Element>) => messageKey(readHeader(message.body, type)),
    translate: (message: Message<Element>, settings: XdomeaSettings) => translateMessage(message, type, settings),
  };
}
