import { Rejected, type Connector, type Element, type Message, type MessageType } from '../contract/index.js';
import { fileMessage } from './file-message.js';
import type { XjustizSettings } from './generated/settings.js';
import { readHeader } from './header.js';
import { manifest, OTHER } from './manifest.js';
import { messages, type JusticeMessage } from './messages.js';

/** Whatever a message is about: the files and documents that it hands over are read the same in all of them. */
const other: MessageType = {
  key: (message: Message<Element>, settings) => readMessage(unlisted(message.body)).key(message, settings),
  translate: (message: Message<Element>, settings) => readMessage(unlisted(message.body)).translate(message, settings),
};

export const xjustiz: Connector = {
  manifest,
  types: {
    ...Object.fromEntries(messages.map((message) => [message.number, readMessage(message)])),
    [OTHER]: other,
  },
};

function readMessage(type: JusticeMessage): MessageType {
  return {
    // It is made once for a message; one that is transmitted again keeps it.
    key: ({ body }: Message<Element>) => readHeader(body).messageId,
    translate: (message: Message<Element>, settings: XjustizSettings) => fileMessage(message, type, settings),
  };
}

function unlisted(root: Element): JusticeMessage {
  const handsOver = [...root.many('schriftgutobjekte/akte'), ...root.many('schriftgutobjekte/dokument')].length > 0;
  const name = root.name.replace(/^nachricht\./, '').slice(0, 200);
  if (handsOver) return { number: name.slice(name.lastIndexOf('.') + 1), name, title: `Nachricht ${name}` };
  const read = messages.map((message) => message.name).join(', ');
  const sentence = `${root.name.slice(0, 200)} of XJustiz is recognised, but not handled as it hands over no file and no document. Handled are: ${read}.`;
  throw new Rejected('xjustiz.type-not-supported', sentence, root.path);
}
