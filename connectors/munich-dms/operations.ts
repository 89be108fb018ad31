/** The operations of the WSDL that are carried out. All others are answered that they are not. */
import type { ArchiveCommand, ArchiveQuestion, Element, Message, Outcome } from '../contract/index.js';
import { deposit, revokeDeposit, updateContent, updateDocument } from './change.js';
import {
  createCompleteFile,
  createCompleteProcedure,
  createContent,
  createDocument,
  createFile,
  createProcedure,
} from './create.js';
import { addressAlone, changedTo, complete, document, one, updatedContent, updatedDocument } from './filed.js';
import type { MunichDmsSettings } from './generated/settings.js';
import { content, contentMetadata, metadataOfAny, objectsIn, record, type Answered } from './read.js';
import { entries, files, objects, procedures } from './search.js';
import { DOCUMENTS } from './classes.js';

export interface Operation {
  readonly title: string;
  /** Left out where it is only a question. */
  readonly translate?: (message: Message<Element>, settings: MunichDmsSettings) => readonly ArchiveCommand[];
  readonly ask?: (message: Message<Element>, settings: MunichDmsSettings) => readonly ArchiveQuestion[];
  readonly well: (outcome: Outcome, message: Message<Element>, settings: MunichDmsSettings) => Answered;
}

const FILE = [
  'objname',
  'apentry',
  'fileouobj',
  'shortname',
  'filesubj',
  'procedureaccdef',
  'giobjecttype',
  'objterms',
  'fileruntimefrom',
  'fileruntimetill',
  'accdef',
];
const PROCEDURE = [
  'objname',
  'referrednumber',
  'shortname',
  'filesubj',
  'procremark',
  'proccostcenter',
  'filetype',
  'objterms',
  'giobjecttype',
  'accdef',
  'fileruntimefrom',
  'fileruntimetill',
];
const INCOMING = [
  'objname',
  'referrednumber',
  'shortname',
  'delivery',
  'foreignnr',
  'filesubj',
  'documentremarks',
  'incattachments',
  'searchalso',
  'objterms',
  'gimetadatatype',
  'accdef',
];
const OUTGOING = [
  'objname',
  'referrednumber',
  'shortname',
  'referredincoming',
  'outgoingdate',
  'filesubj',
  'subfiletype',
  'incattachments',
  'searchalso',
  'objterms',
  'gimetadatatype',
  'accdef',
];
const INTERNAL = [
  'objname',
  'referrednumber',
  'shortname',
  'deliverydate',
  'filesubj',
  'subfiletype',
  'incattachments',
  'searchalso',
  'objterms',
  'gimetadatatype',
  'accdef',
];

/** By the name of their element. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  CreateFileGI: { title: 'Sachakte anlegen', translate: createFile, well: one },
  CreateProcedureGI: { title: 'Vorgang anlegen', translate: createProcedure, well: one },
  CreateIncomingGI: { title: 'Eingang anlegen', translate: createDocument('incoming'), well: document },
  CreateOutgoingGI: { title: 'Ausgang anlegen', translate: createDocument('outgoing'), well: document },
  CreateInternalGI: { title: 'Internes Dokument anlegen', translate: createDocument('internal'), well: document },
  CreateCompleteFileGI: {
    title: 'Sachakte mit Vorgang, Dokument und Schriftstück anlegen',
    translate: createCompleteFile,
    well: complete,
  },
  CreateCompleteProcedureGI: {
    title: 'Vorgang mit Dokument und Schriftstück anlegen',
    translate: createCompleteProcedure,
    well: complete,
  },
  CreateContentObjectGI: { title: 'Schriftstück anlegen', translate: createContent, well: addressAlone },
  UpdateIncomingGI: {
    title: 'Eingang ergänzen',
    translate: updateDocument('incoming'),
    ...updatedDocument('incoming'),
  },
  UpdateOutgoingGI: {
    title: 'Ausgang ergänzen',
    translate: updateDocument('outgoing'),
    ...updatedDocument('outgoing'),
  },
  UpdateInternalGI: {
    title: 'Internes Dokument ergänzen',
    translate: updateDocument('internal'),
    ...updatedDocument('internal'),
  },
  UpdateContentObjectGI: { title: 'Neue Version eines Schriftstücks', translate: updateContent, well: updatedContent },
  DepositObjectGI: { title: 'Vorgang z.d.A. verfügen', translate: deposit, well: changedTo('closed') },
  RevokeDepositObjectGI: {
    title: 'z.d.A.-Verfügung zurücknehmen',
    translate: revokeDeposit,
    well: changedTo('open'),
  },
  ReadMetadataObjectGI: { title: 'Metadaten eines Objekts', ...metadataOfAny },
  ReadFileGI: { title: 'Sachakte lesen', ...record(['file'], FILE, 'case') },
  ReadProcedureGI: { title: 'Vorgang lesen', ...record(['procedure'], PROCEDURE, 'document') },
  ReadIncomingGI: { title: 'Eingang lesen', ...record(['incoming'], INCOMING, 'document') },
  ReadOutgoingGI: { title: 'Ausgang lesen', ...record(['outgoing'], OUTGOING, 'document') },
  ReadInternalGI: { title: 'Internes Dokument lesen', ...record(['internal'], INTERNAL, 'document') },
  ReadContentObjectGI: { title: 'Schriftstück lesen', ...content },
  ReadContentObjectMetaDataGI: { title: 'Metadaten eines Schriftstücks', ...contentMetadata },
  ReadSubjectAreaFileGIObjects: { title: 'Vorgänge einer Sachakte', ...objectsIn(['file'], 'case', 'objects') },
  ReadSubjectAreaFileGIObjectsMetaData: {
    title: 'Vorgänge einer Sachakte, mit Metadaten',
    ...objectsIn(['file'], 'case', 'metadata'),
  },
  ReadProcedureGIObjects: { title: 'Dokumente eines Vorgangs', ...objectsIn(['procedure'], 'document', 'objects') },
  ReadProcedureGIObjectsMetaData: {
    title: 'Dokumente eines Vorgangs, mit Metadaten',
    ...objectsIn(['procedure'], 'document', 'metadata'),
  },
  ReadDocumentGIObjects: { title: 'Schriftstücke eines Dokuments', ...objectsIn(DOCUMENTS, 'document', 'objects') },
  ReadDocumentGIObjectsMetaData: {
    title: 'Schriftstücke eines Dokuments, mit Metadaten',
    ...objectsIn(DOCUMENTS, 'document', 'metadata'),
  },
  SearchFileGI: { title: 'Sachakten suchen', ...files },
  SearchProcedureGI: { title: 'Vorgänge suchen', ...procedures },
  SearchObjNameGI: { title: 'Objekte nach Namen suchen', ...objects },
  SearchApentryGI: { title: 'Aktenplaneinträge suchen', ...entries },
};
