import type { ArchiveCommand, Element, IsoDate, Message, Metadata } from '../contract/index.js';
import {
  authorityOf,
  codeFields,
  dateTimeAt,
  dayOf,
  isTrue,
  keyOf,
  messageDocument,
  oneLine,
  otherAttachments,
  present,
  readHeader,
  uuidAt,
  type Authority,
  type XoevHeader,
} from '../xoev/index.js';
import type { XmeldSettings } from './generated/settings.js';
import type { RetrievalMessage } from './versions.js';

/** A request for data of the register, or the answer to one (Datenabruf). */
export interface Retrieval {
  readonly type: RetrievalMessage;
  readonly header: XoevHeader;
  /** The request; of an answer the one it answers. */
  readonly request: { readonly messageId: string; readonly createdOn: IsoDate };
  /** Who retrieves: the author of a request, the reader of an answer. */
  readonly retriever: Authority;
  /** The retriever's own file reference (Aktenzeichen); answers have none. */
  readonly reference: string | undefined;
  readonly metadata: Metadata;
}

export function readRetrieval(root: Element, type: RetrievalMessage): Retrieval {
  const header = readHeader('xmeld', root);
  if (type.kind === 'request') {
    const about = root.one('datenAbrufendeStelle');
    return {
      type,
      header,
      request: header,
      retriever: authorityOf(root, 'autor'),
      reference: about.maybe.text('aktenzeichen'),
      metadata: requestMetadata(about),
    };
  }
  const original = root.one('ursprungsnachricht');
  return {
    type,
    header,
    request: {
      messageId: uuidAt('xmeld', original, 'nachrichtenUUID'),
      createdOn: dateTimeAt('xmeld', original, 'erstellungszeitpunkt').slice(0, 10),
    },
    retriever: authorityOf(root, 'leser'),
    reference: undefined,
    metadata: answerMetadata(root.one('antwortSuchanfrage')),
  };
}

/** One case file for each authority that retrieves, one case for each request; the request and its answer are in it. */
export function fileRetrieval(
  message: Message<Element>,
  { type, header, request, retriever, reference, metadata }: Retrieval,
  settings: XmeldSettings,
): readonly ArchiveCommand[] {
  const perYear = settings.filePer !== 'authority';
  const year = request.createdOn.slice(0, 4);
  const file = perYear ? keyOf('authority', retriever.id, year) : keyOf('authority', retriever.id);
  const retrieval = keyOf('request', request.messageId);
  const document = keyOf(type.number, header.messageId);
  const isRequest = type.kind === 'request';
  return [
    {
      do: 'open-file',
      key: file,
      filePlanCode: settings.filePlanCode,
      subject: oneLine(
        [settings.fileTitle ?? 'Datenabrufe aus dem Melderegister', retriever.name, ...(perYear ? [year] : [])].join(
          ', ',
        ),
      ),
      metadata: present({ 'authority-id': retriever.id, authority: retriever.name }),
    },
    {
      do: 'open-case',
      key: retrieval,
      inFile: file,
      subject: oneLine(
        reference === undefined
          ? `${type.search} vom ${dayOf(request.createdOn)}`
          : `${type.search} vom ${dayOf(request.createdOn)}, ${reference}`,
      ),
      openedOn: request.createdOn,
      metadata: present({ 'request-id': request.messageId, 'request-reference': reference }),
    },
    messageDocument(
      message,
      header,
      {
        key: document,
        in: { case: retrieval },
        subject: `${isRequest ? 'Suchanfrage' : 'Antwort'} ${type.number} vom ${dayOf(header.createdOn)}`,
        documentType: isRequest
          ? (settings.requestDocumentType ?? 'data-request')
          : (settings.answerDocumentType ?? 'data-answer'),
        whenChanged: settings.changedMessage ?? 'conflict',
      },
      metadata,
    ),
    ...otherAttachments(message, document),
  ];
}

/** What § 40 BMG has logged of a request, but for who asked (Kennung) and whom for: that is in the message alone. */
function requestMetadata(about: Element): Metadata {
  return {
    ...present({
      'request-reference': about.maybe.text('aktenzeichen'),
      occasion: about.maybe.text('anlassDesAbrufs'),
      'entitled-authority': about.maybe.text('abrufberechtigteStelle/behoerdenname'),
    }),
    'security-authority': isTrue(about, 'sicherheitsbehoerde'),
  };
}

/** How the search ended; not whom it found. */
function answerMetadata(answer: Element): Metadata {
  const refusals = answer.many('rueckweisung');
  const [result] = answer.many('auskunft');
  return {
    ...present({
      'refused-for': refusals.map((refusal) => {
        const { code, name } = refusal.code('grundDerRueckweisung');
        return name === undefined ? code : `${code} ${name}`;
      }),
    }),
    ...(result === undefined
      ? {}
      : { ...codeFields(result, 'ergebnisstatus', 'result'), persons: String(result.many('person').length) }),
  };
}
