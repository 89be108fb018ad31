import type { ContentSource, Element, Message } from '../contract/index.js';

/** Where the XML of the message itself is: a part of the ZIP, or all there is. */
export function xmlOf(message: Message<Element>): ContentSource {
  return message.part === undefined ? 'message' : { attachment: message.part };
}
