import type { Element, Message } from '@fachwerk/connectors/contract';
import type { Translation } from '../apps/hub/src/translate/translate.js';
import { connectorNamed, readMessage, translateMessage, type SentMessage } from './connector-message.js';

export type XdomeaMessage = SentMessage & { readonly xml: string };

export const connector = connectorNamed('xdomea');

export function read(sent: SentMessage): { readonly type: string; readonly message: Message<Element> } {
  return readMessage(connector, sent);
}

export function translateXdomea(sent: SentMessage, settings: Readonly<Record<string, unknown>> = {}): Translation {
  return translateMessage(connector, sent, settings);
}
