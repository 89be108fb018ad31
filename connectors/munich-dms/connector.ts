import { Rejected, type Connector, type Element, type Message, type MessageType } from '../contract/index.js';
import { cut } from '../xoev/index.js';
import { seedOf } from './address.js';
import type { MunichDmsSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { OPERATIONS, type Operation } from './operations.js';
import { respond } from './response.js';

type Request = Message<Element>;

export const munichDms: Connector = {
  manifest,
  types: {
    ...Object.fromEntries(Object.entries(OPERATIONS).map(([name, operation]) => [name, functionsOf(operation)])),
    other: functionsOf({ title: '', ask: notSupported, well: () => [] }),
  },
};

function functionsOf({ translate = onlyAQuestion, ask, well }: Operation): MessageType {
  return {
    key: (message: Request) => `${message.body.name}/${seedOf(message)}`,
    translate,
    ...(ask === undefined ? {} : { ask }),
    reply: (outcome, message: Request, settings: MunichDmsSettings) =>
      respond(outcome, message, () => well(outcome, message, settings)),
  };
}

/** It came another way than by SOAP, where nobody waits for an answer. */
function onlyAQuestion({ body }: Request): never {
  const sentence = `${cut(body.name, 60)} only asks. Send it by SOAP: nothing of it is filed.`;
  throw new Rejected('munich-dms.only-a-question', sentence, body.path);
}

function notSupported({ body }: Request): never {
  const sentence = `${cut(body.name, 60)} is not carried out here.`;
  throw new Rejected('munich-dms.not-supported', sentence, body.path);
}
