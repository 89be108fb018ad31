/** What creates records. */
import {
  Rejected,
  type AddDocument,
  type ArchiveCommand,
  type Element,
  type Message,
  type OpenCase,
  type OpenFile,
} from '../contract/index.js';
import { addressAt, addressOf, seedOf } from './address.js';
import { CLASSES, type DocumentClass } from './classes.js';
import { attachedTo, contentsOf, fileContents, type Content } from './contents.js';
import {
  dayAt,
  DOCUMENT_FIELDS,
  FILE_FIELDS,
  keptOf,
  PROCEDURE_FIELDS,
  refuseAccessDefinition,
  titleOf,
} from './fields.js';
import { filePlanCodeAt } from './file-plan.js';
import type { MunichDmsSettings } from './generated/settings.js';

type Request = Message<Element>;
type Settings = MunichDmsSettings;

export function createFile(message: Request, settings: Settings): readonly ArchiveCommand[] {
  refuseAccessDefinition(message.body, settings);
  return [openFile(message, settings, 'shortname')];
}

export function createProcedure(message: Request, settings: Settings): readonly ArchiveCommand[] {
  refuseAccessDefinition(message.body, settings);
  const { address } = addressAt(message.body, 'referrednumber', ['file']);
  return [openCase(message, settings, address, 'shortname')];
}

export function createDocument(objectClass: DocumentClass) {
  return (message: Request, settings: Settings): readonly ArchiveCommand[] => {
    refuseAccessDefinition(message.body, settings);
    const place = placeAt(message.body, ['procedure']);
    const contents = contentsOf(message, attachedTo(message.body));
    return addDocument(message, settings, { objectClass, procedure: place, shortname: 'shortname', contents });
  };
}

/** A file with a procedure, a document and its content in one request. Which class the document is of it does not say. */
export function createCompleteFile(message: Request, settings: Settings): readonly ArchiveCommand[] {
  const file = openFile(message, settings, 'shortnamefile');
  return [file, ...complete(message, settings, file.key)];
}

export function createCompleteProcedure(message: Request, settings: Settings): readonly ArchiveCommand[] {
  return complete(message, settings, addressAt(message.body, 'file', ['file']).address);
}

export function createContent(message: Request, settings: Settings): readonly ArchiveCommand[] {
  const document = placeAt(message.body, ['incoming', 'outgoing', 'internal']);
  const contents = contentsOf(message, message.body.many('giattachmenttype'));
  if (contents.length === 0) throw nothingToDo();
  return fileContents(message, contents, document, seedOf(message), settings);
}

function complete(message: Request, settings: Settings, file: string): readonly ArchiveCommand[] {
  const procedure = openCase(message, settings, file, 'shortnameprocedure');
  const contents = contentsOf(message, message.body.many('giattachmenttype'));
  const document = {
    objectClass: 'incoming',
    procedure: procedure.key,
    shortname: 'shortnamedocument',
    contents,
  } as const;
  return [procedure, ...addDocument(message, settings, document)];
}

function openFile(message: Request, settings: Settings, shortname: string): OpenFile {
  const { body } = message;
  const key = addressOf('file', seedOf(message));
  return {
    do: 'open-file',
    key,
    filePlanCode: filePlanCodeAt(body, 'apentry', settings),
    subject: titleOf(body, shortname, settings.fileSubject ?? CLASSES.file.word),
    metadata: keptOf(body, FILE_FIELDS, key),
  };
}

function openCase(message: Request, settings: Settings, file: string, shortname: string): OpenCase {
  const { body } = message;
  const key = addressOf('procedure', seedOf(message));
  const openedOn = dayAt(body, 'fileruntimefrom');
  return {
    do: 'open-case',
    key,
    inFile: file,
    subject: titleOf(body, shortname, settings.procedureSubject ?? CLASSES.procedure.word),
    ...(openedOn === undefined ? {} : { openedOn }),
    metadata: { ...keptOf(body, PROCEDURE_FIELDS, key), referrednumber: file },
  };
}

interface NewDocument {
  readonly objectClass: DocumentClass;
  /** Address of the procedure that it goes into. */
  readonly procedure: string;
  readonly shortname: string;
  readonly contents: readonly Content[];
}

/** Its own content is the request: it may have none else, and what was asked for stays with it. */
function addDocument(
  message: Request,
  settings: Settings,
  { objectClass, procedure, shortname, contents }: NewDocument,
): readonly AddDocument[] {
  const { body } = message;
  const seed = seedOf(message);
  const key = addressOf(objectClass, seed);
  const date = dayAt(body, { incoming: 'delivery', outgoing: 'outgoingdate', internal: 'deliverydate' }[objectClass]);
  const document: AddDocument = {
    do: 'add-document',
    key,
    in: { case: procedure },
    subject: titleOf(body, shortname, settings.documentSubject ?? CLASSES[objectClass].word),
    content: 'message',
    fileName: `${body.name}.xml`,
    documentType: documentTypeOf(objectClass, settings),
    ...(date === undefined ? {} : { documentDate: date }),
    metadata: { ...keptOf(body, DOCUMENT_FIELDS, key), referrednumber: procedure },
  };
  return [document, ...fileContents(message, contents, key, seed, settings)];
}

function documentTypeOf(objectClass: DocumentClass, settings: Settings): string {
  const { incomingDocumentType: incoming, outgoingDocumentType: outgoing, internalDocumentType: internal } = settings;
  return { incoming, outgoing, internal }[objectClass] ?? objectClass;
}

/** Where it goes is optional in the WSDL: without it a document would lie in somebody's inbox, which there is none of here. */
function placeAt(body: Element, allowed: Parameters<typeof addressAt>[2]): string {
  if (body.maybe.text('referrednumber') !== undefined) return addressAt(body, 'referrednumber', allowed).address;
  const sentence = 'referrednumber is missing: it has to be said where this is filed.';
  throw new Rejected('munich-dms.no-place', sentence, `${body.path}/referrednumber`);
}

export function nothingToDo(): Rejected {
  return new Rejected('munich-dms.nothing-to-do', 'The request has nothing that could be filed.');
}
