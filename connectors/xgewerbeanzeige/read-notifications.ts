import { Rejected, type Element } from '../contract/index.js';
import { codeFields, present, readHeader, uuidAt } from '../xoev/index.js';
import { atLeastOne, KINDS, type Notification, type Notifications } from './notification.js';

/** A message of version 2: a header of XInneres, and notifications (satz). */
export function readNotifications(root: Element): Notifications {
  const header = readHeader('xgewerbeanzeige', root);
  return {
    header,
    reader: header.reader?.name,
    all: atLeastOne(
      root.many('satz').map((entry) => readNotification(entry, header.createdOn)),
      root,
    ),
  };
}

function readNotification(entry: Element, createdOn: string): Notification {
  const found = KINDS.flatMap((kind) => entry.many(kind.toLowerCase()).map((element) => ({ kind, element })));
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) {
    const sentence = `A notification (satz) is one of ${KINDS.join(', ')}; here are ${found.length}.`;
    throw new Rejected('xgewerbeanzeige.kind-unknown', sentence, entry.path);
  }
  const { kind, element } = first;
  const id = uuidAt('xgewerbeanzeige', element, 'uuid');
  const number = element.maybe.text('gemeindeMeldungNr');
  const businessId = element.maybe.text('gewerbebetriebID');
  const registeredName = element.maybe.text('gewerbe/betrieb/eingetragenerName');
  const { code: municipality } = element.code('gemeindeSchluessel');
  const isCorrection = element.maybe.code('istKorrektur')?.code === '1';
  return {
    id,
    kind,
    businessId,
    municipality,
    number,
    notifiedOn: element.maybe.date('datumMeldung') ?? createdOn,
    registeredName,
    metadata: {
      ...present({
        'notification-id': id,
        'notification-kind': kind,
        'notification-number': number,
        'business-id': businessId,
        'registered-name': registeredName,
        'register-number': element.maybe.text('gewerbe/betrieb/eintragungNr'),
        'register-place': element.maybe.text('gewerbe/betrieb/eintragungOrt'),
        municipality,
        'notified-on': element.maybe.date('datumMeldung'),
        'effective-on': element.maybe.date('gueltigAb'),
        activity: element.maybe.text('taetigkeitenGesamt/schwerpunkt/taetigkeitSchwerpunkt'),
        'activity-code': element.maybe.text('taetigkeitenGesamt/schwerpunkt/taetigkeitSchluessel'),
      }),
      ...codeFields(element, 'gewerbe/betrieb/rechtsformSchluessel', 'legal-form'),
      ...codeFields(element, 'grundAnmeldungSchluessel', 'reason'),
      ...present({
        'reasons-of-change': element
          .many('gruendeUmmeldung/grundUmmeldungSchluessel')
          .map((reason) => reason.code('.').code),
      }),
      ...codeFields(element, 'grundAbmeldungSchluessel', 'reason'),
      ...codeFields(element, 'ursacheAbmeldungSchluessel', 'cause'),
      ...(isCorrection ? { correction: true } : {}),
    },
  };
}
