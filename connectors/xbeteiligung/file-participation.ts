import {
  Rejected,
  type AddDocument,
  type ArchiveCommand,
  type Attachment,
  type Element,
  type Message,
} from '../contract/index.js';
import {
  cut,
  dayOf,
  fileNameOf,
  keyOf,
  messageDocument,
  oneLine,
  otherAttachments,
  present,
  presentList,
} from '../xoev/index.js';
import {
  attachmentOf,
  checkFile,
  isMissing,
  privateFileName,
  privateTitle,
  refuseMissing,
  type Annex,
} from './annexes.js';
import type { XbeteiligungSettings } from './generated/settings.js';
import type { Participation } from './participation.js';
import { nameOf } from './versions.js';

/**
 * One case file for each plan, one case for each participation. The message is a document of the case, and so is each
 * document that it brings. Nothing is ever taken away: what is withdrawn is filed as withdrawn.
 */
export function fileParticipation(
  message: Message<Element>,
  participation: Participation,
  settings: XbeteiligungSettings,
): readonly ArchiveCommand[] {
  const { annexes } = participation;
  if (settings.missingAnnexes !== 'file') refuseMissing(annexes, message.attachments);
  const place = placeOf(participation, settings);
  const document = fileMessage(message, participation, place.in, settings);
  const brought = bringing(annexes, message.attachments);
  const named = new Set(brought.map(({ attachment }) => attachment.name));
  return [
    ...place.opening,
    document,
    ...withoutRepeats(brought.map((one) => fileAnnex(one, participation, place.in, settings))),
    ...unnamed(message, document.key, named, participation),
  ];
}

/** What lies beside the statement of a private person is theirs as well. */
function unnamed(
  message: Message<Element>,
  document: string,
  named: ReadonlySet<string>,
  { statement, annexes }: Participation,
): readonly AddDocument[] {
  const documents = otherAttachments(message, document, named);
  if (!statement?.isPrivate) return documents;
  return documents.map((one, index) => {
    const subject = privateTitle(annexes.length + index);
    return { ...one, subject, fileName: privateFileName(subject, one.fileName ?? '') };
  });
}

interface Place {
  readonly opening: readonly ArchiveCommand[];
  readonly in: AddDocument['in'];
}

/**
 * An answer that does not say which plan it is about goes into the case that the first message of the participation
 * opened. When there is none, the message is parked, and a person decides.
 */
function placeOf(
  { procedureId, planId, planName, header }: Participation,
  { filePer, filePlanCode, fileTitle }: XbeteiligungSettings,
): Place {
  const called = planName ?? planId ?? procedureId;
  const subject = oneLine(`${fileTitle ?? 'Planverfahren'} ${called}`);
  const participation = keyOf('participation', procedureId);
  const metadata = { 'procedure-id': procedureId };
  if (filePer === 'participation') {
    return {
      opening: [{ do: 'open-file', key: participation, filePlanCode, subject, metadata }],
      in: { file: participation },
    };
  }
  if (planId === undefined) return { opening: [], in: { case: participation } };
  const plan = keyOf('plan', planId);
  return {
    opening: [
      { do: 'open-file', key: plan, filePlanCode, subject, metadata: { 'plan-id': planId } },
      {
        do: 'open-case',
        key: participation,
        inFile: plan,
        subject: oneLine(`Beteiligung ${called}`),
        openedOn: header.createdOn,
        metadata,
      },
    ],
    in: { case: participation },
  };
}

function fileMessage(
  message: Message<Element>,
  { header, procedureId, statement, annexes, metadata }: Participation,
  place: AddDocument['in'],
  settings: XbeteiligungSettings,
): AddDocument {
  const { number, messageId, createdOn } = header;
  const entries = presentList(
    'annexes',
    annexes.map((annex) => entryOf(annex, message.attachments)),
  );
  const all = { ...metadata, ...statement?.metadata, ...entries };
  const name = nameOf(message.body.name);
  if (statement === undefined) {
    return messageDocument(
      message,
      header,
      {
        key: keyOf(procedureId, number, messageId),
        in: place,
        subject: `${name} (${number}) vom ${dayOf(createdOn)}`,
        documentType: settings.messageDocumentType ?? 'participation-message',
        whenChanged: settings.changedMessage ?? 'add-version',
      },
      all,
    );
  }
  // A statement that is changed becomes the next version of itself.
  const date = statement.date ?? createdOn;
  return {
    ...messageDocument(
      message,
      header,
      {
        key: keyOf(procedureId, 'statement', statement.id),
        in: place,
        subject: ['Stellungnahme', ...(statement.by === undefined ? [] : [statement.by]), `vom ${dayOf(date)}`].join(
          ' ',
        ),
        documentType: settings.statementDocumentType ?? 'statement',
        whenChanged: 'add-version',
      },
      all,
    ),
    documentDate: date,
  };
}

interface Brought {
  readonly annex: Annex;
  readonly attachment: Attachment;
}

function bringing(annexes: readonly Annex[], attachments: readonly Attachment[]): readonly Brought[] {
  return annexes.flatMap((annex) => {
    const attachment = attachmentOf(annex, attachments);
    return attachment === undefined ? [] : [{ annex, attachment }];
  });
}

function fileAnnex(
  { annex, attachment }: Brought,
  { header, procedureId }: Participation,
  place: AddDocument['in'],
  settings: XbeteiligungSettings,
): AddDocument {
  checkFile(annex, attachment);
  return {
    do: 'add-document',
    key: annexKey(annex.file?.id ?? attachment.name, procedureId, header),
    in: place,
    subject: oneLine(annex.title),
    content: { attachment: attachment.name },
    fileName: fileNameOf(annex.fileName ?? '', attachment.name),
    documentType: settings.annexDocumentType ?? 'planning-document',
    documentDate: annex.date ?? header.createdOn,
    metadata: present(annex.fields),
    whenChanged: 'add-version',
  };
}

/**
 * The standard promises an id that is unique within one transfer. One with a UUID in it is unique beyond that, and its
 * document is found when a later message brings it again.
 */
function annexKey(id: string, procedureId: string, { number, messageId }: Participation['header']): string {
  const isUnique = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i.test(id);
  return isUnique ? keyOf(procedureId, 'annex', id) : keyOf(procedureId, 'annex', number, messageId, id);
}

/** A document may be named for the public and for authorities: it is filed once. */
function withoutRepeats(documents: readonly AddDocument[]): readonly AddDocument[] {
  const known = new Map<string, AddDocument>();
  for (const document of documents) {
    const before = known.get(document.key);
    if (before !== undefined && JSON.stringify(before.content) !== JSON.stringify(document.content)) {
      throw new Rejected(
        'xbeteiligung.annex-ambiguous',
        `Two files have the id ${cut(String(document.metadata?.['annex-id']), 60)}. Give each an id of its own.`,
      );
    }
    if (before === undefined) known.set(document.key, document);
  }
  return [...known.values()];
}

/** All that is said of an annex, also of one that is only linked, or that is in the message itself. */
function entryOf(annex: Annex, attachments: readonly Attachment[]): Readonly<Record<string, string | undefined>> {
  return {
    title: annex.title,
    where: whereIs(annex, attachments),
    'file-name': annex.fileName,
    link: annex.link,
    date: annex.date,
    ...annex.fields,
  };
}

function whereIs(annex: Annex, attachments: readonly Attachment[]): string {
  if (isMissing(annex, attachments)) return 'missing';
  if (annex.embedded) return 'in the message';
  return annex.file === undefined ? 'linked' : 'filed';
}
