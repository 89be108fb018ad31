import type { ArchiveCommand, Element, Message } from '../contract/index.js';
import {
  dayOf,
  keyBelow,
  keyOf,
  messageDocument,
  oneLine,
  otherAttachments,
  present,
  presentList,
} from '../xoev/index.js';
import type { XgewerbeanzeigeSettings } from './generated/settings.js';
import { businessKey, type Notification, type Notifications } from './notification.js';

/** One case file for each business, one case for each notification; the messages to all its receivers are in it. */
export function fileNotifications(
  message: Message<Element>,
  notifications: Notifications,
  settings: XgewerbeanzeigeSettings,
): readonly ArchiveCommand[] {
  const { all } = notifications;
  const [first] = all;
  const files = new Set(all.map((notification) => fileKey(notification, settings)));
  if (files.size > 1) return fileBatch(message, notifications, settings);
  const commands = all.flatMap((notification) => fileNotification(message, notifications, notification, settings));
  return [
    openFile(first, settings),
    ...commands,
    ...otherAttachments(message, documentKey(notifications, first, settings)),
  ];
}

function fileNotification(
  message: Message<Element>,
  notifications: Notifications,
  notification: Notification,
  settings: XgewerbeanzeigeSettings,
): readonly ArchiveCommand[] {
  const { id, notifiedOn, metadata } = notification;
  const called = `${titleOf(notification)} vom ${dayOf(notifiedOn)}`;
  const { header, reader } = notifications;
  return [
    {
      do: 'open-case',
      key: caseKey(notification, settings),
      inFile: fileKey(notification, settings),
      subject: oneLine(called),
      openedOn: notifiedOn,
      metadata: present({ 'notification-id': id, 'notification-number': notification.number }),
    },
    {
      ...messageDocument(
        message,
        header,
        {
          key: documentKey(notifications, notification, settings),
          in: { case: caseKey(notification, settings) },
          subject: reader === undefined ? called : `${called}, an ${reader}`,
          documentType: settings.documentType ?? 'business-notification',
          whenChanged: settings.changedMessage ?? 'add-version',
        },
        metadata,
      ),
      documentDate: notifiedOn,
    },
  ];
}

/**
 * A message about several businesses cannot be taken apart, and in the file of one of them it would tell of the others.
 * It goes into a file for such batches, with the list of what it has.
 */
function fileBatch(
  message: Message<Element>,
  { header, all }: Notifications,
  settings: XgewerbeanzeigeSettings,
): readonly ArchiveCommand[] {
  const { municipality } = all[0];
  const year = header.createdOn.slice(0, 4);
  const file = keyOf('batches', municipality, year);
  const document = keyOf('batch', header.number, header.messageId, all[0].id);
  return [
    {
      do: 'open-file',
      key: file,
      filePlanCode: settings.filePlanCode,
      subject: `Gewerbemeldungen, Sammelnachrichten ${year}`,
      metadata: present({ municipality }),
    },
    messageDocument(
      message,
      header,
      {
        key: document,
        in: { file },
        subject: `${all.length} Gewerbemeldungen vom ${dayOf(header.createdOn)}`,
        documentType: settings.documentType ?? 'business-notification',
        whenChanged: settings.changedMessage ?? 'add-version',
      },
      presentList(
        'notifications',
        all.map((notification) => entryOf(notification)),
      ),
    ),
    ...otherAttachments(message, document),
  ];
}

function openFile(notification: Notification, settings: XgewerbeanzeigeSettings): ArchiveCommand {
  const { businessId, municipality, number, registeredName, notifiedOn } = notification;
  const isNamed = settings.nameInTitle !== 'never' && registeredName !== undefined;
  const called = isNamed ? ` ${registeredName}` : `, Meldung ${number ?? notification.id}`;
  const isYear = settings.filePer === 'year';
  return {
    do: 'open-file',
    key: fileKey(notification, settings),
    filePlanCode: settings.filePlanCode,
    subject: isYear ? `Gewerbemeldungen ${notifiedOn.slice(0, 4)}` : oneLine(`Gewerbebetrieb${called}`),
    metadata: present({ municipality, ...(isYear ? {} : { 'business-id': businessId }) }),
  };
}

function fileKey(notification: Notification, { filePer }: XgewerbeanzeigeSettings): string {
  const { municipality, notifiedOn } = notification;
  return filePer === 'year' ? keyOf('year', municipality, notifiedOn.slice(0, 4)) : businessKey(notification);
}

/** With its file: another receiver may be told of the same notification without the id of the business. */
function caseKey(notification: Notification, settings: XgewerbeanzeigeSettings): string {
  return keyBelow(fileKey(notification, settings), 'notification', notification.id);
}

function documentKey({ header }: Notifications, notification: Notification, settings: XgewerbeanzeigeSettings): string {
  return keyBelow(caseKey(notification, settings), header.number, header.messageId);
}

function titleOf({ kind, number }: Notification): string {
  const name = `Gewerbe${kind.toLowerCase()}`;
  return number === undefined ? name : `${name} ${number}`;
}

/** The texts of what is told of one. */
function entryOf({ metadata }: Notification): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(metadata).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
