import type { Decimal, IsoDate } from './element.js';

/**
 * What a connector asks the archive to do. The hub carries the commands of one message out in order, all or none.
 *
 * Every command names its target by a key that the specialist procedure knows (a parcel, a permit number, an invoice
 * number). Keys belong to the procedure: two procedures may use the same key for different records. Files, cases and
 * documents each have their own keys. Carrying a command out twice changes nothing.
 *
 * Keys are 1 to 512 characters, subjects 1 to 1,000; both are refused otherwise. A message has at most 20,000 commands.
 */
export type ArchiveCommand =
  OpenFile | OpenSubFile | OpenCase | OpenSubCase | AddDocument | AddVersion | CloseCase | ReopenCase;

/**
 * Metadata of a record, named in kebab-case. Amounts are decimals in plain notation, dates `YYYY-MM-DD`. What a record
 * has several of with parts of their own (participants, entries of a history kept elsewhere) is a list of flat records:
 * at most 1,000 records of at most 50 texts.
 */
export type Metadata = Readonly<
  Record<string, string | Decimal | IsoDate | boolean | readonly string[] | readonly Readonly<Record<string, string>>[]>
>;

/** The message exactly as it was sent, or one of its attachments by name. Bytes never pass through a connector. */
export type ContentSource = 'message' | { readonly attachment: string };

/** Opens a case file (Akte), or finds the one this key already opened. The file reference is allocated by the hub. */
export interface OpenFile {
  readonly do: 'open-file';
  readonly key: string;
  /** Code of the file plan entry (Aktenplankennzeichen), usually from the settings of the municipality. */
  readonly filePlanCode: string;
  readonly subject: string;
  readonly metadata?: Metadata;
}

/**
 * Opens a part of a case file (Teilakte, Band), or finds it. It is a case file of its own whose reference is that of the
 * whole with a running number; its key names it wherever the key of a case file is asked for. A key that names a case
 * file elsewhere is a conflict.
 */
export interface OpenSubFile {
  readonly do: 'open-sub-file';
  readonly key: string;
  /** Key of the case file, or of the part, that it belongs to. */
  readonly inFile: string;
  readonly subject: string;
  readonly metadata?: Metadata;
}

/** Opens a case (Vorgang) within a case file, or finds it. It gets the next running number in its file. */
export interface OpenCase {
  readonly do: 'open-case';
  readonly key: string;
  /** Key of the case file; opened by an earlier command of this message or of an earlier message. */
  readonly inFile: string;
  readonly subject: string;
  readonly openedOn?: IsoDate;
  readonly metadata?: Metadata;
}

/**
 * Opens a case within a case (Teilvorgang), or finds it. Its key names it wherever the key of a case is asked for. It is
 * closed for change when it is closed itself or a case above it is; closing one leaves the day of the others alone.
 * Within a closed case no case is opened: a conflict, and so is a key that names a case elsewhere.
 */
export interface OpenSubCase {
  readonly do: 'open-sub-case';
  readonly key: string;
  /** Key of the case it belongs to; it lies in the same case file. */
  readonly inCase: string;
  readonly subject: string;
  readonly openedOn?: IsoDate;
  readonly metadata?: Metadata;
}

/**
 * The content of one version in a further format, for example the archival PDF/A beside the editable original.
 *
 * A format is known by its content. What a version has already, as its own content or as a format, changes nothing; what
 * it lacks is added to it, also when the version was filed before: in a closed case that is a conflict.
 */
export interface Format {
  readonly content: ContentSource;
  readonly fileName?: string;
  readonly metadata?: Metadata;
}

/**
 * Files a document (Dokument) with its first version, or finds it. What a known document has as content of any of its
 * versions, the current one or an earlier one, changes nothing, wherever the command wants the document to be.
 */
export interface AddDocument {
  readonly do: 'add-document';
  readonly key: string;
  /**
   * The case or the case file it belongs to, or the document it is an annex of (Anlage). An annex lies where its document
   * lies, and may have annexes itself.
   */
  readonly in: { readonly case: string } | { readonly file: string } | { readonly document: string };
  readonly subject: string;
  readonly content: ContentSource;
  /** File name shown to people; default: the attachment's name, or the document key with the type's extension. */
  readonly fileName?: string;
  readonly documentType?: string;
  readonly documentDate?: IsoDate;
  /** Of the document; when it becomes a further version of a known one, of that version. */
  readonly metadata?: Metadata;
  /** Further formats of this version; at most 50. */
  readonly formats?: readonly Format[];
  /**
   * What to do when this key already has a document with other content. `add-version` keeps both, the newer as current
   * version. `conflict` (the default) parks the message: a person decides.
   */
  readonly whenChanged?: 'add-version' | 'conflict';
}

/**
 * Adds a version to a document that an earlier command of this message, or an earlier message, filed; it becomes the
 * current one. Content that one of its versions has already changes nothing and makes no other version the current one,
 * and the metadata given here is then not kept; formats it lacks are added. A document in a closed case is a conflict.
 */
export interface AddVersion {
  readonly do: 'add-version';
  /** Key of the document. */
  readonly key: string;
  readonly content: ContentSource;
  readonly fileName?: string;
  /** Of this version. */
  readonly metadata?: Metadata;
  /** Further formats of this version; at most 50. */
  readonly formats?: readonly Format[];
}

/**
 * Closes a case for change (z.d.A.-Verfügung), with the cases within it. A closed case stays as it is; a later
 * `add-document` in any of them is a conflict.
 */
export interface CloseCase {
  readonly do: 'close-case';
  readonly key: string;
  /** Without it, since 1.4: the day on which it is filed. */
  readonly closedOn?: IsoDate;
}

/** Reopens a closed case; an act of its own in the history. An open case stays as it is. */
export interface ReopenCase {
  readonly do: 'reopen-case';
  readonly key: string;
  readonly reason: string;
}
