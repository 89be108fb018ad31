import type { IsoDate } from './element.js';

/**
 * What a connector asks the archive, where its protocol has questions: a sender that looks for a file, or reads what it
 * filed. Only records that this procedure filed are found. Since 1.4.
 */
export type ArchiveQuestion = FindRecords | ViewRecord | ViewContent;

/** Case file (Akte), case (Vorgang) or document (Dokument). Parts of a file are files, annexes are documents. */
export type ArchivedKind = 'file' | 'case' | 'document';

/** Records of one kind; by `reference` and `words` the newest first, within another record in the order in which they came. */
export interface FindRecords {
  readonly do: 'find';
  readonly what: ArchivedKind;
  readonly by: FindBy;
  /** 1 to 1,000; default 100. */
  readonly limit?: number;
}

/**
 * All that is given has to be so. At least one of `key`, `reference`, `words`, `inFile`, `inCase` and `inDocument` is: the
 * others only narrow what these find.
 */
export interface FindBy {
  /** Its own. */
  readonly key?: string;
  /** File reference (Aktenzeichen) of the case file, or of the one it lies in. */
  readonly reference?: string;
  /**
   * Words that are all in its subject, its metadata or its file name, as the search of the archive finds them; the last may
   * be the beginning of one.
   */
  readonly words?: string;
  /** Key of the file it lies in directly: parts of a file, its cases, its documents that are in no case. */
  readonly inFile?: string;
  /** Key of the case it lies in directly: cases within it, or its documents. */
  readonly inCase?: string;
  /** Key of the document that it is an annex of. */
  readonly inDocument?: string;
  /** Part of the subject, whatever its capitals. */
  readonly subjectContains?: string;
  /** Code of the file plan entry that its file was opened under. */
  readonly filePlanCode?: string;
}

/** One record, by its key. */
export interface ViewRecord {
  readonly do: 'view';
  readonly what: ArchivedKind;
  readonly key: string;
}

/** The bytes of a document, to be part of the reply; they never pass through the connector. */
export interface ViewContent {
  readonly do: 'content';
  /** Of the document. */
  readonly key: string;
  /** Default: the current one. */
  readonly version?: number;
}

/** What the archive answered, each to the question at the same position. */
export type ArchiveAnswer = FoundRecords | ViewedRecord | ViewedContent;

export interface FoundRecords {
  readonly do: 'find';
  readonly records: readonly ArchivedRecord[];
  /** Whether there are more than the limit, or may be: of what has the words, the newest 2,000 are looked at. */
  readonly more: boolean;
}

export interface ViewedRecord {
  readonly do: 'view';
  /** Left out when there is none of this key. */
  readonly record?: ArchivedRecord;
}

export interface ViewedContent {
  readonly do: 'content';
  /** Left out when there is no such document or version. */
  readonly content?: ArchivedContent;
}

/** A record as it is in the archive. What it does not have is left out. */
export interface ArchivedRecord {
  readonly what: ArchivedKind;
  /**
   * The procedure's own key, where a question or a command named it. Of other records the archive finds no key: a connector
   * that has to tell it puts it into their metadata.
   */
  readonly key?: string;
  readonly subject: string;
  /** File reference (Aktenzeichen) of the case file, or of the one it lies in. */
  readonly reference: string;
  /** Code of the file plan entry of that file (Aktenplankennzeichen). */
  readonly filePlanCode: string;
  /** Running number of a case in its file. */
  readonly number?: number;
  readonly documentType?: string;
  readonly documentDate?: IsoDate;
  /** Of a case. */
  readonly openedOn?: IsoDate;
  /** Of a file or case that is closed for change. */
  readonly closedOn?: IsoDate;
  /** As the commands gave it. */
  readonly metadata: Readonly<Record<string, ArchivedValue>>;
  /** When it was filed, and last changed: UTC, `2026-03-31T09:30:00.000Z`. */
  readonly createdAt: string;
  readonly changedAt: string;
  /** Current version of a document. */
  readonly content?: ArchivedContent;
}

/** A value of the metadata. */
export type ArchivedValue = string | boolean | readonly string[] | readonly Readonly<Record<string, string>>[];

/** One version of a document. */
export interface ArchivedContent {
  readonly version: number;
  readonly fileName: string;
  readonly mime: string;
  readonly sizeBytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /** When it was filed, UTC. */
  readonly createdAt: string;
}

/** What a reply is made of. Since 1.4. */
export interface Outcome {
  /**
   * `answered`: the archive was asked, nothing was filed. `accepted`: it is durable, and will be filed. `filed`: it is.
   * `rejected`: it never will be, for the reason in `error`. `parked`: a person has to decide what becomes of it.
   */
  readonly state: 'answered' | 'accepted' | 'filed' | 'rejected' | 'parked';
  /** The hub's, of what it keeps. */
  readonly messageId?: string;
  /** Of `rejected` and `parked`. */
  readonly error?: OutcomeError;
  /** Of `filed`: the records that the commands name, in their order, each once. */
  readonly records: readonly ArchivedRecord[];
  /** To the questions of `ask`; none where it was refused. */
  readonly answers: readonly ArchiveAnswer[];
}

export interface OutcomeError {
  /** The connector's own, or one of the hub (`archive.case-closed`). */
  readonly code: string;
  readonly sentence: { readonly de: string; readonly en: string };
  /** Where in the message. */
  readonly path?: string;
}

/** An element of XML that is sent back. It has `text`, `children` or `content`, or is empty. */
export interface ReplyElement {
  /** Local name. */
  readonly name: string;
  /** Without it: that of the element around it. The outermost has to have one, `""` for none. */
  readonly namespace?: string;
  /** Of no namespace, by name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly text?: string;
  readonly children?: readonly ReplyElement[];
  /** Position of an answer to a `content` question, whose bytes are the base64 text of this element. Each at most once. */
  readonly content?: number;
}

/** A call of the procedure's own service, as `tell` makes it. Since 1.5. */
export interface ToldCall {
  /** Name of the operation in the WSDL that is set up for the procedure. */
  readonly operation: string;
  /**
   * The child of Body, valid by the schema of that WSDL; of an rpc operation its wrapper element. Elements with `content` go
   * beside it (MTOM).
   */
  readonly element: ReplyElement;
}
