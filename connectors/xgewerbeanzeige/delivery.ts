import { Rejected, type Element, type IsoDate } from '../contract/index.js';
import { cut, isDay, isUuid, present, testMetadataOf } from '../xoev/index.js';
import { atLeastOne, KINDS, type Notification, type Notifications } from './notification.js';

/** The survey (Erhebung) whose data are notifications of businesses. */
const SURVEY = '0004';

/** A delivery in DatML/RAW, as it was up to version 1.3: names and values, and a test mark of its own. */
export function readDelivery(root: Element): Notifications {
  const message = root.one('nachricht');
  const survey = message.text('erhebung/kennung');
  if (survey !== SURVEY) {
    const sentence = `This is a delivery for the survey ${cut(survey, 60)}; notifications of businesses are ${SURVEY}.`;
    throw new Rejected('xgewerbeanzeige.other-survey', sentence, message.one('erhebung/kennung').path);
  }
  const createdOn = dayAt(root.one('protokoll/dokumentinstanz/datum'), /^(\d\d)\.(\d\d)\.(\d{4})$/);
  const all = atLeastOne(
    message.many('datensegment/satz').map((entry) => readEntry(entry, createdOn)),
    message,
  );
  const sender = root.one('absender');
  const reader = message.many('hmm').find((field) => field.maybe.text('@name') === 'BerEmpfaenger');
  const readerCode = reader?.maybe.text('wert');
  return {
    header: {
      // A delivery has no id of its own; what tells the deliveries of one notification apart is who they are for.
      number: readerCode === undefined ? 'delivery' : `delivery-${cut(readerCode.replace(/\W+/g, ''), 40)}`,
      messageId: all[0].id,
      createdOn,
      metadata: {
        ...present({
          'message-type': root.name,
          'created-on': createdOn,
          author: sender.maybe.text('identifikation/identitaet/organisation/name'),
          'author-id': `${sender.maybe.text('kennung/@klasse') ?? ''}:${sender.text('kennung')}`,
          reader: readerCode,
          'reader-id': root.maybe.text('empfaenger/externeIdentifikation') ?? root.maybe.text('empfaenger/kennung'),
          standard: 'XGewerbeanzeige',
          product: root.maybe.text('protokoll/dokumentinstanz/anwendung/anwendungsname'),
          'product-version': root.maybe.text('protokoll/dokumentinstanz/anwendung/version'),
        }),
        ...testMetadataOf(testMarkOfDelivery(root).mark),
      },
    },
    reader: undefined,
    all,
  };
}

/** That `optionen/test` is there marks a test. */
export function testMarkOfDelivery(root: Element): { readonly mark: string | undefined; readonly path: string } {
  const [mark] = root.many('optionen/test');
  return { mark: mark && (mark.maybe.text('@kennung') ?? ''), path: mark?.path ?? root.path };
}

function readEntry(entry: Element, createdOn: IsoDate): Notification {
  const fields = fieldsOf(entry, '');
  const required = (name: string): Element => {
    const found = fields.get(name);
    if (found !== undefined) return found;
    throw new Rejected('xgewerbeanzeige.field-missing', `The notification has no ${name}.`, entry.path);
  };
  const text = (name: string): string | undefined => fields.get(name)?.maybe.text('wert');
  const day = (name: string): IsoDate | undefined => {
    const field = fields.get(name)?.maybe.one('wert');
    return field === undefined ? undefined : dayAt(field, /^(\d\d)(\d\d)(\d{4})$/);
  };
  const kindField = required('MeldungArt');
  const kind = KINDS[Number(kindField.text('wert')) - 1];
  if (kind === undefined) {
    const sentence = `"${cut(kindField.text('wert'), 60)}" is no kind of notification. Send 1 (Anmeldung), 2 (Ummeldung) or 3 (Abmeldung).`;
    throw new Rejected('xgewerbeanzeige.kind-unknown', sentence, kindField.path);
  }
  const id = required('UUID').text('wert').toLowerCase();
  if (!isUuid(id)) {
    throw new Rejected('xgewerbeanzeige.invalid-uuid', `"${cut(id, 60)}" is not a UUID.`, required('UUID').path);
  }
  const municipality = required('GemeindeSchluessel').text('wert');
  return {
    id,
    kind,
    businessId: text('GewerbebetriebID'),
    municipality,
    number: text('GemeindeMeldungNr'),
    notifiedOn: day('DatumMeldung') ?? createdOn,
    registeredName: text('Gewerbe/Betrieb/EingetragenerName'),
    metadata: {
      ...present({
        'notification-id': id,
        'notification-kind': kind,
        'notification-number': text('GemeindeMeldungNr'),
        'business-id': text('GewerbebetriebID'),
        'registered-name': text('Gewerbe/Betrieb/EingetragenerName'),
        'register-number': text('Gewerbe/Betrieb/EintragungNr'),
        'register-place': text('Gewerbe/Betrieb/EintragungOrt'),
        municipality,
        'notified-on': day('DatumMeldung'),
        'effective-on': day('GueltigAb'),
        activity: text('TaetigkeitenGesamt/Schwerpunkt/TaetigkeitSchwerpunkt'),
        'activity-code': text('TaetigkeitenGesamt/Schwerpunkt/TaetigkeitSchluessel'),
        'legal-form': text('Gewerbe/Betrieb/RechtsformSchluessel'),
        reason: text('GrundAnmeldungSchluessel') ?? text('GrundAbmeldungSchluessel'),
      }),
      ...(text('IstKorrektur') === '1' ? { correction: true } : {}),
    },
  };
}

/** Fields (mm) by their names, those of groups (mmgr) by the way there. Of fields with one name the first. */
function fieldsOf(parent: Element, above: string): ReadonlyMap<string, Element> {
  const fields = new Map<string, Element>();
  for (const child of parent.children) {
    const name = `${above}${child.maybe.text('@name') ?? ''}`;
    if (child.name === 'mm' && !fields.has(name)) fields.set(name, child);
    if (child.name !== 'mmgr') continue;
    for (const [below, field] of fieldsOf(child, `${name}/`)) if (!fields.has(below)) fields.set(below, field);
  }
  return fields;
}

function dayAt(field: Element, form: RegExp): IsoDate {
  const text = field.text('.');
  const [, day = '', month = '', year = ''] = form.exec(text) ?? [];
  if (day !== '' && isDay(Number(year), Number(month), Number(day))) return `${year}-${month}-${day}`;
  throw new Rejected('xgewerbeanzeige.invalid-date', `"${cut(text, 60)}" is not a day.`, field.path);
}
