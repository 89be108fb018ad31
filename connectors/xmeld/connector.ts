import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { keyOf, messageTypes, readHeader, refuseTest } from '../xoev/index.js';
import type { XmeldSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { fileRetrieval, readRetrieval } from './retrieval.js';
import { versions, type RetrievalMessage } from './versions.js';

export const xmeld: Connector = {
  manifest,
  types: messageTypes('xmeld', versions, readMessage),
};

function readMessage(type: RetrievalMessage): MessageType {
  return {
    key: ({ body }: Message<Element>) => keyOf(type.number, readHeader('xmeld', body).messageId),
    // A request and its answer, whichever comes first; nobody else's.
    order: ({ body }: Message<Element>) => readRetrieval(body, type).request.messageId,
    translate: (message: Message<Element>, settings: XmeldSettings) => {
      refuseTest('xmeld', message.body, settings);
      return fileRetrieval(message, readRetrieval(message.body, type), settings);
    },
  };
}
