import type { Connector, Element, Message, MessageType } from '../contract/index.js';
import { keyOf, messageTypes, refuseTest } from '../xoev/index.js';
import { readDelivery, testMarkOfDelivery } from './delivery.js';
import { fileNotifications } from './file-notifications.js';
import type { XgewerbeanzeigeSettings } from './generated/settings.js';
import { manifest } from './manifest.js';
import { businessKey, type Notifications } from './notification.js';
import { readNotifications } from './read-notifications.js';
import { deliveries, isNotification, versions } from './versions.js';

type RefuseTest = (root: Element, settings: XgewerbeanzeigeSettings) => void;

const refuseMarked: RefuseTest = (root, settings) => refuseTest('xgewerbeanzeige', root, settings);
const refuseMarkedDelivery: RefuseTest = (root, settings) => {
  const { mark, path } = testMarkOfDelivery(root);
  refuseTest('xgewerbeanzeige', root, settings, mark, path);
};

export const xgewerbeanzeige: Connector = {
  manifest,
  types: {
    ...messageTypes('xgewerbeanzeige', deliveries, () => functionsOf(readDelivery, refuseMarkedDelivery)),
    ...messageTypes('xgewerbeanzeige', versions, () => functionsOf(readNotifications, refuseMarked), {
      reads: ({ name }) => isNotification(name),
      functions: functionsOf(readNotifications, refuseMarked),
    }),
  },
};

function functionsOf(
  read: (root: Element) => Notifications,
  refuse: RefuseTest,
): Pick<Required<MessageType>, 'key' | 'order' | 'translate'> {
  return {
    // Senders were seen that give every message the same id; notifications have one of their own.
    key: ({ body }: Message<Element>) => {
      const { header, all } = read(body);
      return keyOf(header.number, header.messageId, ...all.slice(0, 10).map(({ id }) => id));
    },
    // What is told of a business is filed in the order in which it came.
    order: ({ body }: Message<Element>) => {
      const [first] = read(body).all;
      return businessKey(first);
    },
    translate: (message: Message<Element>, settings: XgewerbeanzeigeSettings) => {
      refuse(message.body, settings);
      return fileNotifications(message, read(message.body), settings);
    },
  };
}
