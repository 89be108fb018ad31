import { Rejected, type Element, type IsoDate, type Metadata } from '../contract/index.js';
import { codeFields, cut, dateTimeAt, present, uuidAt } from '../xoev/index.js';
import { authorityIn, type Authority } from './authority.js';
import { numberOf } from './reference.js';

/** Who sent what to whom (Nachrichtenkopf). It was built anew in 3.6. */
export interface Header {
  readonly messageId: string;
  readonly createdOn: IsoDate;
  readonly sender: Party;
  readonly reader: Party;
  /** What several messages belong to (nachrichtenübergreifender Prozess). */
  readonly processId: string | undefined;
  readonly metadata: Metadata;
}

export interface Party {
  readonly authority: Authority | undefined;
  /** Under which it runs the matter (Aktenzeichen); the first, where there are several. */
  readonly reference: string | undefined;
}

/** What the two forms of the header say in different places. */
interface Facts {
  readonly messageId: string;
  readonly answersTo: string | undefined;
  readonly sender: Party;
  readonly reader: Party;
  readonly moreReferences: readonly string[];
  readonly confidentiality: Metadata;
}

export function readHeader(root: Element): Header {
  const head = root.one('nachrichtenkopf');
  const version = head.text('@xjustizVersion');
  if (!/^3\.[456](?:\.\d+)?$/.test(version)) {
    throw new Rejected(
      'xjustiz.version-not-supported',
      `XJustiz ${cut(version, 20)} is not handled. Send the message in a version from 3.4 to 3.6.`,
      `${head.path}/@xjustizVersion`,
    );
  }
  const createdAt = dateTimeAt('xjustiz', head, 'erstellungszeitpunkt');
  const { messageId, answersTo, sender, reader, moreReferences, confidentiality } =
    head.many('absender').length > 0 ? factsSince36(head) : factsBefore36(head);
  return {
    messageId,
    createdOn: createdAt.slice(0, 10),
    sender,
    reader,
    processId: head.maybe.text('nachrichtenuebergreifenderProzess/prozessID')?.toLowerCase(),
    metadata: {
      ...present({
        'message-type': root.name,
        'message-id': messageId,
        'created-at': createdAt,
        'standard-version': version,
        sender: sender.authority?.name,
        'sender-id': sender.authority?.id,
        'sender-reference': sender.reference,
        reader: reader.authority?.name,
        'reader-id': reader.authority?.id,
        'reader-reference': reader.reference,
        'further-references': moreReferences,
        'answers-to': answersTo,
        'process-id': head.maybe.text('nachrichtenuebergreifenderProzess/prozessID'),
        'number-in-process': head.maybe.text('nachrichtenuebergreifenderProzess/nachrichtenNummer'),
        'count-in-process': head.maybe.text('nachrichtenuebergreifenderProzess/nachrichtenAnzahl'),
        events: head.many('ereignis').flatMap((event) => event.maybe.code('.')?.code ?? []),
        product: head.maybe.text('herstellerinformation/nameDesProdukts'),
      }),
      ...codeFields(head, 'sendungsprioritaet', 'priority'),
      ...confidentiality,
    },
  };
}

function factsSince36(head: Element): Facts {
  const partyOf = (path: string, reference: string): Party => ({
    authority: authorityIn(head.maybe.one(`${path}/informationen/auswahl_kommunikationspartner`)),
    reference: numberOf(head.maybe.text(`${path}/${reference}`)),
  });
  return {
    messageId: uuidAt('xjustiz', head, 'absender/eigeneNachrichtenID'),
    answersTo: head.maybe.text('empfaenger/fremdeNachrichtenID'),
    sender: partyOf('absender', 'aktenzeichen'),
    reader: partyOf('empfaenger', 'auswahl_aktenzeichen/aktenzeichen.freitext'),
    moreReferences: [],
    confidentiality: {
      ...present({ confidential: head.maybe.text('auswahl_vertraulichkeit/vertraulichZuBehandelnGrund') }),
      ...codeFields(head, 'auswahl_vertraulichkeit/geheimhaltungsgrad', 'classification'),
    },
  };
}

function factsBefore36(head: Element): Facts {
  const referencesOf = (path: string): readonly string[] =>
    head.many(path).flatMap((reference) => numberOf(reference.maybe.text('.')) ?? []);
  const senders = referencesOf('aktenzeichen.absender');
  const readers = referencesOf('aktenzeichen.empfaenger');
  return {
    messageId: uuidAt('xjustiz', head, 'eigeneNachrichtenID'),
    answersTo: head.maybe.text('fremdeNachrichtenID'),
    sender: { authority: authorityIn(head.maybe.one('auswahl_absender')), reference: senders[0] },
    reader: { authority: authorityIn(head.maybe.one('auswahl_empfaenger')), reference: readers[0] },
    moreReferences: [...senders.slice(1), ...readers.slice(1)],
    confidentiality: {
      ...codeFields(head, 'vertraulichkeit/vertraulichkeitsstufe', 'confidentiality'),
      ...present({ confidential: head.maybe.text('vertraulichkeit/vertraulichkeitsgrund') }),
    },
  };
}
