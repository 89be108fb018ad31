/**
 * The connector contract: everything the author of a connector needs to know. It imports nothing.
 */
export type {
  ArchiveAnswer,
  ArchivedContent,
  ArchivedKind,
  ArchivedRecord,
  ArchivedValue,
  ArchiveQuestion,
  FindBy,
  FindRecords,
  FoundRecords,
  Outcome,
  OutcomeError,
  ReplyElement,
  ToldCall,
  ViewContent,
  ViewedContent,
  ViewedRecord,
  ViewRecord,
} from './answer.js';
export { CONTRACT_VERSION, type Connector, type MessageType } from './connector.js';
export type {
  AddDocument,
  AddVersion,
  ArchiveCommand,
  CloseCase,
  ContentSource,
  Format,
  Metadata,
  OpenCase,
  OpenFile,
  OpenSubCase,
  OpenSubFile,
  ReopenCase,
} from './command.js';
export type { Code, Decimal, Element, IsoDate, OptionalReader } from './element.js';
export type { AcceptedJson, AcceptedType, AcceptedXml, Manifest, OfficialSchema, SoapService } from './manifest.js';
export type { Attachment, Message } from './message.js';
export { Rejected } from './rejected.js';
