import type { Element, Metadata } from '../contract/index.js';
import { codeFields, dayOf, keyOf, oneLine, present } from '../xoev/index.js';
import { authorityIn, type Authority } from './authority.js';
import type { XjustizSettings } from './generated/settings.js';
import type { Header, Party } from './header.js';
import type { JusticeMessage } from './messages.js';
import { fileKeyOf, referenceIn, withoutSpaces, type Reference } from './reference.js';

/** What a message is about (Verfahren): its case file is where everything goes that belongs to no other one. */
export interface Proceeding {
  readonly key: string;
  readonly subject: string;
  /** By which a file of the message is known to be the one of the proceeding. */
  readonly references: readonly Reference[];
  /** Who runs it, as far as the message says so. */
  readonly station: Authority | undefined;
  readonly metadata: Metadata;
}

/**
 * The proceeding by its reference at the justice, or by that of the municipality where the settings say so. A message
 * without any belongs to its process, or is a file of its own.
 */
export function proceedingOf(
  root: Element,
  header: Header,
  type: JusticeMessage,
  settings: XjustizSettings,
): Proceeding {
  const instance = instanceOf(root, header);
  const justice = instance?.reference ?? referenceInHeader(header);
  const own = settings.filePer === 'own-reference' ? ownParty(header).reference : undefined;
  const shortTitle = settings.fileTitle === 'names' ? instance?.element.maybe.text('kurzrubrum') : undefined;
  return {
    key: keyFrom(own, justice, header),
    subject: oneLine(
      [titleFrom(own, justice) ?? `${type.title} vom ${dayOf(header.createdOn)}`, shortTitle]
        .filter(Boolean)
        .join(', '),
    ),
    references: [justice, own === undefined ? undefined : { number: own, called: own, station: undefined }].filter(
      (reference) => reference !== undefined,
    ),
    station: justice?.station,
    metadata: {
      ...(justice === undefined ? {} : referenceMetadata(justice)),
      ...present({
        'own-reference': ownParty(header).reference,
        'proceeding-number': root.maybe.text('grunddaten/verfahrensdaten/verfahrensnummer'),
      }),
      ...(instance === undefined ? {} : codeFields(instance.element, 'sachgebiet', 'subject-area')),
    },
  };
}

function keyFrom(own: string | undefined, justice: Reference | undefined, header: Header): string {
  if (own !== undefined) return keyOf('own', withoutSpaces(own));
  if (justice !== undefined) return fileKeyOf(justice);
  return header.processId === undefined ? keyOf('message', header.messageId) : keyOf('process', header.processId);
}

export function referenceMetadata({ called, station }: Reference): Metadata {
  return present({ reference: called, station: station?.name, 'station-id': station?.id });
}

export function titleOf({ called, station }: Reference, own?: string): string {
  const theirs = station === undefined ? called : `${called}, ${station.name}`;
  return own === undefined ? `Verfahren ${theirs}` : `Verfahren ${own} (${theirs})`;
}

function titleFrom(own: string | undefined, justice: Reference | undefined): string | undefined {
  if (justice !== undefined) return titleOf(justice, own);
  return own === undefined ? undefined : `Verfahren ${own}`;
}

interface Instance {
  readonly element: Element;
  readonly reference: Reference;
}

/** Several stations may have had the matter: the one that takes part in this message, the justice first, else the first. */
function instanceOf(root: Element, header: Header): Instance | undefined {
  const justice = justiceParty(header)?.authority;
  const instances = root.many('grunddaten/verfahrensdaten/instanzdaten').flatMap((element): readonly Instance[] => {
    const reference = referenceIn(element.many('aktenzeichen')[0]);
    if (reference === undefined) return [];
    const station = reference.station ?? authorityIn(element.maybe.one('auswahl_instanzbehoerde')) ?? justice;
    return [{ element, reference: { ...reference, station } }];
  });
  const of = (authority: Authority | undefined): Instance | undefined =>
    authority && instances.find(({ reference }) => reference.station?.id === authority.id);
  return of(justice) ?? of(header.sender.authority) ?? of(header.reader.authority) ?? instances[0];
}

function referenceInHeader(header: Header): Reference | undefined {
  const parties = [justiceParty(header), header.sender, header.reader];
  const party = parties.find((one) => one?.reference !== undefined);
  if (party?.reference === undefined) return undefined;
  return { number: party.reference, called: party.reference, station: party.authority };
}

function justiceParty({ sender, reader }: Header): Party | undefined {
  return [sender, reader].find(({ authority }) => authority?.isJustice);
}

/** The other side; where neither or both are of the justice, the one that is written to. */
function ownParty({ sender, reader }: Header): Party {
  return reader.authority?.isJustice && !sender.authority?.isJustice ? sender : reader;
}
