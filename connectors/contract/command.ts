import type { Decimal, IsoDate } from './element.js';

/**
 * What a connector asks the archive to do. The hub carries the commands of one message out in order, all or none.
 *
 * Every command names its target by a key that the specialist procedure knows (a parcel, a permit number, an invoice
 * number). Keys belong to the procedure: two procedures may use the same key for different records. Files, cases and
 * documents each have their own keys. Carrying a command out twice changes nothing.
 *
 * Keys are 1 to 512 characters, subjects 1 to 1,000; both are refused otherwise.
 */
export type ArchiveCommand = OpenFile | OpenCase | AddDocument | CloseCase | ReopenCase;

/** Metadata of a record: flat, named in kebab-case. Amounts are decimals in plain notation, dates `YYYY-MM-DD`. */
export type Metadata = Readonly<Record<string, string | Decimal | IsoDate | boolean | readonly string[]>>;

/** Opens a case file (Akte), or finds the one this key already opened. The file reference is allocated by the hub. */
export interface OpenFile {
  readonly do: 'open-file';
  readonly key: string;
  /** Code of the file plan entry (Aktenplankennzeichen), usually from the settings of the municipality. */
  readonly filePlanCode: string;
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

/** Files a document (Dokument) with one content. */
export interface AddDocument {
  readonly do: 'add-document';
  readonly key: string;
  /** The case or the case file it belongs to. */
  readonly in: { readonly case: string } | { readonly file: string };
  readonly subject: string;
  /** The message exactly as it was sent, or one of its attachments by name. Bytes never pass through a connector. */
  readonly content: 'message' | { readonly attachment: string };
  /** File name shown to people; default: the attachment's name, or the document key with the type's extension. */
  readonly fileName?: string;
  readonly documentType?: string;
  readonly documentDate?: IsoDate;
  readonly metadata?: Metadata;
  /**
   * What to do when this key already has a document with other content. `add-version` keeps both, the newer as current
   * version. `conflict` (the default) parks the message: a person decides. Equal content changes nothing either way.
   */
  readonly whenChanged?: 'add-version' | 'conflict';
}

/** Closes a case for change (z.d.A.-Verfügung). A closed case stays as it is; a later `add-document` is a conflict. */
export interface CloseCase {
  readonly do: 'close-case';
  readonly key: string;
  readonly closedOn: IsoDate;
}

/** Reopens a closed case; an act of its own in the history. An open case stays as it is. */
export interface ReopenCase {
  readonly do: 'reopen-case';
  readonly key: string;
  readonly reason: string;
}
