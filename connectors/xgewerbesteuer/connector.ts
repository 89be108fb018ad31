import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { messageTypes } from '../xoev/index.js';
import { fileNotice } from './file-notice.js';
import type { XgewerbesteuerSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { noticeKey } from './notice.js';
import { versions, type TaxMessage } from './versions.js';

export const xgewerbesteuer: Connector = {
  manifest,
  types: messageTypes('xgewerbesteuer', versions, readMessage),
};

function readMessage(type: TaxMessage): MessageType {
  return {
    key: ({ body }: Message<Element>) => noticeKey(body, type),
    translate: (message: Message<Element>, settings: XgewerbesteuerSettings) => fileNotice(message, type, settings),
  };
}
