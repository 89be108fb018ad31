import { Rejected, type Connector, type Element, type Message, type MessageType } from '../contract/index.js';
import type { XdomeaSettings } from './generated/settings.js';
import { messageKey, readHeader } from './header.js';
import { manifest } from './manifest.js';
import { translateMessage } from './translate-message.js';
import { typeOf, versions, type XdomeaMessage, type XdomeaVersion } from './versions.js';

export const xdomea: Connector = {
  manifest,
  types: Object.fromEntries(
    versions.flatMap((version) => [
      ...version.messages.map((message) => [typeOf(version, message), readMessage(message)] as const),
      [typeOf(version, undefined), refuseMessage(version)] as const,
    ]),
  ),
};

function readMessage(type: XdomeaMessage): MessageType {
  return {
    key: (message: Message<Element>) => messageKey(readHeader(message.body, type)),
    translate: (message: Message<Element>, settings: XdomeaSettings) => translateMessage(message, type, settings),
  };
}

/** The version is known, the message is not read: it says so instead of passing for something else. */
function refuseMessage(version: XdomeaVersion): MessageType {
  const refuse = ({ body }: Message<Element>): never => {
    const read = version.messages.map(({ element }) => element).join(', ');
    const sentence = `${body.name.slice(0, 200)} of xdomea ${version.version} is recognised, but not handled yet. Handled are: ${read}.`;
    throw new Rejected('xdomea.type-not-supported', sentence, body.path);
  };
  return { key: refuse, translate: refuse };
}
