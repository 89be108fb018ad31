import { Rejected, type Connector, type Element, type Message, type MessageType } from '../contract/index.js';
import { fileMessage } from './file-message.js';
import type { XjustizSettings } from './generated/settings.js';
import { readHeader } from './header.js';
import { manifest, OTHER } from './manifest.js';
import { messages, type JusticeMessage } from './messages.js';

export const xjustiz: Connector = {
  manifest,
  types: {
    ...Object.fromEntries(messages.map((message) => [message.number, readMessage(message)])),
    [OTHER]: { key: refuse, translate: refuse },
  },
};

function readMessage(type: JusticeMessage): MessageType {
  return {
    // It is made once for a message; one that is transmitted again keeps it.
    key: ({ body }: Message<Element>) => readHeader(body).messageId,
    translate: (message: Message<Element>, settings: XjustizSettings) => fileMessage(message, type, settings),
  };
}

function refuse({ body }: Message<Element>): never {
  const read = messages.map(({ name }) => name).join(', ');
  const sentence = `${body.name.slice(0, 200)} of XJustiz is recognised, but not handled. Handled are: ${read}.`;
  throw new Rejected('xjustiz.type-not-supported', sentence, body.path);
}
